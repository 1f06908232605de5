-- The same text runs on SQLite and on PostgreSQL, so types are those that both understand:
-- BIGINT (ids, ms since 1970 UTC), INTEGER (small numbers; 0 or 1 for yes and no), TEXT, and
-- BYTEA (SQLite keeps bytes as bytes under any type name). Every id is made by the application.
--
-- Rows that grow (attempts, answers) have the learner first in every key, so that a distributed
-- PostgreSQL can spread them by learner: there, a unique key must contain the spreading column.

CREATE TABLE agencies (
    code TEXT PRIMARY KEY CHECK (code <> ''),
    name TEXT NOT NULL
);

-- A parent is another unit's code of the same agency. It has no foreign key: an import would
-- have to come in the order of the tree, and deferred keys fail a whole shared commit.
CREATE TABLE units (
    agency TEXT NOT NULL REFERENCES agencies (code),
    code TEXT NOT NULL CHECK (code <> ''),
    name TEXT NOT NULL,
    parent TEXT,
    PRIMARY KEY (agency, code)
);

-- The only table that holds a person's name.
CREATE TABLE people (
    id BIGINT PRIMARY KEY,
    name TEXT NOT NULL,
    consent TEXT NOT NULL,
    consented_at BIGINT NOT NULL,
    language TEXT,
    employment TEXT,
    agency TEXT REFERENCES agencies (code),
    unit TEXT,
    registered_at BIGINT,
    reachable INTEGER NOT NULL DEFAULT 1 CHECK (reachable IN (0, 1)),
    reachable_at BIGINT,
    FOREIGN KEY (agency, unit) REFERENCES units (agency, code)
);

-- One agency's tally reads one agency's people.
CREATE INDEX people_by_agency ON people (agency, unit);

-- agency and unit are those of the person when the attempt began.
CREATE TABLE attempts (
    person BIGINT NOT NULL REFERENCES people (id),
    id TEXT NOT NULL,
    agency TEXT NOT NULL REFERENCES agencies (code),
    unit TEXT,
    module TEXT NOT NULL,
    kind TEXT NOT NULL,
    seed BIGINT NOT NULL,
    content TEXT NOT NULL,
    items TEXT NOT NULL,
    size INTEGER NOT NULL,
    started_at BIGINT NOT NULL,
    finished_at BIGINT,
    score INTEGER,
    passed INTEGER CHECK (passed IN (0, 1)),
    PRIMARY KEY (person, id)
);

-- One open attempt per person; the database decides between two taps on "start".
CREATE UNIQUE INDEX attempts_one_open ON attempts (person) WHERE finished_at IS NULL;

CREATE INDEX attempts_latest ON attempts (person, started_at);

CREATE INDEX attempts_by_agency ON attempts (agency, unit, module, person);

-- The primary key is the promise "one answer counts once".
CREATE TABLE answers (
    person BIGINT NOT NULL,
    attempt TEXT NOT NULL,
    step INTEGER NOT NULL,
    chosen TEXT NOT NULL,
    points INTEGER NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (person, attempt, step),
    FOREIGN KEY (person, attempt) REFERENCES attempts (person, id)
);

-- Officers need not be learners, so a person here may be absent from people.
CREATE TABLE offices (
    person BIGINT NOT NULL,
    agency TEXT NOT NULL REFERENCES agencies (code),
    role TEXT NOT NULL,
    granted_at BIGINT NOT NULL,
    PRIMARY KEY (person, agency)
);

-- The code itself is never stored, only its hash.
CREATE TABLE invitations (
    code_hash TEXT PRIMARY KEY,
    agency TEXT NOT NULL REFERENCES agencies (code),
    role TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    redeemed_by BIGINT,
    redeemed_at BIGINT
);

-- Content that attempts were drawn from, so that old results can be replayed.
CREATE TABLE contents (
    hash TEXT PRIMARY KEY,
    body BYTEA NOT NULL,
    stored_at BIGINT NOT NULL
);
