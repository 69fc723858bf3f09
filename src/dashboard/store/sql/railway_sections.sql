-- The sections of Norrbotniabanan from south to north.
SELECT * FROM railway_sections WHERE among($section, section_id) ORDER BY position
