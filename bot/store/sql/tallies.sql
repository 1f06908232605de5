-- tally_registered: a registered person counts (:sign 1) where they belong now, or no more (-1)
INSERT INTO tally_changes (
    agency, scope, unit, module, month, registered, started, completed, passed, at
)
SELECT
    people.agency, scopes.scope,
    CASE WHEN scopes.scope = 'unit' THEN coalesce(people.unit, '') ELSE '' END,
    '', 0, CAST(:sign AS BIGINT), 0, 0, 0, people.registered_at
FROM people
CROSS JOIN (SELECT 'unit' AS scope UNION ALL SELECT 'agency') AS scopes
WHERE people.id = :person AND people.registered_at IS NOT NULL AND people.agency IS NOT NULL;

-- tally_unit_goes: the registered people of a unit count in another one, where they go
INSERT INTO tally_changes (
    agency, scope, unit, module, month, registered, started, completed, passed, at
)
SELECT
    people.agency, 'unit', ends.unit, '', 0, sum(ends.sign), 0, 0, 0, max(people.registered_at)
FROM people
CROSS JOIN (
    SELECT CAST(:code AS TEXT) AS unit, -1 AS sign UNION ALL SELECT CAST(:into AS TEXT), 1
) AS ends
WHERE people.agency = :agency AND people.unit = :code AND people.registered_at IS NOT NULL
GROUP BY people.agency, ends.unit;

-- tally_started: an attempt has begun; its person counts where they began nothing before
-- In one unit with attempt_start. Only the person's own attempts are looked at. The attempt began
-- in the month :month, which lasts from :since to before :until.
INSERT INTO tally_changes (
    agency, scope, unit, module, month, registered, started, completed, passed, at
)
SELECT
    this.agency, scopes.scope,
    CASE WHEN scopes.scope = 'unit' THEN coalesce(this.unit, '') ELSE '' END,
    CASE WHEN scopes.scope = 'agency' THEN '' ELSE this.module END,
    CASE WHEN scopes.monthly = 1 THEN CAST(:month AS INTEGER) ELSE 0 END,
    0, 1, 0, 0, this.started_at
FROM attempts AS this
CROSS JOIN (
    SELECT 'unit' AS scope, 0 AS monthly
    UNION ALL SELECT 'module', 0 UNION ALL SELECT 'agency', 0
    UNION ALL SELECT 'module', 1 UNION ALL SELECT 'agency', 1
) AS scopes
WHERE this.person = :person AND this.id = :attempt
    AND NOT EXISTS (
        SELECT 1 FROM attempts AS other
        WHERE other.person = this.person AND other.id <> this.id AND other.agency = this.agency
            AND (scopes.scope = 'agency' OR other.module = this.module)
            AND (scopes.scope <> 'unit' OR coalesce(other.unit, '') = coalesce(this.unit, ''))
            AND (
                scopes.monthly = 0
                OR (other.started_at >= :since AND other.started_at < :until)
            )
    );

-- tally_finished: an attempt has a score; its person counts where they had none, or no pass, before
-- In one unit with the write that gave the score or the pass. :newly is 0 when an attempt that had
-- a score is marked again, so that only a pass can be new. It ended in the month :month.
INSERT INTO tally_changes (
    agency, scope, unit, module, month, registered, started, completed, passed, at
)
SELECT agency, scope, unit, module, month, 0, 0, completed, passed, at
FROM (
    SELECT
        this.agency, scopes.scope,
        CASE WHEN scopes.scope = 'unit' THEN coalesce(this.unit, '') ELSE '' END AS unit,
        CASE WHEN scopes.scope = 'agency' THEN '' ELSE this.module END AS module,
        CASE WHEN scopes.monthly = 1 THEN CAST(:month AS INTEGER) ELSE 0 END AS month,
        CAST(:newly AS BIGINT) * (
            1 - max(CASE WHEN other.score IS NOT NULL THEN 1 ELSE 0 END)
        ) AS completed,
        this.passed * (1 - max(CASE WHEN other.passed = 1 THEN 1 ELSE 0 END)) AS passed,
        this.finished_at AS at
    FROM attempts AS this
    CROSS JOIN (
        SELECT 'unit' AS scope, 0 AS monthly
        UNION ALL SELECT 'module', 0 UNION ALL SELECT 'agency', 0
        UNION ALL SELECT 'module', 1 UNION ALL SELECT 'agency', 1
    ) AS scopes
    LEFT JOIN attempts AS other
        ON other.person = this.person AND other.id <> this.id AND other.agency = this.agency
        AND (scopes.scope = 'agency' OR other.module = this.module)
        AND (scopes.scope <> 'unit' OR coalesce(other.unit, '') = coalesce(this.unit, ''))
        AND (
            scopes.monthly = 0
            OR (other.finished_at >= :since AND other.finished_at < :until)
        )
    WHERE this.person = :person AND this.id = :attempt AND this.score IS NOT NULL
    GROUP BY
        this.agency, scopes.scope, scopes.monthly, this.unit, this.module,
        this.passed, this.finished_at
) AS reached
WHERE completed + passed > 0;

