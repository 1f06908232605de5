CREATE TABLE agencies (
    code TEXT PRIMARY KEY CHECK (code <> ''),
    name TEXT NOT NULL
, kind TEXT, zone TEXT CHECK (zone IN ('WIB', 'WITA', 'WIT')), province TEXT, headcount INTEGER CHECK (headcount >= 0));

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
    passed INTEGER CHECK (passed IN (0, 1)), sealed INTEGER NOT NULL DEFAULT 0 CHECK (sealed IN (0, 1)), forgotten_at BIGINT, pooled INTEGER NOT NULL DEFAULT 0 CHECK (pooled IN (0, 1)),
    PRIMARY KEY (person, id)
);

CREATE INDEX attempts_latest ON attempts (person, started_at);

CREATE INDEX attempts_of_module ON attempts (agency, module, person);

CREATE UNIQUE INDEX attempts_one_open ON attempts (person) WHERE finished_at IS NULL;

CREATE INDEX attempts_passed ON attempts (finished_at, person, id) WHERE passed = 1;

CREATE INDEX attempts_to_forget ON attempts (finished_at, person, id)
WHERE finished_at IS NOT NULL AND forgotten_at IS NULL;

CREATE INDEX attempts_unpooled ON attempts (person, id) WHERE pooled = 0 AND score IS NOT NULL;

CREATE INDEX attempts_unsealed ON attempts (agency, finished_at, id)
WHERE sealed = 0 AND score IS NOT NULL;

CREATE TABLE calendars (
    agency TEXT PRIMARY KEY REFERENCES agencies (code),
    weekdays_off INTEGER NOT NULL CHECK (weekdays_off BETWEEN 0 AND 127)
);

CREATE TABLE campaign_drafts (
    person BIGINT NOT NULL,
    agency TEXT NOT NULL REFERENCES agencies (code),
    body TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (person, agency)
);

CREATE TABLE campaign_extensions (
    agency TEXT NOT NULL,
    campaign TEXT NOT NULL,
    unit TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    reason TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (agency, campaign, unit),
    FOREIGN KEY (agency, campaign) REFERENCES campaigns (agency, id)
);

CREATE TABLE campaign_people (
    agency TEXT NOT NULL,
    campaign TEXT NOT NULL,
    entry TEXT NOT NULL,
    person BIGINT NOT NULL,
    due_at BIGINT,
    due_reason TEXT,
    excused_at BIGINT,
    excused_reason TEXT,
    PRIMARY KEY (agency, campaign, entry, person),
    FOREIGN KEY (agency, campaign) REFERENCES campaigns (agency, id)
);

CREATE INDEX campaign_people_by_person ON campaign_people (person) WHERE person <> 0;

CREATE TABLE campaign_units (
    agency TEXT NOT NULL,
    campaign TEXT NOT NULL,
    unit TEXT NOT NULL,
    PRIMARY KEY (agency, campaign, unit),
    FOREIGN KEY (agency, campaign) REFERENCES campaigns (agency, id),
    FOREIGN KEY (agency, unit) REFERENCES units (agency, code)
);

CREATE TABLE campaigns (
    agency TEXT NOT NULL REFERENCES agencies (code),
    id TEXT NOT NULL,
    module TEXT NOT NULL,
    starts_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    counts_from BIGINT NOT NULL,
    months INTEGER NOT NULL CHECK (months > 0),
    late_days INTEGER NOT NULL CHECK (late_days > 0),
    renew_days INTEGER NOT NULL CHECK (renew_days >= 0),
    created_at BIGINT NOT NULL,
    follows TEXT,
    ended_at BIGINT,
    ended TEXT CHECK (ended IN ('closed', 'cancelled')),
    PRIMARY KEY (agency, id),
    CHECK (starts_at < due_at),
    CHECK ((ended_at IS NULL) = (ended IS NULL))
);

CREATE INDEX campaigns_open ON campaigns (starts_at) WHERE ended_at IS NULL;

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

CREATE INDEX certificates_by_agency ON certificates (agency, serial);

CREATE INDEX certificates_by_serial ON certificates (serial);

CREATE UNIQUE INDEX certificates_once ON certificates (person, attempt, revision);

