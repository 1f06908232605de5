-- A pledge that is signed, or (without signed_at) a name that waits for a yes. content is the hash
-- of the content with its wording. The name is gone when its holder was erased.
CREATE TABLE pledges (
    person BIGINT NOT NULL,
    attempt TEXT NOT NULL,
    agency TEXT NOT NULL REFERENCES agencies (code),
    content TEXT NOT NULL,
    version TEXT NOT NULL,
    typed TEXT,
    name TEXT,
    signed_at BIGINT,
    PRIMARY KEY (person, attempt)
);

CREATE INDEX pledges_by_agency ON pledges (agency, person, attempt);

-- A certificate; code is the signed text, with the name in it, and NULL when its holder was erased.
-- A name that was corrected has the next revision, and the one before is ended as replaced. Of two
-- taps at once, the second key decides.
CREATE TABLE certificates (
    person BIGINT NOT NULL,
    serial TEXT NOT NULL,
    attempt TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision > 0),
    agency TEXT NOT NULL REFERENCES agencies (code),
    module TEXT NOT NULL,
    content TEXT NOT NULL,
    code TEXT,
    issued_at BIGINT NOT NULL,
    valid_until BIGINT NOT NULL,
    ended TEXT CHECK (ended IN ('revoked', 'replaced', 'withdrawn')),
    ended_at BIGINT,
    reason TEXT,
    PRIMARY KEY (person, serial)
);

CREATE UNIQUE INDEX certificates_once ON certificates (person, attempt, revision);

CREATE INDEX certificates_by_serial ON certificates (serial);

CREATE INDEX certificates_by_agency ON certificates (agency, serial);
