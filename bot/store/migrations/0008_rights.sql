-- What people decide about their own data. withdrawn_at: consent was taken back, and nothing of
-- them is worked with. erase_at: when the deletion that was asked for is carried out, and
-- erase_why, by whom: 'holder' or 'inactive'. stayed_at: when they last called one off.
ALTER TABLE people ADD COLUMN withdrawn_at BIGINT;

ALTER TABLE people ADD COLUMN erase_at BIGINT;

ALTER TABLE people ADD COLUMN erase_why TEXT CHECK (erase_why IN ('holder', 'inactive'));

ALTER TABLE people ADD COLUMN stayed_at BIGINT;

-- Only what waits is in this index, so that the daily look reads nothing else.
CREATE INDEX people_to_erase ON people (erase_at, id) WHERE erase_at IS NOT NULL;

-- Each consent that was given or taken back, with the version of the text: people holds the latest.
CREATE TABLE consents (
    person BIGINT NOT NULL REFERENCES people (id),
    at BIGINT NOT NULL,
    act TEXT NOT NULL CHECK (act IN ('given', 'withdrawn')),
    version TEXT NOT NULL,
    PRIMARY KEY (person, at, act)
);

INSERT INTO consents (person, at, act, version)
SELECT id, consented_at, 'given', consent FROM people;

-- When the answers of a finished attempt were deleted; its score stays.
ALTER TABLE attempts ADD COLUMN forgotten_at BIGINT;

CREATE INDEX attempts_to_forget ON attempts (finished_at, person, id)
WHERE finished_at IS NOT NULL AND forgotten_at IS NULL;

-- What people did in an agency's name: for them to read, and to take their id out of.
CREATE INDEX invitations_made ON invitations (created_by);

CREATE INDEX invitations_used ON invitations (redeemed_by) WHERE redeemed_by IS NOT NULL;

CREATE INDEX offices_granted ON offices (granted_by);

CREATE INDEX trail_by_actor ON trail (actor);
