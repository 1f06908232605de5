-- mutes_of: what somebody does not want to be sent
SELECT kind FROM mutes WHERE person = :person;

-- mute: they do not want this any more
INSERT INTO mutes (person, kind, at) VALUES (:person, :kind, :at) ON CONFLICT DO NOTHING;

-- unmute: they want it again
DELETE FROM mutes WHERE person = :person AND kind = :kind;

-- rounds_all: for which day each campaign's reminders were planned last
SELECT agency, campaign, day FROM rounds;

-- round_done: a campaign's reminders are planned for this day
INSERT INTO rounds (agency, campaign, day) VALUES (:agency, :campaign, :day)
ON CONFLICT (agency, campaign) DO UPDATE SET day = excluded.day WHERE rounds.day < excluded.day;

-- deliveries_of_agency: how many of an agency's reminders became what, by unit
-- long
SELECT notices.kind, notices.subject, people.unit, notices.state, count(*) AS n
FROM notices
LEFT JOIN people ON people.id = notices.person
WHERE notices.agency = :agency AND notices.kind >= 'remind.' AND notices.kind < 'remind/'
GROUP BY notices.kind, notices.subject, people.unit, notices.state;

-- roster_unclaimed: how many on an agency's roster nobody has claimed yet, by unit
-- long
SELECT unit, count(*) AS n FROM roster
WHERE agency = :agency AND ended_at IS NULL AND person IS NULL
GROUP BY unit;
