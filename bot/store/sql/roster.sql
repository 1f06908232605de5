-- roster_of: when an agency last sent a roster, and its version
SELECT version, imported_at FROM rosters WHERE agency = :agency;

-- roster_all: every entry of an agency, ended ones too
-- long
SELECT agency, entry, last_four, name, unit, person, claimed_at, ended_at, ended_reason
FROM roster
WHERE agency = :agency;

-- roster_get: one entry
SELECT agency, entry, last_four, name, unit, person, claimed_at, ended_at, ended_reason
FROM roster
WHERE agency = :agency AND entry = :entry;

-- roster_of_person: what somebody claimed, in every agency
SELECT agency, entry, last_four, name, unit, person, claimed_at, ended_at, ended_reason
FROM roster
WHERE person = :person;

-- roster_by_link: the entry of a personal link that nobody used yet
SELECT agency, entry, last_four, name, unit, person, claimed_at, ended_at, ended_reason
FROM roster
WHERE link = :link AND person IS NULL AND ended_at IS NULL;

-- roster_counts: entries that have not ended, by unit: with a person and without
-- long
SELECT unit, count(person) AS claimed, count(*) - count(person) AS unclaimed
FROM roster
WHERE agency = :agency AND ended_at IS NULL
GROUP BY unit;

-- roster_ended: how many entries of an agency have ended
-- long
SELECT count(*) AS ended FROM roster WHERE agency = :agency AND ended_at IS NOT NULL;

-- roster_outside: registered people of an agency who are no entry that lasts, by unit
-- long
SELECT people.unit, count(*) AS people
FROM people
LEFT JOIN roster ON roster.person = people.id AND roster.agency = people.agency
    AND roster.ended_at IS NULL
WHERE people.agency = :agency AND people.registered_at IS NOT NULL AND roster.entry IS NULL
GROUP BY people.unit;

-- roster_page: entries that have not ended, by name, after one of them
SELECT agency, entry, last_four, name, unit, person, claimed_at, ended_at, ended_reason
FROM roster
WHERE agency = :agency AND ended_at IS NULL AND (name, entry) > (:name, :entry)
ORDER BY name, entry
LIMIT CAST(:most AS INTEGER);

-- roster_page_of_unit: the same of one unit and all below it
WITH RECURSIVE below (code) AS (
    SELECT CAST(:unit AS TEXT)
    UNION
    SELECT units.code FROM below
    JOIN units ON units.agency = :agency AND units.parent = below.code
)
SELECT
    roster.agency, roster.entry, roster.last_four, roster.name, roster.unit, roster.person,
    roster.claimed_at, roster.ended_at, roster.ended_reason
FROM roster
JOIN below ON below.code = roster.unit
WHERE roster.agency = :agency AND roster.ended_at IS NULL
    AND (roster.name, roster.entry) > (:name, :entry)
ORDER BY roster.name, roster.entry
LIMIT CAST(:most AS INTEGER);

-- roster_named: entries of an agency by a part of the name
-- long
SELECT agency, entry, last_four, name, unit, person, claimed_at, ended_at, ended_reason
FROM roster
WHERE agency = :agency AND lower(name) LIKE :part
ORDER BY name, entry
LIMIT CAST(:most AS INTEGER);

-- roster_begin: the first version, unless somebody was faster
INSERT INTO rosters (agency, version, imported_at) VALUES (:agency, 1, :at)
ON CONFLICT DO NOTHING
RETURNING version;

-- roster_turn: the next version after the one that was reported on, unless somebody was faster
UPDATE rosters SET version = version + 1, imported_at = :at
WHERE agency = :agency AND version = :version
RETURNING version;

-- roster_touch: the units changed, so reports of before are stale
INSERT INTO rosters (agency, version) VALUES (:agency, 1)
ON CONFLICT (agency) DO UPDATE SET version = rosters.version + 1;

-- roster_add: a new entry
INSERT INTO roster (agency, entry, last_four, name, unit, added_at, changed_at, joined_at)
VALUES (:agency, :entry, :last_four, :name, :unit, :at, :at, :at);

-- roster_change: what is new of an entry; one that had ended goes on
UPDATE roster SET
    joined_at = CASE
        WHEN ended_at IS NULL AND coalesce(unit, '') = coalesce(:unit, '') THEN joined_at
        ELSE :at
    END,
    name = :name, unit = :unit, changed_at = :at, ended_at = NULL, ended_reason = NULL
WHERE agency = :agency AND entry = :entry;

