-- What people misjudge, by rule, module and unit ('' for none), and in the agency's pot (pot 1).
-- Nothing here names a person, and what is told only grows by five people or more at once: asked and
-- misjudged are told, waiting and waiting_misjudged are not.
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

-- Whether a completion was looked at for this. Those of before are looked at too.
ALTER TABLE attempts ADD COLUMN pooled INTEGER NOT NULL DEFAULT 0 CHECK (pooled IN (0, 1));

CREATE INDEX attempts_unpooled ON attempts (person, id) WHERE pooled = 0 AND score IS NOT NULL;
