-- content_put: keeps a content under its hash, once
-- repeatable
INSERT INTO contents (hash, body, stored_at) VALUES (:hash, :body, :at) ON CONFLICT DO NOTHING;

-- content_get: the content with this hash
SELECT body FROM contents WHERE hash = :hash;

-- ping: the cheapest question that needs the database
SELECT 1 AS alive;
