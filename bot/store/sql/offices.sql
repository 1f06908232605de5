-- offices_of_person: the roles of one person
SELECT person, agency, role, unit FROM offices WHERE person = :person;

-- offices_of_agency: everybody with a role in one agency
SELECT
    offices.person, offices.agency, offices.role, offices.unit,
    offices.granted_at, offices.granted_by, people.name
FROM offices
LEFT JOIN people ON people.id = offices.person
WHERE offices.agency = :agency
ORDER BY offices.granted_at, offices.person;

-- office_invite: an invitation that one person may redeem once; no row when the code is taken
INSERT INTO invitations (code_hash, agency, role, unit, expires_at, created_by, created_at)
VALUES (:code_hash, :agency, :role, :unit, :expires_at, :created_by, :created_at)
ON CONFLICT DO NOTHING
RETURNING code_hash;

-- invitation_open: an invitation that may still be redeemed
SELECT code_hash, agency, role, unit, expires_at, created_by, created_at FROM invitations
WHERE code_hash = :code_hash
    AND redeemed_by IS NULL AND withdrawn_at IS NULL AND expires_at > :at;

-- invitations_open: the invitations of one agency that may still be redeemed, oldest first
SELECT code_hash, agency, role, unit, expires_at, created_by, created_at FROM invitations
WHERE agency = :agency
    AND redeemed_by IS NULL AND withdrawn_at IS NULL AND expires_at > :at
ORDER BY created_at, code_hash;

-- invitation_withdraw: ends an invitation that nobody redeemed
UPDATE invitations SET withdrawn_at = :at
WHERE code_hash = :code_hash AND agency = :agency
    AND redeemed_by IS NULL AND withdrawn_at IS NULL
RETURNING code_hash;

-- invitations_withdraw_of: ends what a person who loses their role invited
UPDATE invitations SET withdrawn_at = :at
WHERE agency = :agency AND created_by = :person
    AND redeemed_by IS NULL AND withdrawn_at IS NULL
RETURNING code_hash;

-- office_redeem: uses up an invitation that is neither used, withdrawn nor expired
UPDATE invitations SET redeemed_by = :person, redeemed_at = :at
WHERE code_hash = :code_hash
    AND redeemed_by IS NULL AND withdrawn_at IS NULL AND expires_at > :at
RETURNING code_hash;

-- office_grant: the role of the invitation that this unit used up
-- Whoever has a role keeps it, unless it is still the one that was compared with the invitation.
INSERT INTO offices (person, agency, unit, role, granted_at, granted_by)
SELECT
    invitations.redeemed_by, invitations.agency, invitations.unit, invitations.role,
    invitations.redeemed_at, invitations.created_by
FROM invitations
WHERE invitations.code_hash = :code_hash AND invitations.redeemed_by = :person
ON CONFLICT (person, agency) DO UPDATE SET
    unit = excluded.unit, role = excluded.role,
    granted_at = excluded.granted_at, granted_by = excluded.granted_by
WHERE offices.role = :role AND coalesce(offices.unit, '') = :unit
RETURNING person, agency, role, unit;

-- office_holder_joins: who is still registering and named no agency belongs where their role is
UPDATE people SET agency = :agency, unit = NULL
WHERE id = :id AND registered_at IS NULL AND agency IS NULL;

-- invitation_taken: the office that an invitation gave, with its holder's name, if it is still held
SELECT
    offices.person, offices.agency, offices.role, offices.unit,
    offices.granted_at, offices.granted_by, people.name
FROM invitations
JOIN offices ON offices.person = invitations.redeemed_by AND offices.agency = invitations.agency
    AND offices.granted_at = invitations.redeemed_at
LEFT JOIN people ON people.id = offices.person
WHERE invitations.code_hash = :code_hash;

-- office_revoke: takes a person's role in one agency, if it is still this one
DELETE FROM offices
WHERE person = :person AND agency = :agency AND role = :role AND coalesce(unit, '') = :unit
RETURNING person;