CREATE TABLE consents (
    person BIGINT NOT NULL REFERENCES people (id),
    at BIGINT NOT NULL,
    act TEXT NOT NULL CHECK (act IN ('given', 'withdrawn')),
    version TEXT NOT NULL,
    PRIMARY KEY (person, at, act)
);

CREATE TABLE contents (
    hash TEXT PRIMARY KEY,
    body BYTEA NOT NULL,
    stored_at BIGINT NOT NULL
);

CREATE TABLE days_off (
    agency TEXT NOT NULL REFERENCES agencies (code),
    day TEXT NOT NULL,
    PRIMARY KEY (agency, day)
);

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

CREATE INDEX disputes_by_age ON disputes (at, person, scenario, version) WHERE words IS NOT NULL;

CREATE INDEX disputes_open ON disputes (scenario, version, at) WHERE round IS NULL;

CREATE TABLE followup_plans (
    name TEXT PRIMARY KEY,
    finished_at BIGINT NOT NULL,
    person BIGINT NOT NULL,
    attempt TEXT NOT NULL
);

CREATE TABLE followup_stops (
    person BIGINT PRIMARY KEY,
    at BIGINT NOT NULL
);

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

CREATE INDEX followups_by_age ON followups (asked_at, person, id);

CREATE TABLE invitations (
    code_hash TEXT PRIMARY KEY,
    agency TEXT NOT NULL REFERENCES agencies (code),
    role TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    redeemed_by BIGINT,
    redeemed_at BIGINT
, unit TEXT, withdrawn_at BIGINT);

CREATE INDEX invitations_made ON invitations (created_by);

CREATE INDEX invitations_open ON invitations (agency)
WHERE redeemed_by IS NULL AND withdrawn_at IS NULL;

CREATE INDEX invitations_used ON invitations (redeemed_by) WHERE redeemed_by IS NOT NULL;

CREATE TABLE keys (
    id TEXT NOT NULL UNIQUE,
    number INTEGER PRIMARY KEY CHECK (number > 0),
    public BYTEA NOT NULL,
    seed BYTEA,
    made_at BIGINT NOT NULL
);

CREATE TABLE leases (
    name TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    until BIGINT NOT NULL
);

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

CREATE INDEX ledger_corrections ON ledger (agency, subject) WHERE kind = 'correction';

CREATE UNIQUE INDEX ledger_no_fork ON ledger (agency, previous);

CREATE UNIQUE INDEX ledger_once ON ledger (agency, kind, subject) WHERE kind <> 'correction';

CREATE TABLE migrations (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    checksum TEXT NOT NULL
);

CREATE TABLE mutes (
    person BIGINT NOT NULL,
    kind TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (person, kind)
);

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
    settled_at BIGINT, day INTEGER,
    PRIMARY KEY (person, id)
);

CREATE INDEX notices_by_agency ON notices (agency, kind, subject) WHERE agency IS NOT NULL;

CREATE INDEX notices_claimed ON notices (claimed_at, person, id) WHERE state = 'claimed';

CREATE UNIQUE INDEX notices_once ON notices (person, kind, subject);

CREATE UNIQUE INDEX notices_one_a_day ON notices (person, day) WHERE day IS NOT NULL;

CREATE INDEX notices_settled ON notices (settled_at, person, id) WHERE settled_at IS NOT NULL;

CREATE INDEX notices_uncertain ON notices (person) WHERE state = 'uncertain';

CREATE INDEX notices_waiting ON notices (due_at, person, id) WHERE state = 'waiting';

CREATE TABLE offices (
    person BIGINT NOT NULL,
    agency TEXT NOT NULL REFERENCES agencies (code),
    role TEXT NOT NULL,
    granted_at BIGINT NOT NULL, unit TEXT, granted_by BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (person, agency)
);

CREATE INDEX offices_by_agency ON offices (agency);

CREATE INDEX offices_granted ON offices (granted_by);

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
    reachable_at BIGINT, expects TEXT, withdrawn_at BIGINT, erase_at BIGINT, erase_why TEXT CHECK (erase_why IN ('holder', 'inactive')), stayed_at BIGINT,
    FOREIGN KEY (agency, unit) REFERENCES units (agency, code)
);

CREATE INDEX people_by_agency ON people (agency, unit);

CREATE INDEX people_of_agency ON people (agency, id);

