-- statistics_page: a page of attempts for statistics, one row per answer, without names
-- long
-- Of each person, module and kind the first attempt with a score; repeats counts the others.
SELECT
    page.person, page.id,
    CASE WHEN coalesce(answers.step, 0) = 0 THEN page.items END AS items,
    page.module, page.kind, page.content, page.started_at, page.repeats,
    answers.step, answers.chosen, answers.points, answers.at
FROM (
    SELECT
        attempts.person, attempts.id, attempts.items, attempts.module, attempts.kind,
        attempts.content, attempts.started_at,
        (
            SELECT count(*) - 1 FROM attempts AS taken
            WHERE taken.person = attempts.person AND taken.module = attempts.module
                AND taken.kind = attempts.kind AND taken.score IS NOT NULL
        ) AS repeats
    FROM attempts
    WHERE attempts.forgotten_at IS NULL
        AND (attempts.person, attempts.id) > (CAST(:person AS BIGINT), CAST(:attempt AS TEXT))
        AND (CAST(:module AS TEXT) = '' OR attempts.module = CAST(:module AS TEXT))
        -- Looked up for each row: as NOT EXISTS, PostgreSQL would join every page with all rows.
        AND attempts.id = (
            SELECT earliest.id FROM attempts AS earliest
            WHERE earliest.person = attempts.person AND earliest.module = attempts.module
                AND earliest.kind = attempts.kind AND earliest.score IS NOT NULL
            ORDER BY earliest.finished_at, earliest.id
            LIMIT 1
        )
    ORDER BY attempts.person, attempts.id
    LIMIT :limit
) AS page
LEFT JOIN answers ON answers.person = page.person AND answers.attempt = page.id
ORDER BY page.person, page.id, answers.step;
