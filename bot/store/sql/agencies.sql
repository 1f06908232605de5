-- agencies_all: every agency
SELECT code, name, kind, zone, province, headcount FROM agencies;

-- agency_get: one agency
SELECT code, name, kind, zone, province, headcount FROM agencies WHERE code = :agency;

-- agency_units: the units of one agency, closed ones too
SELECT
    agency, code, name, parent, kind, zone, province, headcount, closed_at, merged_into
FROM units
WHERE agency = :agency;

-- agency_unit: one unit of one agency
SELECT
    agency, code, name, parent, kind, zone, province, headcount, closed_at, merged_into
FROM units
WHERE agency = :agency AND code = :code;

-- zone_of: the time zone of a unit: its own, else that of what it is part of, else its agency's
WITH RECURSIVE above (parent, zone) AS (
    SELECT parent, zone FROM units WHERE agency = :agency AND code = :unit
    -- Without ALL, so that parents that go round in a circle end.
    UNION
    SELECT units.parent, units.zone FROM units
    JOIN above ON above.zone IS NULL AND units.code = above.parent
    WHERE units.agency = :agency
)
SELECT coalesce((SELECT zone FROM above WHERE zone IS NOT NULL), agencies.zone) AS zone
FROM agencies
WHERE agencies.code = :agency;

-- agency_change: what is new of a known agency; no row when there is nothing to change
UPDATE agencies SET
    name = :name,
    kind = coalesce(:kind, kind),
    zone = coalesce(:zone, zone),
    province = coalesce(:province, province),
    headcount = coalesce(CAST(:headcount AS INTEGER), headcount)
WHERE code = :code AND (
    name <> :name
    OR coalesce(kind, '') <> coalesce(:kind, kind, '')
    OR coalesce(zone, '') <> coalesce(:zone, zone, '')
    OR coalesce(province, '') <> coalesce(:province, province, '')
    OR coalesce(headcount, -1) <> coalesce(CAST(:headcount AS INTEGER), headcount, -1)
)
RETURNING code;

-- agency_add: a new agency; no row when it is known
INSERT INTO agencies (code, name, kind, zone, province, headcount)
VALUES (:code, :name, :kind, :zone, :province, :headcount)
ON CONFLICT DO NOTHING
RETURNING code;

-- unit_change: what is new of a unit that is not closed; no row when there is nothing to change
UPDATE units SET
    name = :name,
    parent = :parent,
    kind = coalesce(:kind, kind),
    zone = coalesce(:zone, zone),
    province = coalesce(:province, province),
    headcount = coalesce(CAST(:headcount AS INTEGER), headcount)
WHERE agency = :agency AND code = :code AND closed_at IS NULL AND (
    name <> :name
    OR coalesce(parent, '') <> coalesce(:parent, '')
    OR coalesce(kind, '') <> coalesce(:kind, kind, '')
    OR coalesce(zone, '') <> coalesce(:zone, zone, '')
    OR coalesce(province, '') <> coalesce(:province, province, '')
    OR coalesce(headcount, -1) <> coalesce(CAST(:headcount AS INTEGER), headcount, -1)
)
RETURNING code;

-- unit_add: a new unit; no row when it is known
INSERT INTO units (agency, code, name, parent, kind, zone, province, headcount)
VALUES (:agency, :code, :name, :parent, :kind, :zone, :province, :headcount)
ON CONFLICT DO NOTHING
RETURNING code;

-- units_and_below: a unit and all units below it, however deep
WITH RECURSIVE below (code) AS (
    SELECT code FROM units WHERE agency = :agency AND code = :unit
    -- Without ALL, so that parents that go round in a circle end.
    UNION
    SELECT units.code FROM units
    JOIN below ON units.parent = below.code
    WHERE units.agency = :agency
)
SELECT code FROM below;
