-- One append-only chain per agency. The keys are what decides between workers that append at once:
-- a number is taken once, an entry is continued once, and a thing is entered once (only corrections
-- may come more than once for a subject). Each begins with the agency, so that a distributed
-- PostgreSQL can spread them by agency.
CREATE TABLE ledger (
    agency TEXT NOT NULL REFERENCES agencies (code),
    number BIGINT NOT NULL CHECK (number > 0),
    kind TEXT NOT NULL,
    at BIGINT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (agency, number)
);

CREATE UNIQUE INDEX ledger_no_fork ON ledger (agency, previous);

CREATE UNIQUE INDEX ledger_once ON ledger (agency, kind, subject) WHERE kind <> 'correction';

CREATE INDEX ledger_corrections ON ledger (agency, subject) WHERE kind = 'correction';

-- Whether a finished attempt has its entry. It is set together with the entry, so that a crash in
-- between leaves both undone and the next sweep finds the attempt. Those of before are swept too.
ALTER TABLE attempts ADD COLUMN sealed INTEGER NOT NULL DEFAULT 0 CHECK (sealed IN (0, 1));

-- Only what waits is in this index, so that a sweep reads nothing else.
CREATE INDEX attempts_unsealed ON attempts (agency, finished_at, id)
WHERE sealed = 0 AND score IS NOT NULL;

-- seed is the private key; it is NULL for a retired key and for one that the settings hold.
CREATE TABLE keys (
    id TEXT NOT NULL UNIQUE,
    number INTEGER PRIMARY KEY CHECK (number > 0),
    public BYTEA NOT NULL,
    seed BYTEA,
    made_at BIGINT NOT NULL
);
