-- unit_rename: a new name; the code stays, and with it the unit's past
UPDATE units SET name = :name WHERE agency = :agency AND code = :code AND name <> :name
RETURNING code;

-- agency_rename: a new name; the code stays
UPDATE agencies SET name = :name WHERE code = :agency AND name <> :name RETURNING code;

-- unit_close: nobody new comes into it from now on
UPDATE units SET closed_at = :at WHERE agency = :agency AND code = :code AND closed_at IS NULL
RETURNING code;

-- unit_merge: closes a unit and hangs it below the one that it went into
UPDATE units SET closed_at = :at, merged_into = :into, parent = :into
WHERE agency = :agency AND code = :code AND code <> :into AND closed_at IS NULL
    AND EXISTS (
        SELECT 1 FROM units AS other
        WHERE other.agency = :agency AND other.code = :into AND other.closed_at IS NULL
    )
RETURNING code;

-- unit_rise: a unit that hangs below another takes its place in the tree
UPDATE units SET parent = (
    SELECT above.parent FROM units AS above WHERE above.agency = :agency AND above.code = :code
)
WHERE agency = :agency AND code = :into;

-- units_hang: what hung below a unit, below another one
UPDATE units SET parent = :into WHERE agency = :agency AND parent = :code AND code <> :into;

-- unit_people_hold: makes others who move people of a unit wait until this unit of work ends
UPDATE people SET name = name WHERE agency = :agency AND unit = :code;

-- unit_people_go: the people of a unit, to another; their attempts keep theirs
UPDATE people SET unit = :into WHERE agency = :agency AND unit = :code;

-- unit_roster_goes: the roster's entries of a unit, to another
UPDATE roster SET unit = :into, changed_at = :at WHERE agency = :agency AND unit = :code;
