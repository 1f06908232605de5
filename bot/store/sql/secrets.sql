-- secret_get: a key by its name
SELECT fingerprint, secret FROM secrets WHERE name = :name;

-- secret_add: a key, unless another worker was faster
INSERT INTO secrets (name, fingerprint, secret, made_at)
VALUES (:name, :fingerprint, :secret, :at)
ON CONFLICT DO NOTHING
RETURNING name;
