-- An office may be of one unit and all below it; NULL is the whole agency. granted_by is who made
-- the invitation, 0 for the command line.
ALTER TABLE offices ADD COLUMN unit TEXT;

ALTER TABLE offices ADD COLUMN granted_by BIGINT NOT NULL DEFAULT 0;

CREATE INDEX offices_by_agency ON offices (agency);

ALTER TABLE invitations ADD COLUMN unit TEXT;

ALTER TABLE invitations ADD COLUMN withdrawn_at BIGINT;

-- Only what may still be redeemed is in this index.
CREATE INDEX invitations_open ON invitations (agency)
WHERE redeemed_by IS NULL AND withdrawn_at IS NULL;
