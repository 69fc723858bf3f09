-- Inconsistencies in the source: computed ones first, then editorial ones, by page.
SELECT * FROM findings
WHERE among($year, year) AND among($finding, kind)
ORDER BY year, kind NOT IN ('sum', 'rounding'), page, finding_id
