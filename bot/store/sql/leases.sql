-- lease_take: takes or renews a lease that is free, that has run out, or that one holds already
-- One that ends more than twice its length from now was taken by a clock that was wrong.
INSERT INTO leases (name, holder, until) VALUES (:name, :holder, :until)
ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
WHERE leases.holder = excluded.holder OR leases.until <= :at
    OR (excluded.until > :at AND leases.until - excluded.until > excluded.until - :at)
RETURNING name;
