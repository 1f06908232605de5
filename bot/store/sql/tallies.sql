-- tally_of_agency: people of one agency per unit and module; module '' counts registration only
-- long
WITH members AS (
    SELECT unit, count(*) AS registered
    FROM people
    WHERE agency = :agency AND registered_at IS NOT NULL
    GROUP BY unit
),
taken AS (
    SELECT
        unit,
        module,
        count(DISTINCT person) AS started,
        count(DISTINCT CASE WHEN score IS NOT NULL THEN person END) AS completed,
        count(DISTINCT CASE WHEN passed = 1 THEN person END) AS passed
    FROM attempts
    WHERE agency = :agency
    GROUP BY unit, module
)
SELECT unit, '' AS module, registered, 0 AS started, 0 AS completed, 0 AS passed
FROM members
UNION ALL
SELECT
    taken.unit, taken.module, coalesce(members.registered, 0),
    taken.started, taken.completed, taken.passed
FROM taken
LEFT JOIN members ON coalesce(members.unit, '') = coalesce(taken.unit, '');

-- tally_national: people of every agency, each once however many modules they took
-- long
WITH members AS (
    SELECT agency, count(*) AS registered
    FROM people
    WHERE registered_at IS NOT NULL
    GROUP BY agency
),
taken AS (
    SELECT
        agency,
        count(DISTINCT person) AS started,
        count(DISTINCT CASE WHEN score IS NOT NULL THEN person END) AS completed,
        count(DISTINCT CASE WHEN passed = 1 THEN person END) AS passed
    FROM attempts
    GROUP BY agency
)
SELECT
    agencies.code AS agency,
    coalesce(members.registered, 0) AS registered,
    coalesce(taken.started, 0) AS started,
    coalesce(taken.completed, 0) AS completed,
    coalesce(taken.passed, 0) AS passed
FROM agencies
LEFT JOIN members ON members.agency = agencies.code
LEFT JOIN taken ON taken.agency = agencies.code;

-- tally_modules_of_agency: people of one agency per module, each once whatever their units
-- long
SELECT
    module,
    count(DISTINCT person) AS started,
    count(DISTINCT CASE WHEN score IS NOT NULL THEN person END) AS completed,
    count(DISTINCT CASE WHEN passed = 1 THEN person END) AS passed
FROM attempts
WHERE agency = :agency
GROUP BY module;
