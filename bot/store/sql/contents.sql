-- content_put: keeps a content under its hash, once
-- repeatable
INSERT INTO contents (hash, body, stored_at) VALUES (:hash, :body, :at) ON CONFLICT DO NOTHING;

-- content_get: the content with this hash
SELECT body FROM contents WHERE hash = :hash;

-- content_want: which edition every worker is to use; the last wish counts
-- repeatable
-- It is a row of the leases that nobody can hold, as it runs out when it is written: one for all
-- workers, with a time, is all that a wish needs.
INSERT INTO leases (name, holder, until) VALUES ('content', :edition, :at)
ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until;

-- content_wanted: the wish, if there was one
SELECT holder AS edition, until AS at FROM leases WHERE name = 'content';

-- ping: the cheapest question that needs the database
SELECT 1 AS alive;
