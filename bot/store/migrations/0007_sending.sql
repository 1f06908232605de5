-- Of which day (an ordinal, by the agency's clock) a notice is the person's one. NULL for news, for
-- which people wait, and while nobody has claimed it. The key decides when two senders claim at once.
ALTER TABLE notices ADD COLUMN day INTEGER;

CREATE UNIQUE INDEX notices_one_a_day ON notices (person, day) WHERE day IS NOT NULL;

CREATE INDEX notices_uncertain ON notices (person) WHERE state = 'uncertain';

-- What somebody does not want to be sent any more: 'reminder' or 'digest'.
CREATE TABLE mutes (
    person BIGINT NOT NULL,
    kind TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (person, kind)
);

-- On which days an agency's people are not written to. weekdays_off has a bit for each weekday, 1
-- for Monday; an agency without a row has the weekend off.
CREATE TABLE calendars (
    agency TEXT PRIMARY KEY REFERENCES agencies (code),
    weekdays_off INTEGER NOT NULL CHECK (weekdays_off BETWEEN 0 AND 127)
);

CREATE TABLE days_off (
    agency TEXT NOT NULL REFERENCES agencies (code),
    day TEXT NOT NULL,
    PRIMARY KEY (agency, day)
);

-- The last day (an ordinal, by the agency's clock) for which a campaign's reminders were planned.
CREATE TABLE rounds (
    agency TEXT NOT NULL REFERENCES agencies (code),
    campaign TEXT NOT NULL,
    day INTEGER NOT NULL,
    PRIMARY KEY (agency, campaign)
);
