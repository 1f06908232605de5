-- trail_add: what was done in an agency's name
INSERT INTO trail (agency, at, id, actor, action, detail)
VALUES (:agency, :at, :id, :actor, :action, :detail);

-- trail_page: what was done last, or before a line of which time and id are known
SELECT agency, at, id, actor, action, detail FROM trail
WHERE agency = :agency AND (at, id) < (CAST(:at AS BIGINT), CAST(:id AS TEXT))
ORDER BY at DESC, id DESC
LIMIT :limit;
