-- audit_sizes: how much there is to go through
SELECT
    (SELECT count(*) FROM people) AS people,
    (SELECT count(*) FROM attempts) AS attempts,
    (SELECT count(*) FROM answers) AS answers;

-- audit_contents: every content that is archived or that an attempt names
SELECT hash FROM contents
UNION
SELECT content FROM attempts;

-- audit_attempts: the attempts of one content, one row per answer, one with no step for none
SELECT
    answers.step, answers.chosen, answers.points, answers.at, attempts.size, attempts.person,
    attempts.id, attempts.agency, attempts.unit, attempts.module, attempts.kind,
    attempts.seed, attempts.content,
    CASE WHEN coalesce(answers.step, 0) = 0 THEN attempts.items END,
    attempts.started_at, attempts.finished_at, attempts.score, attempts.passed
FROM attempts
LEFT JOIN answers ON answers.person = attempts.person AND answers.attempt = attempts.id
WHERE attempts.content = :content
ORDER BY attempts.person, attempts.id, answers.step;

-- audit_steps: attempts whose answers are not at the steps 0, 1, 2 … below their size
SELECT
    attempts.person, attempts.id, count(*) AS answers, min(answers.step) AS lowest,
    max(answers.step) AS highest, attempts.size
FROM attempts
JOIN answers ON answers.person = attempts.person AND answers.attempt = attempts.id
GROUP BY attempts.person, attempts.id, attempts.size
HAVING min(answers.step) <> 0 OR max(answers.step) <> count(*) - 1
    OR count(DISTINCT answers.step) <> count(*) OR count(*) > attempts.size;

-- audit_ends: attempts whose end does not fit their answers
SELECT person, id, fault FROM (
    SELECT
        counted.person,
        counted.id,
        CASE
            WHEN counted.finished_at IS NULL AND (
                counted.score IS NOT NULL OR counted.passed IS NOT NULL
            ) THEN 'it has a score and is not finished'
            WHEN counted.finished_at IS NULL AND counted.answered >= counted.size
                THEN 'every step is answered and it is not finished'
            WHEN (counted.score IS NULL) <> (counted.passed IS NULL)
                THEN 'of score and pass it has only one'
            WHEN counted.finished_at IS NULL AND counted.forgotten_at IS NOT NULL
                THEN 'its answers were deleted and it is not finished'
            WHEN counted.forgotten_at IS NOT NULL AND counted.answered > 0
                THEN 'its answers were deleted and are there'
            WHEN counted.person < 0 AND counted.forgotten_at IS NULL
                THEN 'its person was erased, and it is not marked so'
            WHEN counted.forgotten_at IS NOT NULL THEN NULL
            WHEN counted.score IS NOT NULL AND counted.answered <> counted.size
                THEN 'it has a score and lacks answers'
            WHEN counted.score IS NULL AND counted.answered >= counted.size
                THEN 'every step is answered and it has no score'
        END AS fault
    FROM (
        SELECT
            attempts.person, attempts.id, attempts.size, attempts.finished_at, attempts.score,
            attempts.passed, attempts.forgotten_at,
            (
                SELECT count(*) FROM answers
                WHERE answers.person = attempts.person AND answers.attempt = attempts.id
            ) AS answered
        FROM attempts
    ) AS counted
) AS found
WHERE fault IS NOT NULL;

-- audit_open: people with more than one open attempt
SELECT person, count(*) AS attempts FROM attempts
WHERE finished_at IS NULL
GROUP BY person
HAVING count(*) > 1;

-- audit_members: where each registered person belongs
SELECT agency, unit FROM people WHERE registered_at IS NOT NULL AND agency IS NOT NULL;

-- audit_taken: what each person took, person by person
SELECT person, agency, unit, module, score, passed, started_at, finished_at
FROM attempts
ORDER BY person;

-- audit_erased: what is left of people who were erased though it should not be
SELECT id FROM people
WHERE id < 0 AND (
    name <> '' OR consent <> '' OR language IS NOT NULL OR employment IS NOT NULL
    OR agency IS NOT NULL OR registered_at IS NOT NULL OR expects IS NOT NULL
);

-- audit_registered: people who are registered though something of it is missing
SELECT id FROM people
WHERE registered_at IS NOT NULL
    AND (language IS NULL OR employment IS NULL OR agency IS NULL);

