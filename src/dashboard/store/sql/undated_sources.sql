-- Sources without a date.
SELECT source_id FROM {sources} WHERE coalesce(date, '') = '' ORDER BY source_id
