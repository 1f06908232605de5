-- held_people: what is stored of a person
SELECT
    id, name, consent, consented_at, withdrawn_at, language, employment, agency, unit,
    registered_at, reachable, reachable_at, expects, erase_at, erase_why, stayed_at
FROM people WHERE id = :person;

-- held_consents: what they agreed to, and when
SELECT at, act, version FROM consents WHERE person = :person ORDER BY at, act;

-- erase_consents: goes with the person
DELETE FROM consents WHERE person = :person;

-- held_attempts: what they took
SELECT
    id, agency, unit, module, kind, seed, content, items, size, started_at, finished_at, score,
    passed, sealed, forgotten_at
FROM attempts WHERE person = :person ORDER BY started_at, id;

-- held_answers: what they answered
SELECT attempt, step, chosen, points, at FROM answers
WHERE person = :person
ORDER BY attempt, step;

-- erase_answers: goes with the person
DELETE FROM answers WHERE person = :person;

-- held_pledges: what they signed, and a name that waits for a yes
SELECT attempt, agency, content, version, typed, name, signed_at FROM pledges
WHERE person = :person
ORDER BY attempt;

-- copy_pledges: that they were signed stays, by nobody
INSERT INTO pledges (person, attempt, agency, content, version, signed_at)
SELECT CAST(:anonymous AS BIGINT), attempt, agency, content, version, signed_at
FROM pledges WHERE person = :person AND signed_at IS NOT NULL;

-- erase_pledges: goes with the person
DELETE FROM pledges WHERE person = :person;

-- held_certificates: what they were given, with the code that has their name
SELECT
    serial, attempt, revision, agency, module, content, code, issued_at, valid_until, ended,
    ended_at, reason
FROM certificates
WHERE person = :person
ORDER BY issued_at, revision;

-- copy_certificates: what still counted shows as withdrawn, and whose it was is not known any more
INSERT INTO certificates (
    person, serial, attempt, revision, agency, module, content, issued_at, valid_until, ended,
    ended_at
)
SELECT
    CAST(:anonymous AS BIGINT), serial, attempt, revision, agency, module, content, issued_at,
    valid_until, coalesce(ended, 'withdrawn'), coalesce(ended_at, CAST(:at AS BIGINT))
FROM certificates WHERE person = :person;

-- erase_certificates: goes with the person
DELETE FROM certificates WHERE person = :person;

-- held_offices: where they are officer or viewer; not who granted it
SELECT agency, unit, role, granted_at FROM offices WHERE person = :person ORDER BY agency;

-- erase_offices: goes with the person
DELETE FROM offices WHERE person = :person;

-- erase_granted: whom they made an officer stays one, by nobody
UPDATE offices SET granted_by = :anonymous WHERE granted_by = :person;

-- held_invitations: what they were invited to, or invited others to; not who the other was
SELECT
    agency, unit, role, created_at, expires_at, redeemed_at, withdrawn_at,
    CASE WHEN created_by = :person THEN 1 ELSE 0 END AS created_by_you,
    CASE WHEN redeemed_by = :person THEN 1 ELSE 0 END AS redeemed_by_you
FROM invitations
WHERE created_by = :person OR redeemed_by = :person
ORDER BY created_at, code_hash;

-- erase_invitations: that there was one stays, by nobody
UPDATE invitations SET
    created_by = CASE
        WHEN created_by = :person THEN CAST(:anonymous AS BIGINT) ELSE created_by
    END,
    redeemed_by = CASE
        WHEN redeemed_by = :person THEN CAST(:anonymous AS BIGINT) ELSE redeemed_by
    END
WHERE created_by = :person OR redeemed_by = :person;

-- held_roster: who they are to an agency
SELECT
    agency, entry, last_four, name, unit, claimed_at, added_at, changed_at, ended_at, ended_reason
FROM roster WHERE person = :person ORDER BY agency, entry;

-- erase_roster: the agency's list stays as the agency wrote it, and leads to nobody
UPDATE roster SET person = NULL, claimed_at = NULL WHERE person = :person;

-- held_roster_uploads: lists that they sent and did not confirm; what is in them is about others
SELECT agency, version, at FROM roster_uploads WHERE person = :person ORDER BY at, id;

-- erase_roster_uploads: goes with the person
DELETE FROM roster_uploads WHERE person = :person;