CREATE INDEX people_to_erase ON people (erase_at, id) WHERE erase_at IS NOT NULL;

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
    round INTEGER NOT NULL DEFAULT 0, joined_at BIGINT,
    PRIMARY KEY (agency, entry),
    FOREIGN KEY (agency, unit) REFERENCES units (agency, code)
);

CREATE INDEX roster_by_link ON roster (link) WHERE link IS NOT NULL;

CREATE INDEX roster_by_name ON roster (agency, name, entry);

CREATE INDEX roster_by_unit ON roster (agency, unit, person) WHERE ended_at IS NULL;

CREATE UNIQUE INDEX roster_of_person ON roster (person, agency) WHERE person IS NOT NULL;

CREATE TABLE roster_tries (
    person BIGINT NOT NULL,
    day INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    PRIMARY KEY (person, day)
);

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

CREATE TABLE rosters (
    agency TEXT PRIMARY KEY REFERENCES agencies (code),
    version INTEGER NOT NULL,
    imported_at BIGINT
);

CREATE TABLE rounds (
    agency TEXT NOT NULL REFERENCES agencies (code),
    campaign TEXT NOT NULL,
    day INTEGER NOT NULL,
    PRIMARY KEY (agency, campaign)
);

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

CREATE TABLE secrets (
    name TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    secret BYTEA,
    made_at BIGINT NOT NULL
);

CREATE TABLE tally_changes (
    agency TEXT NOT NULL,
    scope TEXT NOT NULL,
    unit TEXT NOT NULL,
    module TEXT NOT NULL,
    month INTEGER NOT NULL,
    registered BIGINT NOT NULL,
    started BIGINT NOT NULL,
    completed BIGINT NOT NULL,
    passed BIGINT NOT NULL,
    at BIGINT NOT NULL,
    batch TEXT
);

CREATE INDEX tally_changes_by_agency ON tally_changes (agency);

CREATE TABLE tally_counts (
    agency TEXT NOT NULL REFERENCES agencies (code),
    scope TEXT NOT NULL CHECK (scope IN ('unit', 'module', 'agency')),
    unit TEXT NOT NULL,
    module TEXT NOT NULL,
    month INTEGER NOT NULL,
    registered BIGINT NOT NULL,
    started BIGINT NOT NULL,
    completed BIGINT NOT NULL,
    passed BIGINT NOT NULL,
    PRIMARY KEY (agency, scope, unit, module, month)
);

CREATE TABLE trail (
    agency TEXT NOT NULL REFERENCES agencies (code),
    at BIGINT NOT NULL,
    id TEXT NOT NULL,
    actor BIGINT NOT NULL,
    action TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (agency, at, id)
);

CREATE INDEX trail_by_actor ON trail (actor);

CREATE INDEX trail_by_age ON trail (at, agency, id);

CREATE TABLE units (
    agency TEXT NOT NULL REFERENCES agencies (code),
    code TEXT NOT NULL CHECK (code <> ''),
    name TEXT NOT NULL,
    parent TEXT, kind TEXT, zone TEXT CHECK (zone IN ('WIB', 'WITA', 'WIT')), province TEXT, headcount INTEGER CHECK (headcount >= 0), closed_at BIGINT, merged_into TEXT,
    PRIMARY KEY (agency, code)
);

CREATE INDEX units_by_parent ON units (agency, parent);

CREATE TABLE weak_cells (
    agency TEXT NOT NULL REFERENCES agencies (code),
    module TEXT NOT NULL,
    rule TEXT NOT NULL,
    pot INTEGER NOT NULL CHECK (pot IN (0, 1)),
    unit TEXT NOT NULL,
    asked BIGINT NOT NULL,
    misjudged BIGINT NOT NULL,
    waiting BIGINT NOT NULL,
    waiting_misjudged BIGINT NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (agency, module, rule, pot, unit)
);

CREATE INDEX weak_cells_waiting ON weak_cells (since) WHERE waiting > 0;

CREATE TABLE withdrawals (
    scenario TEXT NOT NULL,
    version INTEGER NOT NULL,
    at BIGINT NOT NULL,
    person BIGINT NOT NULL,
    attempt TEXT NOT NULL,
    done_at BIGINT,
    PRIMARY KEY (scenario, version)
);

