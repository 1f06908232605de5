-- agencies_all: every agency
SELECT code, name FROM agencies;

-- agency_get: one agency
SELECT code, name FROM agencies WHERE code = :agency;

-- agency_units: the units of one agency
SELECT agency, code, name, parent FROM units WHERE agency = :agency;

-- agency_unit: one unit of one agency
SELECT agency, code, name, parent FROM units WHERE agency = :agency AND code = :code;

-- agency_change: a new name for a known agency; no row when there is nothing to change
UPDATE agencies SET name = :name WHERE code = :code AND name <> :name RETURNING code;

-- agency_add: a new agency; no row when it is known
INSERT INTO agencies (code, name) VALUES (:code, :name) ON CONFLICT DO NOTHING RETURNING code;

-- unit_change: a new name or parent for a known unit; no row when there is nothing to change
UPDATE units SET name = :name, parent = :parent
WHERE agency = :agency AND code = :code
    AND (name <> :name OR coalesce(parent, '') <> coalesce(:parent, ''))
RETURNING code;

-- unit_add: a new unit; no row when it is known
INSERT INTO units (agency, code, name, parent) VALUES (:agency, :code, :name, :parent)
ON CONFLICT DO NOTHING
RETURNING code;
