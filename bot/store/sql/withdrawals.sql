-- withdrawal_add: a version that is not asked any more; the search begins before everybody
INSERT INTO withdrawals (scenario, version, at, person, attempt)
VALUES (:scenario, :version, :at, :person, :attempt)
ON CONFLICT DO NOTHING
RETURNING scenario;

-- withdrawals_all: every version that is withdrawn
SELECT scenario, version, at, person, attempt, done_at FROM withdrawals;

-- withdrawal_page: the next attempts of a search, and whether each is a completion that was asked it
-- long
SELECT
    person, id,
    CASE WHEN score IS NOT NULL AND replace(items, CAST(:mark AS TEXT), '') <> items
        THEN 1 ELSE 0
    END AS hit
FROM attempts
WHERE (person, id) > (CAST(:person AS BIGINT), CAST(:attempt AS TEXT))
ORDER BY person, id
LIMIT :limit;

-- withdrawal_searched: how far a search has come, if nobody was faster
UPDATE withdrawals SET person = :to_person, attempt = :to_attempt, done_at = :done_at
WHERE scenario = :scenario AND version = :version AND person = :person AND attempt = :attempt
    AND done_at IS NULL
RETURNING scenario;

-- remark_plan: a completion is to be given a withdrawal, once
INSERT INTO remarks (person, attempt, scenario, version, planned_at)
VALUES (:person, :attempt, :scenario, :version, :at)
ON CONFLICT DO NOTHING;

-- remark_found: the completions that are sealed now and were asked what is withdrawn by now
-- An attempt may end after the search has passed it. It is sealed after it ended, so that whichever
-- withdrawal it was not searched for is seen here.
INSERT INTO remarks (person, attempt, scenario, version, planned_at)
SELECT
    attempts.person, attempts.id, withdrawals.scenario, withdrawals.version, CAST(:at AS BIGINT)
FROM withdrawals
JOIN attempts
    ON replace(
        attempts.items,
        '["' || withdrawals.scenario || '",' || CAST(withdrawals.version AS TEXT) || ',', ''
    ) <> attempts.items
WHERE attempts.agency = :agency AND attempts.sealed = 0 AND attempts.score IS NOT NULL
    AND attempts.finished_at <= :until
ON CONFLICT DO NOTHING;

-- remarks_waiting: completions that are to be marked again, those that wait longest first
-- The inner part reads what waits; grouped before its limit, all that ever waited would be read.
SELECT person, attempt, min(planned_at) AS since
FROM (
    SELECT person, attempt, planned_at FROM remarks
    WHERE done_at IS NULL
    ORDER BY planned_at, person, attempt
    LIMIT :limit
) AS waiting
GROUP BY person, attempt
ORDER BY since, person, attempt;

-- remarks_of: the withdrawals that a completion has been or is to be given
SELECT scenario, version, done_at FROM remarks WHERE person = :person AND attempt = :attempt;

-- remark_done: a completion has been given a withdrawal
UPDATE remarks SET done_at = :at
WHERE person = :person AND attempt = :attempt AND scenario = :scenario AND version = :version
    AND done_at IS NULL
RETURNING attempt;

-- remark_result: the better result of a completion that has its entry in the ledger
UPDATE attempts SET score = :score, passed = :passed
WHERE person = :person AND id = :attempt AND sealed = 1
    AND score = :was_score AND passed = :was_passed
RETURNING id;
