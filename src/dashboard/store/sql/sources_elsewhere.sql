-- The sources of figures that stand on no page of a report.
SELECT DISTINCT source_id FROM {figures:rows} WHERE page IS NULL ORDER BY source_id
