-- A campaign: a module, for an agency or some of its units, from a day to a day. due_at is the first
-- moment after its last day. ended_at says since when it is closed or cancelled.
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

-- The units that it is for, with all below them; none: the whole agency.
CREATE TABLE campaign_units (
    agency TEXT NOT NULL,
    campaign TEXT NOT NULL,
    unit TEXT NOT NULL,
    PRIMARY KEY (agency, campaign, unit),
    FOREIGN KEY (agency, campaign) REFERENCES campaigns (agency, id),
    FOREIGN KEY (agency, unit) REFERENCES units (agency, code)
);

-- More time for a unit and all below it, or with the unit '' for everybody.
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

-- More time for one person, or their dispensation. Somebody on the roster is named by the entry
-- (person 0), anybody else by the person (entry '').
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

-- Since when somebody on a roster is in their unit: late joiners have a full period from then.
ALTER TABLE roster ADD COLUMN joined_at BIGINT;

UPDATE roster SET joined_at = added_at;

-- Pages of the people of one agency.
CREATE INDEX people_of_agency ON people (agency, id);

-- What people of one agency took of one module.
CREATE INDEX attempts_of_module ON attempts (agency, module, person);

-- What an officer is just putting together, one thing at a time for an agency.
CREATE TABLE campaign_drafts (
    person BIGINT NOT NULL,
    agency TEXT NOT NULL REFERENCES agencies (code),
    body TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (person, agency)
);