-- audit_grants: more time and dispensations of campaigns for somebody or a unit that is not there
SELECT granted.agency, granted.campaign, 'entry ' || granted.entry || ' on the roster' AS missing
FROM campaign_people AS granted
LEFT JOIN roster ON roster.agency = granted.agency AND roster.entry = granted.entry
WHERE granted.entry <> '' AND roster.entry IS NULL
UNION ALL
SELECT granted.agency, granted.campaign, 'person ' || CAST(granted.person AS TEXT)
FROM campaign_people AS granted
LEFT JOIN people ON people.id = granted.person
WHERE granted.entry = '' AND people.id IS NULL
UNION ALL
SELECT longer.agency, longer.campaign, 'unit ' || longer.unit
FROM campaign_extensions AS longer
LEFT JOIN units ON units.agency = longer.agency AND units.code = longer.unit
WHERE longer.unit <> '' AND units.code IS NULL;

-- audit_orphans: whatever refers to something that is not there
SELECT 'unit ' || units.agency || '/' || units.code AS what, 'agency ' || units.agency AS missing
FROM units LEFT JOIN agencies ON agencies.code = units.agency
WHERE agencies.code IS NULL
UNION ALL
SELECT 'unit ' || units.agency || '/' || units.code, 'parent ' || units.parent
FROM units LEFT JOIN units AS parents
    ON parents.agency = units.agency AND parents.code = units.parent
WHERE units.parent IS NOT NULL AND parents.code IS NULL
UNION ALL
SELECT 'unit ' || units.agency || '/' || units.code, 'unit ' || units.merged_into
FROM units LEFT JOIN units AS homes
    ON homes.agency = units.agency AND homes.code = units.merged_into
WHERE units.merged_into IS NOT NULL AND homes.code IS NULL
UNION ALL
SELECT
    'entry ' || roster.agency || '/' || roster.entry,
    'unit ' || roster.agency || '/' || roster.unit
FROM roster LEFT JOIN units ON units.agency = roster.agency AND units.code = roster.unit
WHERE roster.unit IS NOT NULL AND units.code IS NULL
UNION ALL
SELECT
    'entry ' || roster.agency || '/' || roster.entry,
    'person ' || CAST(roster.person AS TEXT)
FROM roster LEFT JOIN people ON people.id = roster.person
WHERE roster.person IS NOT NULL AND people.id IS NULL
UNION ALL
SELECT 'person ' || CAST(people.id AS TEXT), 'agency ' || people.agency
FROM people LEFT JOIN agencies ON agencies.code = people.agency
WHERE people.agency IS NOT NULL AND agencies.code IS NULL
UNION ALL
SELECT
    'person ' || CAST(people.id AS TEXT),
    'unit ' || coalesce(people.agency, '?') || '/' || people.unit
FROM people LEFT JOIN units ON units.agency = people.agency AND units.code = people.unit
WHERE people.unit IS NOT NULL AND units.code IS NULL
UNION ALL
SELECT 'attempt ' || attempts.id || ' of person ' || CAST(attempts.person AS TEXT), 'person'
FROM attempts LEFT JOIN people ON people.id = attempts.person
WHERE people.id IS NULL
UNION ALL
SELECT
    'attempt ' || attempts.id || ' of person ' || CAST(attempts.person AS TEXT),
    'agency ' || attempts.agency
FROM attempts LEFT JOIN agencies ON agencies.code = attempts.agency
WHERE agencies.code IS NULL
UNION ALL
SELECT
    'attempt ' || attempts.id || ' of person ' || CAST(attempts.person AS TEXT),
    'unit ' || attempts.agency || '/' || attempts.unit
FROM attempts LEFT JOIN units ON units.agency = attempts.agency AND units.code = attempts.unit
WHERE attempts.unit IS NOT NULL AND units.code IS NULL
UNION ALL
SELECT
    'answer ' || CAST(answers.step AS TEXT) || ' of person ' || CAST(answers.person AS TEXT),
    'attempt ' || answers.attempt
FROM answers LEFT JOIN attempts
    ON attempts.person = answers.person AND attempts.id = answers.attempt
WHERE attempts.id IS NULL
UNION ALL
SELECT 'office of person ' || CAST(offices.person AS TEXT), 'agency ' || offices.agency
FROM offices LEFT JOIN agencies ON agencies.code = offices.agency
WHERE agencies.code IS NULL
UNION ALL
SELECT 'invitation ' || substr(invitations.code_hash, 1, 12), 'agency ' || invitations.agency
FROM invitations LEFT JOIN agencies ON agencies.code = invitations.agency
WHERE agencies.code IS NULL;

-- audit_invitations: invitations and offices that no redemption could have left so
SELECT
    'invitation ' || substr(code_hash, 1, 12) AS what,
    'it was used by nobody or at no time' AS fault
