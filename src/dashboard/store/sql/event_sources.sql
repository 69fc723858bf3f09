-- The sources that tell of an event of Norrbotniabanan.
SELECT DISTINCT source_id FROM {railway_events} ORDER BY source_id