-- held_roster_tries: how often they tried to find themselves in a list
SELECT day, tries FROM roster_tries WHERE person = :person ORDER BY day;

-- erase_roster_tries: goes with the person
DELETE FROM roster_tries WHERE person = :person;

-- held_campaign_people: their own dates in campaigns, and those of their entries in lists
SELECT
    campaign_people.agency, campaign_people.campaign, campaign_people.due_at,
    campaign_people.due_reason, campaign_people.excused_at, campaign_people.excused_reason
FROM campaign_people
WHERE campaign_people.person = :person AND campaign_people.person <> 0
UNION ALL
SELECT
    campaign_people.agency, campaign_people.campaign, campaign_people.due_at,
    campaign_people.due_reason, campaign_people.excused_at, campaign_people.excused_reason
FROM roster
JOIN campaigns ON campaigns.agency = roster.agency
JOIN campaign_people ON campaign_people.agency = campaigns.agency
    AND campaign_people.campaign = campaigns.id AND campaign_people.entry = roster.entry
WHERE roster.person = :person
ORDER BY 1, 2;

-- erase_campaign_people: goes with the person; what hangs on an entry of a list stays there
DELETE FROM campaign_people WHERE person = :person AND person <> 0;

-- held_campaign_drafts: what they were putting together as an officer
SELECT agency, body, at FROM campaign_drafts WHERE person = :person ORDER BY agency;

-- erase_campaign_drafts: goes with the person
DELETE FROM campaign_drafts WHERE person = :person;

-- held_mutes: what they do not want to be sent
SELECT kind, at FROM mutes WHERE person = :person ORDER BY kind;

-- erase_mutes: goes with the person
DELETE FROM mutes WHERE person = :person;

-- held_notices: what they were told, or are to be told
SELECT kind, subject, agency, body, due_at, state, claimed_at, settled_at FROM notices
WHERE person = :person
ORDER BY due_at, id;

-- erase_notices: goes with the person
DELETE FROM notices WHERE person = :person;

-- held_trail: what they did in an agency's name
SELECT agency, at, action, detail FROM trail WHERE actor = :person ORDER BY at, id;

-- erase_trail: what was done stays, by nobody
UPDATE trail SET actor = :anonymous WHERE actor = :person;

-- held_disputes: what they reported about questions, and what they added
SELECT scenario, version, reason, words, at, round FROM disputes
WHERE person = :person
ORDER BY at, scenario, version;

-- erase_disputes: goes with the person
DELETE FROM disputes WHERE person = :person;

-- held_rulings: what they ruled on reports of others
SELECT scenario, version, round, outcome, answer, at FROM rulings
WHERE actor = :person
ORDER BY at, scenario, version;

-- erase_rulings: what was ruled stays, by nobody
UPDATE rulings SET actor = :anonymous WHERE actor = :person;

-- held_remarks: which results of theirs were marked again, and because of which question
SELECT attempt, scenario, version, planned_at, done_at FROM remarks
WHERE person = :person
ORDER BY planned_at, attempt, scenario, version;

-- erase_remarks: goes with the person
DELETE FROM remarks WHERE person = :person;

-- held_followups: what they were asked after a pass, and what they answered
SELECT module, content, item, asked_at, chosen, points, answered_at FROM followups
WHERE person = :person
ORDER BY asked_at, id;

-- erase_followups: goes with the person
DELETE FROM followups WHERE person = :person;

-- held_followup_stops: that they want no follow-ups
SELECT at FROM followup_stops WHERE person = :person;

-- erase_followup_stops: goes with the person
DELETE FROM followup_stops WHERE person = :person;

-- held_withdrawals: that a search for a withdrawn question has come as far as an attempt of theirs
SELECT scenario, version, attempt FROM withdrawals WHERE person = :person;

-- erase_withdrawals: a search that stood at them goes on from nobody, and looks at some again
UPDATE withdrawals SET person = :anonymous, attempt = '' WHERE person = :person;

-- held_followup_plans: that the planning of follow-ups has come as far as a pass of theirs
SELECT name, finished_at, attempt FROM followup_plans WHERE person = :person;

-- erase_followup_plans: planning goes on from nobody, and looks at some passes again
UPDATE followup_plans SET person = 0, attempt = '' WHERE person = :person;
