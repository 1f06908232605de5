-- campaigns_of_agency: every campaign of an agency, one row for each of its units
SELECT
    campaigns.agency, campaigns.id, campaigns.module, campaigns.starts_at, campaigns.due_at,
    campaigns.counts_from, campaigns.months, campaigns.late_days, campaigns.renew_days,
    campaigns.created_at, coalesce(agencies.zone, 'WIB') AS zone, campaigns.follows, campaigns.ended_at,
    campaigns.ended, campaign_units.unit
FROM campaigns
JOIN agencies ON agencies.code = campaigns.agency
LEFT JOIN campaign_units
    ON campaign_units.agency = campaigns.agency AND campaign_units.campaign = campaigns.id
WHERE campaigns.agency = :agency
ORDER BY campaigns.id;

-- campaigns_running: the agency of each campaign that has begun and not ended
SELECT agency FROM campaigns WHERE ended_at IS NULL AND starts_at <= :at;

-- campaign_add: a new campaign, once
INSERT INTO campaigns (
    agency, id, module, starts_at, due_at, counts_from, months, late_days, renew_days,
    created_at, follows
)
VALUES (
    :agency, :id, :module, :starts_at, :due_at, :counts_from, :months, :late_days, :renew_days,
    :created_at, :follows
)
ON CONFLICT DO NOTHING
RETURNING id;

-- campaign_unit_add: a unit that a campaign is for
INSERT INTO campaign_units (agency, campaign, unit) VALUES (:agency, :campaign, :unit)
ON CONFLICT DO NOTHING
RETURNING unit;

-- campaign_end: closes or cancels a campaign, once
UPDATE campaigns SET ended_at = :at, ended = :ended
WHERE agency = :agency AND id = :campaign AND ended_at IS NULL
RETURNING id;

-- campaign_extensions: what a campaign's units were granted
SELECT unit, due_at FROM campaign_extensions WHERE agency = :agency AND campaign = :campaign;

-- campaign_extend: more time for a unit, or with '' for everybody; the last grant counts
INSERT INTO campaign_extensions (agency, campaign, unit, due_at, reason, at)
SELECT
    campaigns.agency, campaigns.id, CAST(:unit AS TEXT), CAST(:due_at AS BIGINT),
    CAST(:reason AS TEXT), CAST(:at AS BIGINT)
FROM campaigns
WHERE campaigns.agency = :agency AND campaigns.id = :campaign AND campaigns.ended_at IS NULL
    AND (
        CAST(:unit AS TEXT) = ''
        OR EXISTS (SELECT 1 FROM units WHERE units.agency = :agency AND units.code = :unit)
    )
ON CONFLICT (agency, campaign, unit) DO UPDATE SET
    due_at = excluded.due_at, reason = excluded.reason, at = excluded.at
RETURNING unit;

-- campaign_extend_person: more time for one person; the last grant counts
INSERT INTO campaign_people (agency, campaign, entry, person, due_at, due_reason)
SELECT
    campaigns.agency, campaigns.id, CAST(:entry AS TEXT), CAST(:person AS BIGINT),
    CAST(:due_at AS BIGINT), CAST(:reason AS TEXT)
FROM campaigns
WHERE campaigns.agency = :agency AND campaigns.id = :campaign AND campaigns.ended_at IS NULL
ON CONFLICT (agency, campaign, entry, person) DO UPDATE SET
    due_at = excluded.due_at, due_reason = excluded.due_reason
RETURNING entry;

-- campaign_excuse: a dispensation for one person; with a NULL time it is taken back
INSERT INTO campaign_people (agency, campaign, entry, person, excused_at, excused_reason)
SELECT
    campaigns.agency, campaigns.id, CAST(:entry AS TEXT), CAST(:person AS BIGINT),
    CAST(:excused_at AS BIGINT), CAST(:reason AS TEXT)
FROM campaigns
WHERE campaigns.agency = :agency AND campaigns.id = :campaign AND campaigns.ended_at IS NULL
ON CONFLICT (agency, campaign, entry, person) DO UPDATE SET
    excused_at = excluded.excused_at, excused_reason = excluded.excused_reason
RETURNING entry;

-- campaign_roster_page: an agency's roster from an entry on, and what each did in a campaign
-- long
SELECT
    roster.entry, roster.person, roster.name, roster.unit, roster.joined_at,
    (
        SELECT max(CASE WHEN attempts.started_at >= :counts_from THEN 1 ELSE 0 END) FROM attempts
        WHERE attempts.person = roster.person AND attempts.agency = :agency
            AND attempts.module = :module AND attempts.started_at <= :at
    ) AS begun,
    (
        SELECT max(attempts.finished_at) FROM attempts
        WHERE attempts.person = roster.person AND attempts.agency = :agency
            AND attempts.module = :module AND attempts.passed = 1
            AND attempts.finished_at >= :counts_from AND attempts.finished_at <= :at
    ) AS passed_at,
    CASE
        WHEN coalesce(own.due_at, 0) > coalesce(granted.due_at, 0) THEN own.due_at
        ELSE granted.due_at
    END AS extended_to,
    coalesce(granted.excused_at, own.excused_at) AS excused_at
