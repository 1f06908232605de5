-- person_and_latest_attempt: one row per answer of the latest attempt; an open attempt is the latest
SELECT
    answers.step, answers.chosen, answers.points, answers.at,
    people.name, people.consent, people.consented_at, people.language, people.employment,
    people.agency, people.unit, people.registered_at, people.expects, people.withdrawn_at,
    people.erase_at, people.erase_why,
    attempts.id, attempts.agency, attempts.unit, attempts.module, attempts.kind,
    attempts.seed, attempts.content,
    -- The items are long and need to travel only once.
    CASE WHEN coalesce(answers.step, 0) = 0 THEN attempts.items END,
    attempts.started_at, attempts.finished_at, attempts.score, attempts.passed
FROM people
LEFT JOIN attempts ON attempts.person = people.id AND attempts.id = (
    SELECT latest.id FROM attempts AS latest
    WHERE latest.person = :person
    ORDER BY latest.finished_at IS NULL DESC, latest.started_at DESC, latest.id DESC
    LIMIT 1
)
LEFT JOIN answers ON answers.person = attempts.person AND answers.attempt = attempts.id
WHERE people.id = :person
ORDER BY answers.step;

-- person_add: stores a person once; a second consent overwrites nothing
-- repeatable
INSERT INTO people (
    id, name, consent, consented_at, language, employment, agency, unit, registered_at
)
VALUES (
    :id, :name, :consent, :consented_at, :language, :employment, :agency, :unit, :registered_at
)
ON CONFLICT (id) DO NOTHING;

-- person_add_registered: stores a person whose registration is complete, once
INSERT INTO people (
    id, name, consent, consented_at, language, employment, agency, unit, registered_at
)
VALUES (
    :id, :name, :consent, :consented_at, :language, :employment, :agency, :unit, :registered_at
)
ON CONFLICT (id) DO NOTHING
RETURNING id;

-- person_set_language: the language that the bot speaks to them
-- repeatable
UPDATE people SET language = :language WHERE id = :id RETURNING id;

-- person_expect: what the next text that they send is for
-- repeatable
UPDATE people SET expects = :expects WHERE id = :id RETURNING id;

-- person_set_employment: their kind of employment, which decides the rules for them
-- repeatable
UPDATE people SET employment = :employment WHERE id = :id RETURNING id;

-- person_set_agency: the agency of someone who is still registering
-- repeatable
UPDATE people SET agency = :agency, unit = NULL
WHERE id = :id AND registered_at IS NULL
RETURNING id;

-- person_register: ends the registration, once, if nothing else is missing
UPDATE people SET unit = :unit, registered_at = :at
WHERE id = :id AND registered_at IS NULL
    AND language IS NOT NULL AND employment IS NOT NULL AND agency IS NOT NULL
    AND (
        CAST(:unit AS TEXT) IS NULL
        OR EXISTS (
            SELECT 1 FROM units WHERE units.agency = people.agency AND units.code = :unit
        )
    )
RETURNING id;

-- person_rename: the name on the certificate
-- repeatable
UPDATE people SET name = :name WHERE id = :id RETURNING id;

-- person_set_reachable: whether messages reach them; later news wins, in whatever order it comes
-- repeatable
UPDATE people SET reachable = :reachable, reachable_at = :at
WHERE id = :id AND coalesce(reachable_at, 0) <= :at
RETURNING id;

-- person_move: takes a registered person to another agency, where the unit is asked again
UPDATE people SET agency = :agency, unit = NULL, registered_at = NULL
WHERE id = :id AND registered_at IS NOT NULL
RETURNING id;

-- person_hold: makes others who hold the same person wait until this unit of work ends
UPDATE people SET name = name WHERE id = :id RETURNING id;
