-- attempt_start: begins an attempt unless the person has an open one
INSERT INTO attempts (
    person, id, agency, unit, module, kind, seed, content, items, size, started_at
)
VALUES (
    :person, :id, :agency, :unit, :module, :kind, :seed, :content, :items, :size, :started_at
)
ON CONFLICT DO NOTHING
RETURNING id;

-- attempt_answer: stores the next answer of this person's open attempt, once
-- With :last = 1 it must be the last one. Losing a race for the step is no error: no row returns; nor
-- does one when consent was taken back, or the person is to be erased.
INSERT INTO answers (person, attempt, step, chosen, points, at)
SELECT
    attempts.person, attempts.id, CAST(:step AS INTEGER), CAST(:chosen AS TEXT),
    CAST(:points AS INTEGER), CAST(:at AS BIGINT)
FROM attempts
WHERE attempts.person = :person AND attempts.id = :attempt
    AND attempts.finished_at IS NULL
    AND :step < attempts.size
    AND (CAST(:last AS INTEGER) = 0 OR :step = attempts.size - 1)
    AND NOT EXISTS (
        SELECT 1 FROM people
        WHERE people.id = :person
            AND (people.withdrawn_at IS NOT NULL OR people.erase_at IS NOT NULL)
    )
    AND :step = (
        SELECT count(*) FROM answers WHERE answers.person = :person AND answers.attempt = :attempt
    )
ON CONFLICT DO NOTHING
RETURNING step;

-- attempt_grow: more items for an open attempt, in one unit with the answer that called for them
UPDATE attempts SET items = :items, size = :size
WHERE person = :person AND id = :attempt AND finished_at IS NULL AND size < :size
RETURNING id;

-- attempt_exam_allowed: one row when an exam may begin: not too many today, and none lately
-- In one unit with its start, after person_hold: no other exam of that person begins in between.
SELECT 1 AS allowed
WHERE (
        SELECT count(*) FROM attempts
        WHERE person = :person AND module = :module AND kind = 'ujian' AND started_at >= :today
    ) < CAST(:most AS INTEGER)
    AND NOT EXISTS (
        SELECT 1 FROM attempts
        WHERE person = :person AND module = :module AND kind = 'ujian' AND finished_at > :rested
    );

-- attempt_sittings: the exams that a person last began in a module, newest first
SELECT started_at, finished_at FROM attempts
WHERE person = :person AND module = :module AND kind = 'ujian'
ORDER BY started_at DESC, id DESC
LIMIT :limit;

-- attempt_hold: makes the end of the person's open attempt wait until this unit of work ends
UPDATE attempts SET seed = seed WHERE person = :person AND finished_at IS NULL;

-- attempt_finish: closes an open attempt with its score, in one unit with its last answer
UPDATE attempts SET finished_at = :finished_at, score = :score, passed = :passed
WHERE person = :person AND id = :attempt AND finished_at IS NULL
RETURNING id;

-- attempt_abandon: closes an open attempt without a score
UPDATE attempts SET finished_at = :at
WHERE person = :person AND id = :attempt AND finished_at IS NULL
RETURNING id;

-- attempt_of_person: one attempt of this person, one row per answer
SELECT
    answers.step, answers.chosen, answers.points, answers.at,
    attempts.id, attempts.agency, attempts.unit, attempts.module, attempts.kind,
    attempts.seed, attempts.content,
    CASE WHEN coalesce(answers.step, 0) = 0 THEN attempts.items END,
    attempts.started_at, attempts.finished_at, attempts.score, attempts.passed
FROM attempts
LEFT JOIN answers ON answers.person = attempts.person AND answers.attempt = attempts.id
WHERE attempts.person = :person AND attempts.id = :attempt
ORDER BY answers.step;

-- attempt_recent_items: what a person was shown last in a module, newest attempt first
SELECT items FROM attempts
WHERE person = :person AND module = :module
ORDER BY started_at DESC, id DESC
LIMIT :limit;

-- attempt_best: what a person achieved in each module
SELECT
    module,
    count(*) AS attempts,
    max(score) AS score,
    max(passed) AS passed,
    max(CASE WHEN score IS NOT NULL THEN finished_at END) AS finished_at
FROM attempts
WHERE person = :person
GROUP BY module;
