-- Measures with target, outcome, status and why, and the names of what they belong to.
SELECT m.*, p.name_sv AS perspective_sv, p.name_en AS perspective_en, g.name_sv AS goal_sv, g.name_en AS goal_en,
       f.name_sv AS factor_sv, f.name_en AS factor_en, u.name_sv AS unit_sv, u.name_en AS unit_en
FROM measures m
JOIN perspectives p USING (year, perspective_id)
JOIN goals g USING (year, goal_id)
JOIN success_factors f USING (year, factor_id)
JOIN units u USING (unit_id)
WHERE among($year, m.year) AND among($unit, m.unit_id) AND among($perspective, m.perspective_id)
  AND among($factor, m.factor_id) AND among($measure, m.measure_id) AND among($status, m.status)
  AND among($basis, m.status_basis) AND among($kind, m.kind)
  AND ($text IS NULL OR m.rowid IN (SELECT unnest(places) FROM measure_words WHERE contains(words, fold($text))))
ORDER BY m.year, p.position, f.position, m.position
