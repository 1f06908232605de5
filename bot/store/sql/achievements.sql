-- achievements_ended: what a person brought to an end, whatever the end was
SELECT module, kind, finished_at, score, passed FROM attempts
WHERE person = :person AND finished_at IS NOT NULL
ORDER BY finished_at, id;

-- achievements_answers: the answers of a person's last completed attempts, with what was asked
SELECT
    recent.id, recent.module, recent.kind, recent.started_at,
    -- The items are long and need to travel only once.
    CASE WHEN answers.step = 0 THEN recent.items END AS items,
    answers.step, answers.points, answers.at
FROM (
    SELECT person, id, module, kind, started_at, items FROM attempts
    WHERE person = :person AND score IS NOT NULL
    ORDER BY started_at DESC, id DESC
    LIMIT :limit
) AS recent
JOIN answers ON answers.person = recent.person AND answers.attempt = recent.id
ORDER BY recent.started_at, recent.id, answers.step;
