-- Events of Norrbotniabanan, the latest first; undated last.
SELECT * FROM {railway_events:rows} ORDER BY date DESC NULLS LAST, event_id DESC
