-- weak_waiting: completions that were not looked at yet, one row per answer; first: no earlier one
SELECT
    page.person, page.id, page.agency, page.unit, page.module, page.content,
    CASE WHEN coalesce(answers.step, 0) = 0 THEN page.items END AS items,
    page.first, answers.step, answers.points
FROM (
    SELECT
        attempts.person, attempts.id, attempts.agency, attempts.unit, attempts.module,
        attempts.content, attempts.items,
        CASE WHEN EXISTS (
            SELECT 1 FROM attempts AS earlier
            WHERE earlier.person = attempts.person AND earlier.agency = attempts.agency
                AND earlier.module = attempts.module AND earlier.score IS NOT NULL
                AND (earlier.finished_at, earlier.id) < (attempts.finished_at, attempts.id)
        ) THEN 0 ELSE 1 END AS first
    FROM attempts
    WHERE attempts.pooled = 0 AND attempts.score IS NOT NULL
        AND attempts.person > CAST(:after AS BIGINT)
    ORDER BY attempts.person, attempts.id
    LIMIT :limit
) AS page
LEFT JOIN answers ON answers.person = page.person AND answers.attempt = page.id
ORDER BY page.person, page.id, answers.step;

-- weak_pooled: a completion has been looked at, once
UPDATE attempts SET pooled = 1 WHERE person = :person AND id = :attempt AND pooled = 0
RETURNING id;

-- weak_add: more people who were asked about a rule wait for their block
INSERT INTO weak_cells (
    agency, module, rule, pot, unit, asked, misjudged, waiting, waiting_misjudged, since
)
VALUES (
    :agency, :module, :rule, :pot, :unit, 0, 0, :waiting, :waiting_misjudged, :since
)
ON CONFLICT (agency, module, rule, pot, unit) DO UPDATE SET
    since = CASE WHEN weak_cells.waiting = 0 THEN excluded.since ELSE weak_cells.since END,
    waiting = weak_cells.waiting + excluded.waiting,
    waiting_misjudged = weak_cells.waiting_misjudged + excluded.waiting_misjudged;

-- weak_due: cells in which enough people wait, or some for too long
SELECT
    agency, module, rule, pot, unit, asked, misjudged, waiting, waiting_misjudged, since
FROM weak_cells
WHERE waiting > 0 AND (waiting >= CAST(:fewest AS INTEGER) OR (pot = 0 AND since < :before))
LIMIT :limit;

-- weak_settle: a cell as it is from now on, unless anybody came meanwhile
UPDATE weak_cells SET
    asked = :asked, misjudged = :misjudged, waiting = 0, waiting_misjudged = 0
WHERE agency = :agency AND module = :module AND rule = :rule AND pot = :pot AND unit = :unit
    AND waiting = :was AND asked = :was_asked
RETURNING rule;

-- weak_of_agency: what is told of an agency: by unit, and with pot 1 of nobody's unit
SELECT module, rule, pot, unit, asked, misjudged FROM weak_cells
WHERE agency = :agency AND asked > 0;
