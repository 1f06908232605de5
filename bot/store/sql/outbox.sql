-- outbox_due: what has been due longest, with what a sender must know of the person
-- The inner part reads as many rows as are wanted; joined before its limit, it might read all.
SELECT
    due.person, due.id, due.kind, due.subject, due.body, due.due_at, due.agency,
    people.language, coalesce(people.reachable, 1) AS reachable,
    CASE
        WHEN people.withdrawn_at IS NOT NULL OR people.erase_at IS NOT NULL THEN 1 ELSE 0
    END AS stopped,
    coalesce(due.agency, people.agency) AS calendar, people.unit,
    coalesce(due.claimed_at, 0) AS last_claim
FROM (
    SELECT person, id, kind, subject, body, due_at, agency, claimed_at FROM notices
    WHERE state = 'waiting' AND due_at <= :now
    ORDER BY due_at, person, id
    LIMIT :limit
) AS due
LEFT JOIN people ON people.id = due.person
ORDER BY due.due_at, due.person, due.id;

-- outbox_doubtful: the people of whom nobody knows whether some notice arrived; they are few
SELECT DISTINCT person FROM notices WHERE state = 'uncertain';

-- outbox_claim: takes a notice for one sender, if it waits and is the person's first of that day
-- Each claim of a notice is later than the one before, which it keeps: so it names that claim.
UPDATE notices SET state = 'claimed', claimed_at = :claimed_at, day = :day
WHERE person = :person AND id = :id AND state = 'waiting'
    AND coalesce(claimed_at, 0) < :claimed_at
    AND NOT EXISTS (
        SELECT 1 FROM notices AS other WHERE other.person = :person AND other.day = :day
    )
RETURNING person, id;

-- outbox_settle: how a notice ended under that claim
UPDATE notices SET state = :state, settled_at = :now
WHERE person = :person AND id = :id AND state IN ('claimed', 'uncertain')
    AND claimed_at = :claimed_at
RETURNING id;

-- outbox_give_back: a notice that was surely not sent under that claim waits again
UPDATE notices SET state = 'waiting', settled_at = NULL, day = NULL, due_at = :due_at
WHERE person = :person AND id = :id AND state IN ('claimed', 'uncertain')
    AND claimed_at = :claimed_at
RETURNING id;

-- outbox_put_off: a notice that waits is due at another time, if nobody claimed it since
UPDATE notices SET due_at = :due_at
WHERE person = :person AND id = :id AND state = 'waiting'
    AND coalesce(claimed_at, 0) = :last_claim
RETURNING id;

-- outbox_close: a notice that waits is not to be sent, if nobody claimed it since
UPDATE notices SET state = :state, settled_at = :now
WHERE person = :person AND id = :id AND state = 'waiting'
    AND coalesce(claimed_at, 0) = :last_claim
RETURNING id;

-- outbox_recover: what a sender claimed and did not settle may have been sent, or not
UPDATE notices SET state = 'uncertain', settled_at = :now
WHERE state = 'claimed'
RETURNING kind;

-- outbox_backlog: how many notices wait, how many of them are due, and since when
-- long
SELECT
    count(*) AS waiting,
    coalesce(sum(CASE WHEN due_at <= :now THEN 1 ELSE 0 END), 0) AS due,
    min(due_at) AS oldest
FROM notices WHERE state = 'waiting';
