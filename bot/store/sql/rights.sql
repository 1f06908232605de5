-- consent_record: the consent that a person has given, beside those of before
-- repeatable
INSERT INTO consents (person, at, act, version)
SELECT id, consented_at, 'given', consent FROM people WHERE id = :person
ON CONFLICT DO NOTHING;

-- consent_renew: consent to another text, or again after it was taken back
UPDATE people SET consent = :version, consented_at = :at, withdrawn_at = NULL
WHERE id = :person AND (consent <> :version OR withdrawn_at IS NOT NULL)
RETURNING id;

-- consent_withdraw: from now on nothing of this person is worked with
UPDATE people SET withdrawn_at = :at WHERE id = :person AND withdrawn_at IS NULL RETURNING id;

-- consent_record_withdrawal: that it was taken back, beside the consents of before
INSERT INTO consents (person, at, act, version)
SELECT id, withdrawn_at, 'withdrawn', consent FROM people
WHERE id = :person AND withdrawn_at IS NOT NULL
ON CONFLICT DO NOTHING;

-- erase_plan: a deletion that is carried out at its time, unless one is planned already
UPDATE people SET erase_at = :due, erase_why = :why
WHERE id = :person AND erase_at IS NULL
RETURNING id;

-- erase_cancel: the person stays
UPDATE people SET erase_at = NULL, erase_why = NULL, stayed_at = :at
WHERE id = :person AND erase_at IS NOT NULL
RETURNING id;

-- erase_due: people whose deletion is to be carried out, the longest waiting first
SELECT id, erase_why FROM people WHERE erase_at <= :at ORDER BY erase_at, id LIMIT :limit;

-- erase_subjects: what the ledgers say of a person, who is about to be erased
SELECT agency, id FROM attempts WHERE person = :person AND score IS NOT NULL
UNION ALL
SELECT agency, serial FROM certificates WHERE person = :person
ORDER BY agency, id;

-- erase_hold: of all that carry out the same deletion, one goes on
UPDATE people SET erase_at = erase_at WHERE id = :person AND erase_at <= :at RETURNING id;

-- erase_stand_in: nobody, in whose place what is counted stays
INSERT INTO people (id, name, consent, consented_at, reachable)
VALUES (:anonymous, '', '', 0, 0)
ON CONFLICT DO NOTHING
RETURNING id;

-- erase_close: an attempt that is under way ends without a score
UPDATE attempts SET finished_at = :at WHERE person = :person AND finished_at IS NULL;

-- erase_copy: the attempts as they are counted, in the name of nobody
-- Copied and not changed: other rows hang on their key, and a distributed PostgreSQL, which keeps
-- them where the person's are, cannot change it. Without answers there is nothing to pool.
INSERT INTO attempts (
    person, id, agency, unit, module, kind, seed, content, items, size, started_at, finished_at,
    score, passed, sealed, pooled, forgotten_at
)
SELECT
    CAST(:anonymous AS BIGINT), id, agency, unit, module, kind, seed, content, items, size,
    started_at, finished_at, score, passed, sealed, 1, coalesce(forgotten_at, CAST(:at AS BIGINT))
FROM attempts WHERE person = :person;

-- erase_originals: the attempts, when nothing hangs on them any more
DELETE FROM attempts WHERE person = :person;

-- erase_person: the person
DELETE FROM people WHERE id = :person RETURNING id;

-- forget_which: finished attempts that still have answers and are older than they are kept
SELECT person, id FROM attempts
WHERE finished_at < :before AND finished_at IS NOT NULL AND forgotten_at IS NULL
ORDER BY finished_at, person, id
LIMIT :limit;

-- forget_mark: that the answers of an attempt were deleted
UPDATE attempts SET forgotten_at = :at
WHERE person = :person AND id = :attempt AND finished_at IS NOT NULL AND forgotten_at IS NULL
RETURNING id;

-- forget_answers: the answers of one attempt
DELETE FROM answers WHERE person = :person AND attempt = :attempt;

-- forget_followups: what was asked after a pass, with what was answered
DELETE FROM followups WHERE (asked_at, person, id) IN (
    SELECT asked_at, person, id FROM followups WHERE asked_at < :before
    ORDER BY asked_at, person, id LIMIT :limit
)
RETURNING id;

-- forget_words: what people added to reports of questions
UPDATE disputes SET words = NULL WHERE (person, scenario, version) IN (
    SELECT person, scenario, version FROM disputes WHERE at < :before AND words IS NOT NULL
    ORDER BY at, person, scenario, version LIMIT :limit
)
RETURNING person;

-- forget_notices_which: a page of what was told, or not, before, and of which the campaign runs
-- long
-- While it runs its reminders may be planned again, and that they were told is known by these rows.
SELECT
    page.settled_at, page.person, page.id,
    CASE
        WHEN EXISTS (
            SELECT 1 FROM campaigns
            WHERE campaigns.agency = page.agency AND campaigns.ended_at IS NULL
                AND substr(page.subject, 1, length(campaigns.id) + 1) = campaigns.id || ':'
        )
        THEN 1 ELSE 0
    END AS runs
FROM (
    SELECT settled_at, person, id, agency, subject FROM notices
    WHERE settled_at < :before AND settled_at IS NOT NULL
        AND (settled_at, person, id) > (
            CAST(:settled_at AS BIGINT), CAST(:person AS BIGINT), CAST(:id AS TEXT)
        )
    ORDER BY settled_at, person, id LIMIT :limit
) AS page
ORDER BY page.settled_at, page.person, page.id;

-- forget_notice: what was told, or not, and is older than it is kept
DELETE FROM notices
WHERE person = :person AND id = :id AND settled_at = :settled_at
RETURNING id;

-- forget_trail: what was done, older than it is kept
DELETE FROM trail WHERE (agency, at, id) IN (
    SELECT agency, at, id FROM trail WHERE at < :before ORDER BY at, agency, id LIMIT :limit
)
RETURNING id;

-- inactive_which: a page of people, and who of them has done nothing since; officers are needed
-- long
-- The inner part reads as many people as a page has; else a page of few would be read from all.
SELECT
    page.id,
    CASE
        WHEN page.erase_at IS NULL AND page.consented_at < :before
            AND coalesce(page.registered_at, 0) < :before AND coalesce(page.stayed_at, 0) < :before
            AND NOT EXISTS (
                SELECT 1 FROM attempts
                WHERE attempts.person = page.id AND attempts.started_at >= :before
            )
            AND NOT EXISTS (SELECT 1 FROM offices WHERE offices.person = page.id)
        THEN 1 ELSE 0
    END AS inactive
FROM (
    SELECT id, erase_at, consented_at, registered_at, stayed_at FROM people
    WHERE id > :after ORDER BY id LIMIT :limit
) AS page
ORDER BY page.id;