FROM roster
LEFT JOIN campaign_people AS granted
    ON granted.agency = :agency AND granted.campaign = :campaign
    AND granted.entry = roster.entry AND granted.person = 0
LEFT JOIN campaign_people AS own
    ON own.agency = :agency AND own.campaign = :campaign
    AND own.entry = '' AND own.person = roster.person
WHERE roster.agency = :agency AND roster.entry >= :entry
    AND roster.added_at <= :at AND (roster.ended_at IS NULL OR roster.ended_at > :at)
ORDER BY roster.entry
LIMIT :limit;

-- campaign_roster_find: entries of an agency's roster by parts of their name, in small letters
-- long
SELECT entry FROM roster
WHERE agency = :agency AND ended_at IS NULL
    AND lower(name) LIKE :one AND lower(name) LIKE :two AND lower(name) LIKE :three
ORDER BY name, entry
LIMIT :limit;

-- campaign_grant: why one person was given more time or is excused
SELECT due_reason, CASE WHEN excused_at IS NOT NULL THEN excused_reason END AS excused_reason
FROM campaign_people
WHERE agency = :agency AND campaign = :campaign AND entry = :entry AND person = :person;

-- campaign_people_page: the next registered people who are not on the roster, likewise
-- long
SELECT
    CAST(NULL AS TEXT) AS entry, people.id AS person, people.name, people.unit,
    people.registered_at AS joined_at,
    (
        SELECT max(CASE WHEN attempts.started_at >= :counts_from THEN 1 ELSE 0 END) FROM attempts
        WHERE attempts.person = people.id AND attempts.agency = :agency
            AND attempts.module = :module AND attempts.started_at <= :at
    ) AS begun,
    (
        SELECT max(attempts.finished_at) FROM attempts
        WHERE attempts.person = people.id AND attempts.agency = :agency
            AND attempts.module = :module AND attempts.passed = 1
            AND attempts.finished_at >= :counts_from AND attempts.finished_at <= :at
    ) AS passed_at,
    own.due_at AS extended_to, own.excused_at
FROM people
LEFT JOIN roster ON roster.person = people.id AND roster.agency = people.agency
LEFT JOIN campaign_people AS own
    ON own.agency = :agency AND own.campaign = :campaign
    AND own.entry = '' AND own.person = people.id
WHERE people.agency = :agency AND people.id > :after AND people.registered_at <= :at
    AND roster.entry IS NULL
ORDER BY people.id
LIMIT :limit;

-- campaign_counts: how many people of each unit stand where in a campaign, on the roster or not
-- long
-- Of those who are late, their own time is over; their unit may have been given more.
WITH taken AS (
    SELECT
        person,
        max(CASE WHEN started_at >= :counts_from THEN 1 ELSE 0 END) AS begun,
        max(
            CASE WHEN passed = 1 AND finished_at >= :counts_from AND finished_at <= :at
                THEN finished_at END
        ) AS passed_at
    FROM attempts
    WHERE agency = :agency AND module = :module AND started_at <= :at
    GROUP BY person
),
members AS (
    SELECT roster.entry, roster.person, roster.unit, roster.joined_at
    FROM roster
    WHERE roster.agency = :agency
        AND roster.added_at <= :at AND (roster.ended_at IS NULL OR roster.ended_at > :at)
    UNION ALL
    SELECT CAST(NULL AS TEXT), people.id, people.unit, people.registered_at
    FROM people
    LEFT JOIN roster ON roster.person = people.id AND roster.agency = people.agency
    WHERE people.agency = :agency AND people.id > 0 AND people.registered_at <= :at
        AND roster.entry IS NULL
)
SELECT unit, on_roster, status, late, count(*) AS n
FROM (
    SELECT
        members.unit,
        CASE WHEN members.entry IS NULL THEN 0 ELSE 1 END AS on_roster,
        CASE
            WHEN taken.passed_at >= :valid_from THEN 'completed'
            WHEN granted.excused_at IS NOT NULL OR own.excused_at IS NOT NULL THEN 'excused'
            WHEN taken.passed_at IS NOT NULL THEN 'expired'
            WHEN taken.begun = 1 THEN 'in_progress'
            ELSE 'not_started'
        END AS status,
        CASE
            WHEN CAST(:over AS INTEGER) = 1 AND members.joined_at < :late_from
                AND coalesce(granted.due_at, 0) <= :at AND coalesce(own.due_at, 0) <= :at
            THEN 1
            ELSE 0
        END AS late
    FROM members
    LEFT JOIN taken ON taken.person = members.person
    LEFT JOIN campaign_people AS granted
        ON granted.agency = :agency AND granted.campaign = :campaign
        AND granted.entry = members.entry AND granted.person = 0
    LEFT JOIN campaign_people AS own
        ON own.agency = :agency AND own.campaign = :campaign
        AND own.entry = '' AND own.person = members.person
) AS standing
GROUP BY unit, on_roster, status, late;

