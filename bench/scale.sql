-- agencies: the agencies, of which a few are large; their numbers begin with 0
INSERT INTO agencies (code, name, zone, province)
WITH RECURSIVE numbers (n) AS (
    SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < :agencies
)
SELECT 'A' || CAST(n AS TEXT), 'Instansi ' || CAST(n AS TEXT), 'WIB', NULL FROM numbers;

-- sizes_table: how many units each has, for what follows
CREATE TABLE bench_sizes (number INTEGER PRIMARY KEY, units INTEGER NOT NULL);

-- sizes: half of all are spread evenly, half of them thickly over the first
INSERT INTO bench_sizes (number, units)
WITH RECURSIVE numbers (n) AS (
    SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < :units
),
places (number) AS (
    SELECT CASE WHEN n % 2 = 0 THEN (n / 2) % :agencies
        ELSE ((n / 2) % :agencies) * ((n / 2) % :agencies) / :agencies END
    FROM numbers
)
SELECT number, count(*) FROM places GROUP BY number;

-- units: a tree of eight below each
INSERT INTO units (agency, code, name, parent)
WITH RECURSIVE numbers (n) AS (
    SELECT 0 UNION ALL SELECT n + 1 FROM numbers
    WHERE n + 1 < (SELECT max(units) FROM bench_sizes)
)
SELECT
    'A' || CAST(bench_sizes.number AS TEXT), 'U' || CAST(numbers.n AS TEXT),
    'Unit ' || CAST(numbers.n AS TEXT),
    CASE WHEN numbers.n > 0 THEN 'U' || CAST((numbers.n - 1) / 8 AS TEXT) END
FROM bench_sizes JOIN numbers ON numbers.n < bench_sizes.units
ORDER BY 1, 2;

-- people: registered, each in some unit of some agency
INSERT INTO people (
    id, name, consent, consented_at, language, employment, agency, unit, registered_at
)
WITH RECURSIVE numbers (n) AS (
    SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < :people
),
places (n, number) AS (
    SELECT n, CASE WHEN n % 2 = 0 THEN (n / 2) % :agencies
        ELSE ((n / 2) % :agencies) * ((n / 2) % :agencies) / :agencies END
    FROM numbers
)
SELECT
    places.n + 1, 'Orang ' || CAST(places.n AS TEXT), 'v1', 1700000000000, 'id', 'pns',
    'A' || CAST(places.number AS TEXT),
    'U' || CAST((places.n / 3) % bench_sizes.units AS TEXT),
    1700000000000 + CAST(places.n AS BIGINT)
FROM places JOIN bench_sizes ON bench_sizes.number = places.number
ORDER BY places.n;

-- attempts: over a year, most of them finished; one person in three began, some of them twice
INSERT INTO attempts (
    person, id, agency, unit, module, kind, seed, content, items, size, started_at, finished_at,
    score, passed, sealed, pooled
)
SELECT
    people.id, 't' || CAST(people.id AS TEXT) || '-' || CAST(rounds.round AS TEXT),
    people.agency, people.unit,
    CASE (people.id + rounds.round) % 3
        WHEN 0 THEN 'dasar' WHEN 1 THEN 'medsos' ELSE 'keluarga' END,
    'latihan', people.id % 1000000, 'c0ffee', :items, 10,
    1700000000000 + CAST(people.id % 365 + rounds.round * 20 AS BIGINT) * 86400000,
    CASE WHEN people.id % 10 <> 3 OR rounds.round = 0
        THEN 1700000300000 + CAST(people.id % 365 + rounds.round * 20 AS BIGINT) * 86400000 END,
    CASE WHEN people.id % 10 <> 3 THEN 80 END,
    CASE WHEN people.id % 10 <> 3 THEN CASE WHEN people.id % 4 = 0 THEN 0 ELSE 1 END END,
    1, 1
FROM people
CROSS JOIN (SELECT 0 AS round UNION ALL SELECT 1) AS rounds
WHERE people.id % 3 = 0 AND (rounds.round = 0 OR people.id % 4 = 0)
ORDER BY people.id, rounds.round;

-- answers: ten for each that is finished, five for the others
INSERT INTO answers (person, attempt, step, chosen, points, at)
SELECT
    attempts.person, attempts.id, steps.step, '["boleh"]', 100 * ((steps.step + attempts.person) % 2),
    attempts.started_at + 30000 * (steps.step + 1)
FROM attempts
CROSS JOIN (
    SELECT 0 AS step UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4
    UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9
) AS steps
WHERE steps.step < CASE WHEN attempts.score IS NULL THEN 5 ELSE 10 END
ORDER BY attempts.person, attempts.id, steps.step;

-- rid: what only the generator needed
DROP TABLE bench_sizes;
