-- followup_plan: how far a plan has come
SELECT finished_at, person, attempt FROM followup_plans WHERE name = :name;

-- followup_planned: remembers how far a plan has come
INSERT INTO followup_plans (name, finished_at, person, attempt)
VALUES (:name, :finished_at, :person, :attempt)
ON CONFLICT (name) DO UPDATE SET
    finished_at = excluded.finished_at, person = excluded.person, attempt = excluded.attempt;

-- followup_passes: the next passes that ended by then, without those that a later one replaces
-- long
SELECT
    attempts.finished_at, attempts.person, attempts.id, attempts.agency, attempts.unit,
    attempts.module
FROM attempts
WHERE attempts.passed = 1
    AND (attempts.finished_at, attempts.person, attempts.id)
        > (CAST(:finished_at AS BIGINT), CAST(:person AS BIGINT), CAST(:attempt AS TEXT))
    AND attempts.finished_at <= :until
    AND attempts.person > 0
    AND NOT EXISTS (
        SELECT 1 FROM attempts AS later
        WHERE later.person = attempts.person AND later.module = attempts.module
            AND later.passed = 1 AND later.finished_at > attempts.finished_at
    )
    AND NOT EXISTS (
        SELECT 1 FROM followup_stops WHERE followup_stops.person = attempts.person
    )
ORDER BY attempts.finished_at, attempts.person, attempts.id
LIMIT :limit;

-- followup_history: what a person answered in a module and its follow-ups, in the order of time
SELECT attempts.content, attempts.items, answers.step, answers.points, answers.at
FROM attempts
JOIN answers ON answers.person = attempts.person AND answers.attempt = attempts.id
WHERE attempts.person = :person AND attempts.module = :module AND attempts.score IS NOT NULL
UNION ALL
SELECT followups.content, followups.item, 0, followups.points, followups.answered_at
FROM followups
WHERE followups.person = :person AND followups.module = :module
    AND followups.answered_at IS NOT NULL
ORDER BY 5, 3;

-- followup_ask: what is asked, once for each notice
INSERT INTO followups (person, id, module, content, item, asked_at)
VALUES (:person, :id, :module, :content, :item, :at)
ON CONFLICT DO NOTHING
RETURNING id;

-- followup_get: one follow-up of a person
SELECT module, content, item, asked_at, chosen, points, answered_at FROM followups
WHERE person = :person AND id = :id;

-- followup_answer: stores the answer, once
UPDATE followups SET chosen = :chosen, points = :points, answered_at = :at
WHERE person = :person AND id = :id AND answered_at IS NULL
RETURNING id;

-- followup_stopped: whether a person wants none
SELECT at FROM followup_stops WHERE person = :person;

-- followup_stop: a person wants none
INSERT INTO followup_stops (person, at) VALUES (:person, :at) ON CONFLICT DO NOTHING;

-- followup_resume: a person wants them again
DELETE FROM followup_stops WHERE person = :person;
