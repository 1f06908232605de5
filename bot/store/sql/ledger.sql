-- ledger_head: the last entry of an agency's chain
SELECT number, hash FROM ledger WHERE agency = :agency ORDER BY number DESC LIMIT 1;

-- ledger_page: the next entries of an agency's chain
-- long
SELECT agency, number, kind, at, subject, body, previous, hash FROM ledger
WHERE agency = :agency AND number > :after
ORDER BY number
LIMIT :limit;

-- ledger_agencies: the agencies that have a chain
SELECT code FROM agencies
WHERE EXISTS (SELECT 1 FROM ledger WHERE ledger.agency = agencies.code);

-- ledger_add: appends an entry if it continues what is stored and is not there yet
-- Of several in one unit, none that follows one that was refused is stored.
INSERT INTO ledger (agency, number, kind, at, subject, body, previous, hash)
SELECT
    CAST(:agency AS TEXT), CAST(:number AS BIGINT), CAST(:kind AS TEXT), CAST(:at AS BIGINT),
    CAST(:subject AS TEXT), CAST(:body AS TEXT), CAST(:previous AS TEXT), CAST(:hash AS TEXT)
WHERE CAST(:number AS BIGINT) = 1 OR EXISTS (
    SELECT 1 FROM ledger AS last
    WHERE last.agency = :agency AND last.number = CAST(:number AS BIGINT) - 1
        AND last.hash = :previous
)
ON CONFLICT DO NOTHING
RETURNING number;

-- ledger_find: the entry of a kind about a subject
SELECT agency, number, kind, at, subject, body, previous, hash FROM ledger
WHERE agency = :agency AND kind = :kind AND subject = :subject AND kind <> 'correction';

-- ledger_unsealed: finished attempts of an agency without an entry, the first to end first
SELECT id, module, kind, content, started_at, finished_at, size, score, passed FROM attempts
WHERE agency = :agency AND sealed = 0 AND score IS NOT NULL
ORDER BY finished_at, id
LIMIT :limit;

-- ledger_unsealed_agencies: the agencies that have such attempts
SELECT code FROM agencies
WHERE EXISTS (
    SELECT 1 FROM attempts
    WHERE attempts.agency = agencies.code AND sealed = 0 AND score IS NOT NULL
);

-- ledger_sealed: remembers which of the attempts that ended by then have their entry
-- A subquery that gives a value is looked up for each attempt by its whole key. For EXISTS,
-- PostgreSQL without fresh statistics compares every attempt with every entry (measured).
UPDATE attempts SET sealed = 1
WHERE agency = :agency AND sealed = 0 AND score IS NOT NULL AND finished_at <= :until
    AND (
        SELECT ledger.number FROM ledger
        WHERE ledger.agency = attempts.agency AND ledger.kind = 'completion'
            AND ledger.kind <> 'correction' AND ledger.subject = attempts.id
    ) IS NOT NULL
RETURNING id;

-- ledger_completions: sealed attempts beside the entry that each must have
-- long
-- Those that were corrected differ from their first entry, and the correction says so.
SELECT
    attempts.person, attempts.id, attempts.agency, attempts.module, attempts.kind,
    attempts.content, attempts.started_at, attempts.finished_at, attempts.size, attempts.score,
    attempts.passed,
    (
        SELECT min(ledger.number) FROM ledger
        WHERE ledger.agency = attempts.agency AND ledger.kind = 'completion'
            AND ledger.kind <> 'correction' AND ledger.subject = attempts.id
    ) AS number,
    (
        SELECT min(ledger.body) FROM ledger
        WHERE ledger.agency = attempts.agency AND ledger.kind = 'completion'
            AND ledger.kind <> 'correction' AND ledger.subject = attempts.id
    ) AS body
FROM attempts
WHERE attempts.agency = :agency AND attempts.sealed = 1
    AND (
        SELECT count(*) FROM ledger
        WHERE ledger.agency = attempts.agency AND ledger.kind = 'correction'
            AND ledger.subject = attempts.id
    ) = 0;
