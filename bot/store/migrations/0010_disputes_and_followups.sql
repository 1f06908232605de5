-- What people reported about a question: once for each version of a scenario. content is what they
-- met it in, words is what they added, and round is the ruling that answered them.
CREATE TABLE disputes (
    person BIGINT NOT NULL,
    scenario TEXT NOT NULL,
    version INTEGER NOT NULL,
    content TEXT NOT NULL,
    reason TEXT NOT NULL,
    words TEXT,
    at BIGINT NOT NULL,
    round INTEGER,
    PRIMARY KEY (person, scenario, version)
);

-- Only what waits is in this index: the queue reads nothing else.
CREATE INDEX disputes_open ON disputes (scenario, version, at) WHERE round IS NULL;

-- What the operators ruled. Who rules names the next round, so that of two at once one is first.
CREATE TABLE rulings (
    scenario TEXT NOT NULL,
    version INTEGER NOT NULL,
    round INTEGER NOT NULL CHECK (round > 0),
    outcome TEXT NOT NULL CHECK (outcome IN ('upheld', 'rejected')),
    answer TEXT NOT NULL,
    actor BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (scenario, version, round)
);

-- Versions that are not asked any more and count as full where they were. person and attempt are
-- how far the search for completions that were asked it has come; done_at is its end.
CREATE TABLE withdrawals (
    scenario TEXT NOT NULL,
    version INTEGER NOT NULL,
    at BIGINT NOT NULL,
    person BIGINT NOT NULL,
    attempt TEXT NOT NULL,
    done_at BIGINT,
    PRIMARY KEY (scenario, version)
);

-- Which withdrawals a completion's score is given, with done_at; or is to be given, without.
CREATE TABLE remarks (
    person BIGINT NOT NULL,
    attempt TEXT NOT NULL,
    scenario TEXT NOT NULL,
    version INTEGER NOT NULL,
    planned_at BIGINT NOT NULL,
    done_at BIGINT,
    PRIMARY KEY (person, attempt, scenario, version)
);

CREATE INDEX remarks_waiting ON remarks (planned_at, person, attempt) WHERE done_at IS NULL;

-- Questions that were asked after a pass; id is that of the notice that asked. They count nowhere.
CREATE TABLE followups (
    person BIGINT NOT NULL,
    id TEXT NOT NULL,
    module TEXT NOT NULL,
    content TEXT NOT NULL,
    item TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    chosen TEXT,
    points INTEGER,
    answered_at BIGINT,
    PRIMARY KEY (person, id)
);

-- Who wants none.
CREATE TABLE followup_stops (
    person BIGINT PRIMARY KEY,
    at BIGINT NOT NULL
);

-- How far the planning of follow-ups has come, for each day after a pass and for each stage: the
-- pass that was looked at last.
CREATE TABLE followup_plans (
    name TEXT PRIMARY KEY,
    finished_at BIGINT NOT NULL,
    person BIGINT NOT NULL,
    attempt TEXT NOT NULL
);

CREATE INDEX attempts_passed ON attempts (finished_at, person, id) WHERE passed = 1;
