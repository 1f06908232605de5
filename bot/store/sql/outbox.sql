-- outbox_due: what is due, with what a sender must know of the person
-- First for people of whom a notice is uncertain: they are few, so both halves read few rows.
SELECT * FROM (
    SELECT
        0 AS turn,
        notices.person, notices.id, notices.kind, notices.subject, notices.body, notices.due_at,
        notices.agency, people.language, coalesce(people.reachable, 1) AS reachable,
        CASE
            WHEN people.withdrawn_at IS NOT NULL OR people.erase_at IS NOT NULL THEN 1 ELSE 0
        END AS stopped,
        coalesce(notices.agency, people.agency) AS calendar, people.unit
    FROM notices
    LEFT JOIN people ON people.id = notices.person
    WHERE notices.state = 'waiting' AND notices.due_at <= :now
        AND notices.person IN (
            SELECT doubt.person FROM notices AS doubt WHERE doubt.state = 'uncertain'
        )
    ORDER BY notices.due_at, notices.person, notices.id
    LIMIT :limit
) AS doubtful
UNION ALL
SELECT * FROM (
    SELECT
        1 AS turn,
        notices.person, notices.id, notices.kind, notices.subject, notices.body, notices.due_at,
        notices.agency, people.language, coalesce(people.reachable, 1) AS reachable,
        CASE
            WHEN people.withdrawn_at IS NOT NULL OR people.erase_at IS NOT NULL THEN 1 ELSE 0
        END AS stopped,
        coalesce(notices.agency, people.agency) AS calendar, people.unit
    FROM notices
    LEFT JOIN people ON people.id = notices.person
    WHERE notices.state = 'waiting' AND notices.due_at <= :now
    ORDER BY notices.due_at, notices.person, notices.id
    LIMIT :limit
) AS rest
ORDER BY turn, due_at, person, id;

-- outbox_claim: takes a notice for one sender, if it waits and is the person's first of that day
UPDATE notices SET state = 'claimed', claimed_at = :now, day = :day
WHERE person = :person AND id = :id AND state = 'waiting'
    AND NOT EXISTS (
        SELECT 1 FROM notices AS other WHERE other.person = :person AND other.day = :day
    )
RETURNING person, id;

-- outbox_settle: how a claimed notice ended
UPDATE notices SET state = :state, settled_at = :now
WHERE person = :person AND id = :id AND state IN ('claimed', 'uncertain')
RETURNING id;

-- outbox_give_back: a claimed notice that was surely not sent waits again
UPDATE notices SET
    state = 'waiting', claimed_at = NULL, settled_at = NULL, day = NULL, due_at = :due_at
WHERE person = :person AND id = :id AND state IN ('claimed', 'uncertain')
RETURNING id;

-- outbox_put_off: a notice that waits is due at another time
UPDATE notices SET due_at = :due_at
WHERE person = :person AND id = :id AND state = 'waiting'
RETURNING id;

-- outbox_close: a notice that waits is not to be sent
UPDATE notices SET state = :state, settled_at = :now
WHERE person = :person AND id = :id AND state = 'waiting'
RETURNING id;

-- outbox_recover: what a sender claimed and did not settle may have been sent, or not
UPDATE notices SET state = 'uncertain', settled_at = :now
WHERE state = 'claimed'
RETURNING id;
