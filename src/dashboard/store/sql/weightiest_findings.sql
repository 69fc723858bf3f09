-- Findings, the largest difference first; those without one keep their order.
SELECT * FROM {findings}
ORDER BY abs(coalesce(difference, 0)) DESC, year, kind NOT IN ('sum', 'rounding'), page, finding_id