-- roster_people_hold: makes others who move the person of an entry wait until this unit ends
UPDATE people SET name = name
WHERE agency = :agency AND id = (
    SELECT roster.person FROM roster WHERE roster.agency = :agency AND roster.entry = :entry
);

-- roster_people_leave: the person of an entry counts no more where they are, before they follow it
INSERT INTO tally_changes (
    agency, scope, unit, module, month, registered, started, completed, passed, at
)
SELECT agency, 'unit', coalesce(unit, ''), '', 0, -1, 0, 0, 0, registered_at
FROM people
WHERE agency = :agency AND registered_at IS NOT NULL AND id = (
    SELECT roster.person FROM roster WHERE roster.agency = :agency AND roster.entry = :entry
);

-- roster_people_arrive: the person of an entry counts where they are now
INSERT INTO tally_changes (
    agency, scope, unit, module, month, registered, started, completed, passed, at
)
SELECT agency, 'unit', coalesce(unit, ''), '', 0, 1, 0, 0, 0, registered_at
FROM people
WHERE agency = :agency AND registered_at IS NOT NULL AND id = (
    SELECT roster.person FROM roster WHERE roster.agency = :agency AND roster.entry = :entry
);

-- roster_people_follow: the person of an entry, as long as they are of its agency
UPDATE people SET name = :name, unit = :unit
WHERE agency = :agency AND id = (
    SELECT roster.person FROM roster WHERE roster.agency = :agency AND roster.entry = :entry
);

-- roster_end: an entry that the new list lacks
UPDATE roster SET ended_at = :at, ended_reason = :reason, changed_at = :at, link = NULL
WHERE agency = :agency AND entry = :entry AND ended_at IS NULL;

-- roster_leave: whoever claims an entry is not any more what they were until it ended
UPDATE roster SET person = NULL, claimed_at = NULL
WHERE agency = :agency AND person = :person AND ended_at IS NOT NULL;

-- roster_claim: an entry becomes a person's, who is no other entry of this agency
UPDATE roster SET person = :person, claimed_at = :at, link = NULL, round = round + 1
WHERE agency = :agency AND entry = :entry AND person IS NULL AND ended_at IS NULL
    AND NOT EXISTS (
        SELECT 1 FROM roster AS mine WHERE mine.person = :person AND mine.agency = :agency
    )
RETURNING name, unit;

-- roster_person_follows: whoever claimed an entry belongs where it says
UPDATE people SET
    agency = :agency,
    name = (
        SELECT roster.name FROM roster WHERE roster.agency = :agency AND roster.entry = :entry
    ),
    unit = (
        SELECT roster.unit FROM roster WHERE roster.agency = :agency AND roster.entry = :entry
    ),
    registered_at = CASE
        WHEN language IS NOT NULL AND employment IS NOT NULL
        THEN coalesce(registered_at, CAST(:at AS BIGINT))
    END
WHERE id = :person
RETURNING name, unit, registered_at;

-- roster_release: an entry is nobody's again
UPDATE roster SET person = NULL, claimed_at = NULL
WHERE agency = :agency AND entry = :entry AND person IS NOT NULL
RETURNING person;

-- roster_link: the hash of a personal link of an entry that is nobody's yet
UPDATE roster SET link = :link
WHERE agency = :agency AND entry = :entry AND person IS NULL AND ended_at IS NULL
RETURNING entry;

-- roster_try: one more try of today, unless there were enough
INSERT INTO roster_tries (person, day, tries) VALUES (:person, :day, 1)
ON CONFLICT (person, day) DO UPDATE SET tries = roster_tries.tries + 1
WHERE roster_tries.tries < CAST(:most AS INTEGER)
RETURNING tries;

-- roster_tries_forget: the tries of other days
DELETE FROM roster_tries WHERE person = :person AND day <> :day;

-- roster_upload_put: what an officer sent, until they confirm it
INSERT INTO roster_uploads (person, id, agency, version, body, at)
VALUES (:person, :id, :agency, :version, :body, :at);

-- roster_upload_get: what this person sent under this id
SELECT agency, version, body, at FROM roster_uploads WHERE person = :person AND id = :id;

-- roster_upload_drop: it was confirmed or given up
DELETE FROM roster_uploads WHERE person = :person AND id = :id RETURNING id;

-- roster_uploads_forget: what nobody confirmed for too long
DELETE FROM roster_uploads WHERE at < :before;

-- roster_rounds: how often each entry that is nobody's was claimed so far
-- long
SELECT entry, last_four, name, unit, round
FROM roster
WHERE agency = :agency AND person IS NULL AND ended_at IS NULL;