-- campaign_duties: the running campaigns that a person takes part in, and what they did in each
WITH RECURSIVE mine AS (
    SELECT
        people.id AS person, people.agency, roster.entry,
        CASE WHEN roster.entry IS NULL THEN people.unit ELSE roster.unit END AS unit,
        coalesce(roster.joined_at, people.registered_at) AS joined_at
    FROM people
    LEFT JOIN roster ON roster.person = people.id AND roster.agency = people.agency
    WHERE people.id = :person AND people.registered_at <= :at
        AND (
            roster.entry IS NULL
            OR (roster.added_at <= :at AND (roster.ended_at IS NULL OR roster.ended_at > :at))
        )
),
path (unit, parent) AS (
    SELECT units.code, units.parent
    FROM mine JOIN units ON units.agency = mine.agency AND units.code = mine.unit
    UNION
    SELECT units.code, units.parent
    FROM path
    CROSS JOIN mine
    JOIN units ON units.agency = mine.agency AND units.code = path.parent
)
SELECT
    campaigns.agency, campaigns.id, campaigns.module, campaigns.starts_at, campaigns.due_at,
    campaigns.counts_from, campaigns.months, campaigns.late_days, campaigns.renew_days,
    campaigns.created_at, coalesce(agencies.zone, 'WIB') AS zone, campaigns.follows, campaigns.ended_at,
    campaigns.ended, CAST(NULL AS TEXT) AS unit,
    mine.joined_at,
    (
        SELECT max(CASE WHEN attempts.started_at >= campaigns.counts_from THEN 1 ELSE 0 END)
        FROM attempts
        WHERE attempts.person = mine.person AND attempts.agency = campaigns.agency
            AND attempts.module = campaigns.module AND attempts.started_at <= :at
    ) AS begun,
    (
        SELECT max(attempts.finished_at) FROM attempts
        WHERE attempts.person = mine.person AND attempts.agency = campaigns.agency
            AND attempts.module = campaigns.module AND attempts.passed = 1
            AND attempts.finished_at >= campaigns.counts_from AND attempts.finished_at <= :at
    ) AS passed_at,
    (
        SELECT max(given.due_at) FROM campaign_extensions AS given
        WHERE given.agency = campaigns.agency AND given.campaign = campaigns.id
            AND (given.unit = '' OR given.unit IN (SELECT path.unit FROM path))
    ) AS unit_due,
    CASE
        WHEN coalesce(own.due_at, 0) > coalesce(granted.due_at, 0) THEN own.due_at
        ELSE granted.due_at
    END AS extended_to,
    coalesce(granted.excused_at, own.excused_at) AS excused_at
FROM mine
JOIN agencies ON agencies.code = mine.agency
JOIN campaigns ON campaigns.agency = mine.agency
LEFT JOIN campaign_people AS granted
    ON granted.agency = campaigns.agency AND granted.campaign = campaigns.id
    AND granted.entry = mine.entry AND granted.person = 0
LEFT JOIN campaign_people AS own
    ON own.agency = campaigns.agency AND own.campaign = campaigns.id
    AND own.entry = '' AND own.person = mine.person
WHERE campaigns.ended_at IS NULL AND campaigns.starts_at <= :at
    AND (
        NOT EXISTS (
            SELECT 1 FROM campaign_units AS chosen
            WHERE chosen.agency = campaigns.agency AND chosen.campaign = campaigns.id
        )
        OR EXISTS (
            SELECT 1 FROM campaign_units AS chosen
            JOIN path ON path.unit = chosen.unit
            WHERE chosen.agency = campaigns.agency AND chosen.campaign = campaigns.id
        )
    )
ORDER BY campaigns.due_at, campaigns.id;

-- campaign_draft: what an officer is just putting together for an agency
SELECT body FROM campaign_drafts WHERE person = :person AND agency = :agency;

-- campaign_draft_put: what they have put together so far, in place of anything before
-- repeatable
INSERT INTO campaign_drafts (person, agency, body, at) VALUES (:person, :agency, :body, :at)
ON CONFLICT (person, agency) DO UPDATE SET body = excluded.body, at = excluded.at
RETURNING person;

-- campaign_draft_take: ends a draft, once; what it says is done in the same unit of work
DELETE FROM campaign_drafts WHERE person = :person AND agency = :agency AND body = :body
RETURNING person;
