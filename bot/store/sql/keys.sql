-- keys_all: every key that ever signed, the oldest first
SELECT number, id, public, seed, made_at FROM keys ORDER BY number;

-- key_add: a new key under the next number, unless another worker was faster
INSERT INTO keys (id, number, public, seed, made_at)
VALUES (:id, :number, :public, :seed, :at)
ON CONFLICT DO NOTHING
RETURNING id;

-- keys_forget: the private keys of all others; what they signed is checked with the public ones
UPDATE keys SET seed = NULL WHERE id <> :id AND seed IS NOT NULL RETURNING id;
