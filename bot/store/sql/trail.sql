-- trail_add: what was done in an agency's name
INSERT INTO trail (agency, at, id, actor, action, detail)
VALUES (:agency, :at, :id, :actor, :action, :detail);

-- trail_page: what was done last, or before a line of which time and id are known
SELECT agency, at, id, actor, action, detail FROM trail
WHERE agency = :agency AND (at, id) < (CAST(:at AS BIGINT), CAST(:id AS TEXT))
ORDER BY at DESC, id DESC
LIMIT :limit;

-- trail_told: the same with the name of who did it
SELECT
    trail.agency, trail.at, trail.id, trail.actor, trail.action, trail.detail,
    nullif(people.name, '') AS name
FROM trail
LEFT JOIN people ON people.id = trail.actor
WHERE trail.agency = :agency
    AND (trail.at, trail.id) < (CAST(:at AS BIGINT), CAST(:id AS TEXT))
ORDER BY trail.at DESC, trail.id DESC
LIMIT :limit;
