-- recap_open: a page of the roster's people who have not completed a module, by name
-- long
WITH RECURSIVE below (code) AS (
    SELECT CAST(:unit AS TEXT)
    UNION
    SELECT units.code FROM below
    JOIN units ON units.agency = :agency AND units.parent = below.code
)
SELECT
    roster.name, roster.last_four, roster.unit,
    CASE
        WHEN roster.person IS NULL THEN 'unclaimed'
        WHEN EXISTS (
            SELECT 1 FROM attempts AS begun
            WHERE begun.person = roster.person AND begun.agency = :agency
                AND begun.module = :module
        ) THEN 'in_progress'
        ELSE 'not_started'
    END AS standing
FROM roster
WHERE roster.agency = :agency AND roster.ended_at IS NULL
    AND (CAST(:unit AS TEXT) = '' OR roster.unit IN (SELECT code FROM below))
    AND NOT EXISTS (
        SELECT 1 FROM attempts
        WHERE attempts.person = roster.person AND attempts.agency = :agency
            AND attempts.module = :module AND attempts.score IS NOT NULL
    )
ORDER BY roster.name, roster.entry
LIMIT CAST(:most AS INTEGER) OFFSET CAST(:skip AS INTEGER);

-- recap_people: a page of the roster with what each did, one row for each module; '' for none
-- long
SELECT
    page.entry, page.name, page.last_four, page.unit, people.registered_at,
    coalesce(attempts.module, '') AS module,
    min(attempts.started_at) AS started_at,
    min(CASE WHEN attempts.score IS NOT NULL THEN attempts.finished_at END) AS completed_at,
    min(CASE WHEN attempts.passed = 1 THEN attempts.finished_at END) AS passed_at
FROM (
    SELECT roster.entry, roster.name, roster.last_four, roster.unit, roster.person
    FROM roster
    WHERE roster.agency = :agency AND roster.ended_at IS NULL
        AND (roster.name, roster.entry) > (CAST(:name AS TEXT), CAST(:entry AS TEXT))
    ORDER BY roster.name, roster.entry
    LIMIT CAST(:most AS INTEGER)
) AS page
LEFT JOIN people ON people.id = page.person
LEFT JOIN attempts ON attempts.person = page.person AND attempts.agency = :agency
GROUP BY
    page.entry, page.name, page.last_four, page.unit, people.registered_at,
    coalesce(attempts.module, '')
ORDER BY page.name, page.entry, coalesce(attempts.module, '');
