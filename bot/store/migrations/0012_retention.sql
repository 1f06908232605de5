-- What is deleted because of its age is found by it, a part at a time.
CREATE INDEX notices_settled ON notices (settled_at, person, id) WHERE settled_at IS NOT NULL;

CREATE INDEX trail_by_age ON trail (at, agency, id);

CREATE INDEX followups_by_age ON followups (asked_at, person, id);

CREATE INDEX disputes_by_age ON disputes (at, person, scenario, version) WHERE words IS NOT NULL;
