-- What an agency and a unit are like. An empty zone is that of western Indonesia (WIB).
ALTER TABLE agencies ADD COLUMN kind TEXT;

ALTER TABLE agencies ADD COLUMN zone TEXT CHECK (zone IN ('WIB', 'WITA', 'WIT'));

ALTER TABLE agencies ADD COLUMN province TEXT;

ALTER TABLE agencies ADD COLUMN headcount INTEGER CHECK (headcount >= 0);

ALTER TABLE units ADD COLUMN kind TEXT;

ALTER TABLE units ADD COLUMN zone TEXT CHECK (zone IN ('WIB', 'WITA', 'WIT'));

ALTER TABLE units ADD COLUMN province TEXT;

ALTER TABLE units ADD COLUMN headcount INTEGER CHECK (headcount >= 0);

-- A closed unit stays, for what was done in it. One that was merged hangs below the unit that it
-- went into, so that whoever sums a unit with all below it has its past as well.
ALTER TABLE units ADD COLUMN closed_at BIGINT;

ALTER TABLE units ADD COLUMN merged_into TEXT;

CREATE INDEX units_by_parent ON units (agency, parent);

-- Keys with which we hash. secret is NULL for one that the settings hold; the fingerprint says
-- whether the settings still hold the same.
CREATE TABLE secrets (
    name TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    secret BYTEA,
    made_at BIGINT NOT NULL
);

-- Who works in an agency, as the agency says. entry is a keyed hash of agency and NIP, and with
-- the last four digits all that is kept of a NIP. Nobody is deleted: whom a new list lacks has an
-- end with its reason. link is the hash of a personal link that nobody used yet, round how often
-- the entry was claimed, so that a new link is another one.
CREATE TABLE roster (
    agency TEXT NOT NULL REFERENCES agencies (code),
    entry TEXT NOT NULL,
    last_four TEXT NOT NULL,
    name TEXT NOT NULL,
    unit TEXT,
    person BIGINT,
    claimed_at BIGINT,
    added_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    ended_at BIGINT,
    ended_reason TEXT,
    link TEXT,
    round INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (agency, entry),
    FOREIGN KEY (agency, unit) REFERENCES units (agency, code)
);

-- A person is one entry of an agency at most; of another agency they may be one too.
CREATE UNIQUE INDEX roster_of_person ON roster (person, agency) WHERE person IS NOT NULL;

CREATE INDEX roster_by_name ON roster (agency, name, entry);

CREATE INDEX roster_by_unit ON roster (agency, unit, person) WHERE ended_at IS NULL;

CREATE INDEX roster_by_link ON roster (link) WHERE link IS NOT NULL;

-- One row for each agency that ever sent a roster or changed its units. Each change takes the
-- next version, so that a confirmation of an older report is refused.
CREATE TABLE rosters (
    agency TEXT PRIMARY KEY REFERENCES agencies (code),
    version INTEGER NOT NULL,
    imported_at BIGINT
);

-- What an officer sent and has not confirmed yet: entries already hashed, never a NIP.
CREATE TABLE roster_uploads (
    person BIGINT NOT NULL,
    id TEXT NOT NULL,
    agency TEXT NOT NULL REFERENCES agencies (code),
    version INTEGER NOT NULL,
    body BYTEA NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (person, id)
);

CREATE INDEX roster_uploads_by_age ON roster_uploads (at);

-- How often somebody tried to claim an entry on one day (days since 1970).
CREATE TABLE roster_tries (
    person BIGINT NOT NULL,
    day INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    PRIMARY KEY (person, day)
);