FROM invitations
WHERE (redeemed_by IS NULL) <> (redeemed_at IS NULL)
UNION ALL
SELECT 'invitation ' || substr(code_hash, 1, 12), 'it was used after it expired'
FROM invitations
WHERE redeemed_at >= expires_at
UNION ALL
SELECT 'invitation ' || substr(code_hash, 1, 12), 'it was withdrawn and used'
FROM invitations
WHERE redeemed_at IS NOT NULL AND withdrawn_at IS NOT NULL
UNION ALL
SELECT 'invitation ' || substr(code_hash, 1, 12), 'its role is unknown'
FROM invitations
WHERE role NOT IN ('petugas', 'pengamat')
UNION ALL
SELECT 'office of person ' || CAST(offices.person AS TEXT) || ' in ' || offices.agency,
    'no invitation to this role was used for it'
FROM offices
WHERE NOT EXISTS (
    SELECT 1 FROM invitations
    WHERE invitations.redeemed_by = offices.person AND invitations.agency = offices.agency
        AND invitations.role = offices.role
        AND coalesce(invitations.unit, '') = coalesce(offices.unit, '')
);

-- audit_certificates: the certificates of an agency, each beside what the ledger says of it
SELECT
    certificates.person, certificates.serial, certificates.attempt, certificates.revision,
    certificates.agency, certificates.module, certificates.content, certificates.code,
    certificates.issued_at, certificates.valid_until, certificates.ended, certificates.ended_at,
    certificates.reason,
    (
        SELECT min(ledger.body) FROM ledger
        WHERE ledger.agency = certificates.agency AND ledger.kind = 'certificate'
            AND ledger.kind <> 'correction' AND ledger.subject = certificates.serial
    ) AS body,
    (
        SELECT min(ledger.body) FROM ledger
        WHERE ledger.agency = certificates.agency AND ledger.kind = 'revocation'
            AND ledger.kind <> 'correction' AND ledger.subject = certificates.serial
    ) AS revocation
FROM certificates
WHERE certificates.agency = :agency
ORDER BY certificates.serial;

-- audit_pledges: signed pledges that lack what belongs to them
SELECT person, attempt, fault FROM (
    SELECT
        pledges.person,
        pledges.attempt,
        CASE
            WHEN attempts.id IS NULL THEN 'its attempt is not there, or no pass'
            WHEN (
                SELECT count(*) FROM ledger
                WHERE ledger.agency = pledges.agency AND ledger.kind = 'pledge'
                    AND ledger.kind <> 'correction' AND ledger.subject = pledges.attempt
            ) = 0 THEN 'its entry is not in the ledger'
            WHEN (
                SELECT count(*) FROM certificates
                WHERE certificates.person = pledges.person
                    AND certificates.attempt = pledges.attempt
            ) = 0 THEN 'there is no certificate for it'
        END AS fault
    FROM pledges
    LEFT JOIN attempts ON attempts.person = pledges.person AND attempts.id = pledges.attempt
        AND attempts.passed = 1
    WHERE pledges.signed_at IS NOT NULL
) AS found
WHERE fault IS NOT NULL;

-- audit_lost_certificates: those that the ledger has and the register has not
SELECT ledger.agency, ledger.subject
FROM ledger LEFT JOIN certificates ON certificates.serial = ledger.subject
WHERE ledger.kind = 'certificate' AND certificates.serial IS NULL;

-- audit_unmarked: completions that were asked what is withdrawn, which no search has found
SELECT attempts.person, attempts.id, withdrawals.scenario, withdrawals.version
FROM withdrawals
JOIN attempts
    ON replace(
        attempts.items,
        '["' || withdrawals.scenario || '",' || CAST(withdrawals.version AS TEXT) || ',', ''
    ) <> attempts.items
LEFT JOIN remarks
    ON remarks.person = attempts.person AND remarks.attempt = attempts.id
    AND remarks.scenario = withdrawals.scenario AND remarks.version = withdrawals.version
WHERE withdrawals.done_at IS NOT NULL AND attempts.sealed = 1 AND remarks.person IS NULL
    AND EXISTS (
        SELECT 1 FROM answers
        WHERE answers.person = attempts.person AND answers.attempt = attempts.id
    );

-- audit_corrected: attempts beside the last correction of each
SELECT attempts.person, attempts.id, attempts.score, attempts.passed, ledger.body
FROM ledger
JOIN attempts ON attempts.agency = ledger.agency AND attempts.id = ledger.subject
WHERE ledger.kind = 'correction' AND ledger.number = (
    SELECT max(last.number) FROM ledger AS last
    WHERE last.agency = ledger.agency AND last.subject = ledger.subject
        AND last.kind = 'correction'
);
