-- What the next text of a person is for; their last screen asked for it.
ALTER TABLE people ADD COLUMN expects TEXT;

-- What is to be told to somebody who did not ask. A thing is told once: that is what the second key
-- decides. It is claimed before it is sent, so that a crash in between never sends it twice.
-- agency is whose officers may see that it was delivered, or NULL.
CREATE TABLE notices (
    person BIGINT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    agency TEXT,
    body TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (
        state IN ('waiting', 'claimed', 'sent', 'blocked', 'failed', 'uncertain', 'dropped')
    ),
    claimed_at BIGINT,
    settled_at BIGINT,
    PRIMARY KEY (person, id)
);

CREATE UNIQUE INDEX notices_once ON notices (person, kind, subject);

CREATE INDEX notices_waiting ON notices (due_at, person, id) WHERE state = 'waiting';

CREATE INDEX notices_claimed ON notices (claimed_at, person, id) WHERE state = 'claimed';

CREATE INDEX notices_by_agency ON notices (agency, kind, subject) WHERE agency IS NOT NULL;

-- Who may do what only one worker at a time may do, and until when.
CREATE TABLE leases (
    name TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    until BIGINT NOT NULL
);

-- What was done in an agency's name, for the agency to read. actor is 0 for the command line; detail
-- is JSON without anybody's name.
CREATE TABLE trail (
    agency TEXT NOT NULL REFERENCES agencies (code),
    at BIGINT NOT NULL,
    id TEXT NOT NULL,
    actor BIGINT NOT NULL,
    action TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (agency, at, id)
);
