-- Sources without a date.
SELECT source_id FROM {sources:rows} WHERE coalesce(date, '') = '' ORDER BY source_id
