-- statistics_page: a page of attempts for statistics, one row per answer, without names
-- long
-- Of each person and module the first attempt that has a score; repeats counts the others.
SELECT
    page.person, page.id,
    CASE WHEN coalesce(answers.step, 0) = 0 THEN page.items END AS items,
    page.module, page.content, page.started_at, page.repeats,
    answers.step, answers.chosen, answers.points, answers.at
FROM (
    SELECT
        attempts.person, attempts.id, attempts.items, attempts.module, attempts.content,
        attempts.started_at,
        (
            SELECT count(*) - 1 FROM attempts AS taken
            WHERE taken.person = attempts.person AND taken.module = attempts.module
                AND taken.score IS NOT NULL
        ) AS repeats
    FROM attempts
    WHERE (attempts.person, attempts.id) > (CAST(:person AS BIGINT), CAST(:attempt AS TEXT))
        AND attempts.score IS NOT NULL
        AND (CAST(:module AS TEXT) = '' OR attempts.module = CAST(:module AS TEXT))
        AND NOT EXISTS (
            SELECT 1 FROM attempts AS earlier
            WHERE earlier.person = attempts.person AND earlier.module = attempts.module
                AND earlier.score IS NOT NULL
                AND (earlier.finished_at, earlier.id) < (attempts.finished_at, attempts.id)
        )
    ORDER BY attempts.person, attempts.id
    LIMIT :limit
) AS page
LEFT JOIN answers ON answers.person = page.person AND answers.attempt = page.id
ORDER BY page.person, page.id, answers.step;
