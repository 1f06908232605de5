-- dispute_add: what a person reports about a version of a scenario, once
INSERT INTO disputes (person, scenario, version, content, reason, at)
VALUES (:person, :scenario, :version, :content, :reason, :at)
ON CONFLICT DO NOTHING
RETURNING person;

-- dispute_words: what they add to it, as long as it waits
UPDATE disputes SET words = :words
WHERE person = :person AND scenario = :scenario AND version = :version AND round IS NULL
RETURNING person;

-- dispute_get: what a person reported about a version
SELECT scenario, version, content, reason, words, at, round FROM disputes
WHERE person = :person AND scenario = :scenario AND version = :version;

-- dispute_queue: the versions that wait for a ruling, and how often each was reported
SELECT scenario, version, count(*) AS reports, min(at) AS since
FROM disputes
WHERE round IS NULL
GROUP BY scenario, version;

-- dispute_open: what waits about one version, the newest first
SELECT scenario, version, content, reason, words, at, round FROM disputes
WHERE scenario = :scenario AND version = :version AND round IS NULL
ORDER BY at DESC, person;

-- dispute_close: what waits about a version is answered by a ruling
UPDATE disputes SET round = :round
WHERE scenario = :scenario AND version = :version AND round IS NULL
RETURNING person;

-- dispute_told: a notice for each person whom the ruling answered and who was not told yet
INSERT INTO notices (person, id, kind, subject, agency, body, due_at, state)
SELECT
    disputes.person, CAST(:id AS TEXT), CAST(:kind AS TEXT), CAST(:subject AS TEXT), NULL,
    CAST(:body AS TEXT), CAST(:due_at AS BIGINT), 'waiting'
FROM disputes
WHERE disputes.scenario = :scenario AND disputes.version = :version
    AND disputes.round = :round
ON CONFLICT DO NOTHING
RETURNING id;

-- dispute_late: versions that are withdrawn already and have reports that came at the same moment
SELECT disputes.scenario, disputes.version, max(rulings.round) AS round
FROM disputes
JOIN withdrawals
    ON withdrawals.scenario = disputes.scenario AND withdrawals.version = disputes.version
JOIN rulings
    ON rulings.scenario = disputes.scenario AND rulings.version = disputes.version
    AND rulings.outcome = 'upheld'
WHERE disputes.round IS NULL
GROUP BY disputes.scenario, disputes.version;

-- ruling_add: a ruling, unless another has taken its round
INSERT INTO rulings (scenario, version, round, outcome, answer, actor, at)
VALUES (:scenario, :version, :round, :outcome, :answer, :actor, :at)
ON CONFLICT DO NOTHING
RETURNING round;

-- rulings_all: every ruling, in the order in which they were given
SELECT scenario, version, round, outcome, answer, actor, at FROM rulings
ORDER BY at, scenario, version, round;

-- rulings_of: the rulings on one version, the first first
SELECT scenario, version, round, outcome, answer, actor, at FROM rulings
WHERE scenario = :scenario AND version = :version
ORDER BY round;