-- tally_claim: takes the oldest changes, so that what is folded is what is deleted
UPDATE tally_changes SET batch = :batch
WHERE batch IS NULL AND at <= (
    SELECT max(oldest.at) FROM (
        SELECT waiting.at FROM tally_changes AS waiting
        WHERE waiting.batch IS NULL
        ORDER BY waiting.at
        LIMIT :limit
    ) AS oldest
)
RETURNING agency;

-- tally_fold: adds what was claimed to the counts
-- In the order of the key, so that two workers never wait for each other in a circle.
INSERT INTO tally_counts (
    agency, scope, unit, module, month, registered, started, completed, passed
)
SELECT
    agency, scope, unit, module, month, sum(registered), sum(started), sum(completed), sum(passed)
FROM tally_changes
WHERE batch = :batch
GROUP BY agency, scope, unit, module, month
ORDER BY agency, scope, unit, module, month
ON CONFLICT (agency, scope, unit, module, month) DO UPDATE SET
    registered = tally_counts.registered + excluded.registered,
    started = tally_counts.started + excluded.started,
    completed = tally_counts.completed + excluded.completed,
    passed = tally_counts.passed + excluded.passed;

-- tally_folded: removes what was claimed and is in the counts now
DELETE FROM tally_changes WHERE batch = :batch;

-- tally_of_agency: one agency's counts by unit and module; module '' counts registration only
SELECT
    unit, module,
    CAST(sum(registered) AS BIGINT) AS registered, CAST(sum(started) AS BIGINT) AS started,
    CAST(sum(completed) AS BIGINT) AS completed, CAST(sum(passed) AS BIGINT) AS passed
FROM (
    SELECT unit, module, registered, started, completed, passed FROM tally_counts
    WHERE agency = :agency AND scope = 'unit'
    UNION ALL
    SELECT unit, module, registered, started, completed, passed FROM tally_changes
    WHERE agency = :agency AND scope = 'unit'
) AS everything
GROUP BY unit, module;

-- tally_modules_of_agency: people of one agency per module, each once whatever their units
SELECT
    module,
    CAST(sum(started) AS BIGINT) AS started, CAST(sum(completed) AS BIGINT) AS completed,
    CAST(sum(passed) AS BIGINT) AS passed
FROM (
    SELECT module, started, completed, passed FROM tally_counts
    WHERE agency = :agency AND scope = 'module' AND unit = '' AND month = 0
    UNION ALL
    SELECT module, started, completed, passed FROM tally_changes
    WHERE agency = :agency AND scope = 'module' AND month = 0
) AS everything
GROUP BY module;

-- tally_months_of_agency: people of one agency per month, of each module and ('') of any
SELECT
    module, month,
    CAST(sum(started) AS BIGINT) AS started, CAST(sum(completed) AS BIGINT) AS completed,
    CAST(sum(passed) AS BIGINT) AS passed
FROM (
    SELECT module, month, started, completed, passed FROM tally_counts
    WHERE agency = :agency AND scope IN ('agency', 'module') AND unit = '' AND month > 0
    UNION ALL
    SELECT module, month, started, completed, passed FROM tally_changes
    WHERE agency = :agency AND scope IN ('agency', 'module') AND month > 0
) AS everything
GROUP BY module, month;

-- tally_national: people of every agency, each once however many modules they took
SELECT
    agencies.code AS agency,
    coalesce(counted.registered, 0) + coalesce(changed.registered, 0) AS registered,
    coalesce(counted.started, 0) + coalesce(changed.started, 0) AS started,
    coalesce(counted.completed, 0) + coalesce(changed.completed, 0) AS completed,
    coalesce(counted.passed, 0) + coalesce(changed.passed, 0) AS passed
FROM agencies
LEFT JOIN tally_counts AS counted
    ON counted.agency = agencies.code AND counted.scope = 'agency' AND counted.unit = ''
    AND counted.module = '' AND counted.month = 0
LEFT JOIN (
    SELECT
        agency,
        CAST(sum(registered) AS BIGINT) AS registered, CAST(sum(started) AS BIGINT) AS started,
        CAST(sum(completed) AS BIGINT) AS completed, CAST(sum(passed) AS BIGINT) AS passed
    FROM tally_changes
    WHERE scope = 'agency' AND month = 0
    GROUP BY agency
) AS changed ON changed.agency = agencies.code;
