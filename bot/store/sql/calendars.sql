-- calendar_of: one row for each day off that an agency named, or one without a day
SELECT calendars.weekdays_off, days_off.day
FROM agencies
LEFT JOIN calendars ON calendars.agency = agencies.code
LEFT JOIN days_off ON days_off.agency = agencies.code
WHERE agencies.code = :agency
ORDER BY days_off.day;

-- calendar_set_weekday: whether nobody is written to on a weekday; the others stay as they are
INSERT INTO calendars (agency, weekdays_off) VALUES (:agency, :first)
ON CONFLICT (agency) DO UPDATE SET
    weekdays_off = (calendars.weekdays_off & ~CAST(:bit AS INTEGER)) | CAST(:set_to AS INTEGER);

-- calendar_add_day: a day more on which nobody is written to
INSERT INTO days_off (agency, day) VALUES (:agency, :day) ON CONFLICT DO NOTHING;

-- calendar_remove_day: a day on which people are written to again
DELETE FROM days_off WHERE agency = :agency AND day = :day;
