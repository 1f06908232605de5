-- offices_of_person: the roles of one person
SELECT person, agency, role FROM offices WHERE person = :person;

-- office_invite: an invitation that one person may redeem once
INSERT INTO invitations (code_hash, agency, role, expires_at, created_by, created_at)
VALUES (:code_hash, :agency, :role, :expires_at, :created_by, :at);

-- office_redeem: uses up an invitation that is neither used nor expired
UPDATE invitations SET redeemed_by = :person, redeemed_at = :at
WHERE code_hash = :code_hash AND redeemed_by IS NULL AND expires_at > :at
RETURNING code_hash;

-- office_grant: the role of the invitation that this unit used up; an officer stays one
INSERT INTO offices (person, agency, role, granted_at)
SELECT invitations.redeemed_by, invitations.agency, invitations.role, invitations.redeemed_at
FROM invitations
WHERE invitations.code_hash = :code_hash AND invitations.redeemed_by = :person
ON CONFLICT (person, agency) DO UPDATE SET
    role = CASE WHEN offices.role = 'petugas' THEN offices.role ELSE excluded.role END
RETURNING person, agency, role;

-- office_revoke: takes a person's role in one agency
DELETE FROM offices WHERE person = :person AND agency = :agency RETURNING person;
