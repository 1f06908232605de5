-- Months from 1970 to 2099 as they begin in Jakarta (UTC+7, without summer time), for what follows;
-- neither database has a function for this that the other one has too.
CREATE TABLE months (number INTEGER PRIMARY KEY, since BIGINT NOT NULL UNIQUE);

INSERT INTO months (number, since)
WITH RECURSIVE calendar (year, month, since) AS (
    SELECT 1970, 1, CAST(-25200000 AS BIGINT)
    UNION ALL
    SELECT
        CASE WHEN month = 12 THEN year + 1 ELSE year END,
        CASE WHEN month = 12 THEN 1 ELSE month + 1 END,
        since + CAST(86400000 AS BIGINT) * CASE
            WHEN month IN (4, 6, 9, 11) THEN 30
            WHEN month <> 2 THEN 31
            WHEN year % 4 = 0 THEN 29
            ELSE 28
        END
    FROM calendar
    WHERE year < 2100
)
SELECT year * 100 + month, since FROM calendar;

-- How many people, of one unit and module (scope 'unit'), of a module in a whole agency ('module'),
-- or of an agency whatever they took ('agency'); '' where there is no unit or module, and month 0
-- for all time. Registered people are counted without module, by unit and by agency.
CREATE TABLE tally_counts (
    agency TEXT NOT NULL REFERENCES agencies (code),
    scope TEXT NOT NULL CHECK (scope IN ('unit', 'module', 'agency')),
    unit TEXT NOT NULL,
    module TEXT NOT NULL,
    month INTEGER NOT NULL,
    registered BIGINT NOT NULL,
    started BIGINT NOT NULL,
    completed BIGINT NOT NULL,
    passed BIGINT NOT NULL,
    PRIMARY KEY (agency, scope, unit, module, month)
);

-- What is not in the counts yet: a milestone only adds rows here, so that no two learners ever
-- wait for each other. No column names a person. Rows live for seconds, then they are folded.
CREATE TABLE tally_changes (
    agency TEXT NOT NULL,
    scope TEXT NOT NULL,
    unit TEXT NOT NULL,
    module TEXT NOT NULL,
    month INTEGER NOT NULL,
    registered BIGINT NOT NULL,
    started BIGINT NOT NULL,
    completed BIGINT NOT NULL,
    passed BIGINT NOT NULL,
    at BIGINT NOT NULL,
    batch TEXT
);

CREATE INDEX tally_changes_by_agency ON tally_changes (agency);

-- What is there already.
INSERT INTO tally_counts
SELECT agency, 'unit', coalesce(unit, ''), '', 0, count(*), 0, 0, 0
FROM people
WHERE registered_at IS NOT NULL AND agency IS NOT NULL
GROUP BY agency, coalesce(unit, '');

INSERT INTO tally_counts
SELECT
    agency, 'unit', coalesce(unit, ''), module, 0, 0,
    count(DISTINCT person),
    count(DISTINCT CASE WHEN score IS NOT NULL THEN person END),
    count(DISTINCT CASE WHEN passed = 1 THEN person END)
FROM attempts
GROUP BY agency, coalesce(unit, ''), module;

INSERT INTO tally_counts
SELECT
    agency, 'module', '', module, 0, 0,
    count(DISTINCT person),
    count(DISTINCT CASE WHEN score IS NOT NULL THEN person END),
    count(DISTINCT CASE WHEN passed = 1 THEN person END)
FROM attempts
GROUP BY agency, module;

INSERT INTO tally_counts
SELECT agency, 'agency', '', '', 0, sum(registered), 0, 0, 0
FROM tally_counts
WHERE scope = 'unit' AND module = ''
GROUP BY agency;

INSERT INTO tally_counts
SELECT
    agency, 'agency', '', '', 0, 0,
    count(DISTINCT person),
    count(DISTINCT CASE WHEN score IS NOT NULL THEN person END),
    count(DISTINCT CASE WHEN passed = 1 THEN person END)
FROM attempts
WHERE true
GROUP BY agency
ON CONFLICT (agency, scope, unit, module, month) DO UPDATE SET
    started = excluded.started, completed = excluded.completed, passed = excluded.passed;

INSERT INTO tally_counts
SELECT
    attempts.agency, 'module', '', attempts.module, months.number, 0,
    count(DISTINCT attempts.person), 0, 0
FROM attempts
JOIN months ON months.since = (
    SELECT max(begun.since) FROM months AS begun WHERE begun.since <= attempts.started_at
)
GROUP BY attempts.agency, attempts.module, months.number;

INSERT INTO tally_counts
SELECT
    attempts.agency, 'agency', '', '', months.number, 0, count(DISTINCT attempts.person), 0, 0
FROM attempts
JOIN months ON months.since = (
    SELECT max(begun.since) FROM months AS begun WHERE begun.since <= attempts.started_at
)
GROUP BY attempts.agency, months.number;

INSERT INTO tally_counts
SELECT
    attempts.agency, 'module', '', attempts.module, months.number, 0, 0,
    count(DISTINCT attempts.person),
    count(DISTINCT CASE WHEN attempts.passed = 1 THEN attempts.person END)
FROM attempts
JOIN months ON months.since = (
    SELECT max(begun.since) FROM months AS begun WHERE begun.since <= attempts.finished_at
)
WHERE attempts.score IS NOT NULL
GROUP BY attempts.agency, attempts.module, months.number
ON CONFLICT (agency, scope, unit, module, month) DO UPDATE SET
    completed = excluded.completed, passed = excluded.passed;

INSERT INTO tally_counts
SELECT
    attempts.agency, 'agency', '', '', months.number, 0, 0,
    count(DISTINCT attempts.person),
    count(DISTINCT CASE WHEN attempts.passed = 1 THEN attempts.person END)
FROM attempts
JOIN months ON months.since = (
    SELECT max(begun.since) FROM months AS begun WHERE begun.since <= attempts.finished_at
)
WHERE attempts.score IS NOT NULL
GROUP BY attempts.agency, months.number
ON CONFLICT (agency, scope, unit, module, month) DO UPDATE SET
    completed = excluded.completed, passed = excluded.passed;

DROP TABLE months;
