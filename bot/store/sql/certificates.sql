-- pledge_of: what there is of a pledge for this person's attempt
SELECT person, attempt, agency, content, version, typed, name, signed_at FROM pledges
WHERE person = :person AND attempt = :attempt;

-- pledge_typed: a name that waits for a yes, for an attempt that passed
INSERT INTO pledges (person, attempt, agency, content, version, typed)
SELECT
    attempts.person, attempts.id, attempts.agency, CAST(:content AS TEXT),
    CAST(:version AS TEXT), CAST(:typed AS TEXT)
FROM attempts
WHERE attempts.person = :person AND attempts.id = :attempt AND attempts.passed = 1
ON CONFLICT (person, attempt) DO UPDATE SET typed = excluded.typed
RETURNING attempt;

-- pledge_sign: signs a pledge, once, for an attempt that passed
INSERT INTO pledges (person, attempt, agency, content, version, name, signed_at)
SELECT
    attempts.person, attempts.id, attempts.agency, CAST(:content AS TEXT),
    CAST(:version AS TEXT), CAST(:name AS TEXT), CAST(:at AS BIGINT)
FROM attempts
WHERE attempts.person = :person AND attempts.id = :attempt AND attempts.passed = 1
ON CONFLICT (person, attempt) DO UPDATE SET
    content = excluded.content, version = excluded.version, typed = NULL,
    name = excluded.name, signed_at = excluded.signed_at
    WHERE pledges.signed_at IS NULL
RETURNING attempt;

-- pledge_renamed: the name that a corrected certificate carries
UPDATE pledges SET name = :name, typed = NULL
WHERE person = :person AND attempt = :attempt AND signed_at IS NOT NULL
RETURNING attempt;

-- certificate_add: a certificate, unless the attempt has one of this revision
INSERT INTO certificates (
    person, serial, attempt, revision, agency, module, content, code, issued_at, valid_until
)
VALUES (
    :person, :serial, :attempt, :revision, :agency, :module, :content, :code, :issued_at,
    :valid_until
)
ON CONFLICT DO NOTHING
RETURNING serial;

-- certificate_end: revoked or replaced, once
UPDATE certificates SET ended = :ended, ended_at = :at, reason = :reason
WHERE person = :person AND serial = :serial AND ended IS NULL
RETURNING serial;

-- certificates_of: every certificate of a person, the newest first
SELECT
    person, serial, attempt, revision, agency, module, content, code, issued_at, valid_until,
    ended, ended_at, reason
FROM certificates
WHERE person = :person
ORDER BY issued_at DESC, revision DESC, serial;

-- certificate_by_serial: the certificate of a serial, whosever it is
SELECT
    person, serial, attempt, revision, agency, module, content, code, issued_at, valid_until,
    ended, ended_at, reason
FROM certificates
WHERE serial = :serial;

-- certificates_in: the certificates of an agency by serial, a page
-- long
SELECT
    person, serial, attempt, revision, agency, module, content, code, issued_at, valid_until,
    ended, ended_at, reason
FROM certificates
WHERE agency = :agency AND serial > :after
ORDER BY serial
LIMIT :limit;

-- certificates_missing: the last pass of each module, where that has no certificate yet
SELECT attempts.id, attempts.module, attempts.content, attempts.finished_at FROM attempts
WHERE attempts.person = :person AND attempts.passed = 1
    AND NOT EXISTS (
        SELECT 1 FROM certificates
        WHERE certificates.person = attempts.person AND certificates.attempt = attempts.id
    )
    AND NOT EXISTS (
        SELECT 1 FROM attempts AS later
        WHERE later.person = attempts.person AND later.module = attempts.module
            AND later.passed = 1 AND later.finished_at > attempts.finished_at
    )
ORDER BY attempts.finished_at DESC, attempts.id;
