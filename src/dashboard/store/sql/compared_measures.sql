-- Measures of a year beside the same measures of another year: how their statuses moved, or why that cannot be said.
WITH sides AS (
  SELECT p.*, m.measure_id FROM year_pairs() p JOIN measures m ON m.year = p.year
  WHERE among($year, p.year) AND among($compare, p.compare) AND among($measure, m.measure_id)
  UNION
  SELECT p.*, m.measure_id FROM year_pairs() p JOIN measures m ON m.year = p.compare
  WHERE among($year, p.year) AND among($compare, p.compare) AND among($measure, m.measure_id)
), both_years AS (
  SELECT s.*, coalesce(n.year, o.year) AS told,
         concat_ws(' ', CASE WHEN n.name_sv <> o.name_sv THEN 'name' END, CASE WHEN n.kind <> o.kind THEN 'kind' END,
                   CASE WHEN n.target_text <> o.target_text THEN 'target_text' END,
                   CASE WHEN n.target_value IS DISTINCT FROM o.target_value THEN 'target_value' END,
                   CASE WHEN n.target_unit IS DISTINCT FROM o.target_unit THEN 'target_unit' END,
                   CASE WHEN n.factor_id <> o.factor_id THEN 'factor' END) AS differs,
         n.measure_id IS NOT NULL AS here, o.measure_id IS NOT NULL AS there,
         n.status, n.status_basis, n.target_text, n.target_text_en, n.target_value, n.target_unit,
         n.outcome_text_sv, n.outcome_text_en, n.outcome_value, n.outcome_unit, n.outcome_page AS page,
         o.status AS compare_status, o.status_basis AS compare_status_basis,
         o.kind AS compare_kind, o.name_sv AS compare_name_sv, o.name_en AS compare_name_en, o.factor_id AS compare_factor_id,
         o.target_text AS compare_target_text, o.target_text_en AS compare_target_text_en,
         o.target_value AS compare_target_value, o.target_unit AS compare_target_unit,
         o.outcome_text_sv AS compare_outcome_text_sv, o.outcome_text_en AS compare_outcome_text_en,
         o.outcome_value AS compare_outcome_value, o.outcome_unit AS compare_outcome_unit, o.outcome_page AS compare_page,
         CASE WHEN n.name_sv = o.name_sv AND n.outcome_unit = o.outcome_unit THEN n.outcome_value - o.outcome_value END AS difference,
         coalesce(n.rule, o.rule) AS rule
  FROM sides s
  LEFT JOIN (FROM measures WHERE among($year, year)) n ON n.year = s.year AND n.measure_id = s.measure_id
  LEFT JOIN (FROM measures WHERE among($compare, year)) o ON o.year = s.compare AND o.measure_id = s.measure_id
), judged AS (
  SELECT *, CASE WHEN here AND there THEN nullif(differs, '') END AS changed,
         CASE WHEN NOT there THEN CASE WHEN compare_whole THEN 'new' ELSE 'not_comparable' END
              WHEN NOT here THEN CASE WHEN whole THEN 'gone' ELSE 'not_comparable' END
              WHEN differs <> '' THEN 'definition_changed'
              ELSE moved(status, compare_status) END AS change
  FROM both_years
)
SELECT j.year, j.compare, j.measure_id, j.change, j.changed, m.kind, m.name_sv, m.name_en,
       m.perspective_id, p.name_sv AS perspective_sv, p.name_en AS perspective_en, m.goal_id,
       m.factor_id, f.name_sv AS factor_sv, f.name_en AS factor_en, m.unit_id, u.name_sv AS unit_sv, u.name_en AS unit_en,
       j.status, j.status_basis, j.compare_status, j.compare_status_basis,
       coalesce(rank(j.status) + rank(j.compare_status) > 0 AND j.status_basis <> j.compare_status_basis, false) AS basis_differs,
       j.target_text, j.target_text_en, j.target_value, j.target_unit, j.outcome_text_sv, j.outcome_text_en,
       j.outcome_value, j.outcome_unit, j.page, j.compare_kind, j.compare_name_sv, j.compare_name_en,
       j.compare_factor_id, j.compare_target_text, j.compare_target_text_en, j.compare_target_value,
       j.compare_target_unit, j.compare_outcome_text_sv, j.compare_outcome_text_en, j.compare_outcome_value,
       j.compare_outcome_unit, j.compare_page, j.difference,
       CASE WHEN j.rule IS NULL OR j.difference IS NULL OR j.changed IS NOT NULL THEN NULL WHEN j.difference = 0 THEN 'same'
            WHEN (j.difference > 0) = (j.rule = 'at_least') THEN 'better' ELSE 'worse' END AS effect
FROM judged j
JOIN (SELECT rowid AS place, * FROM measures WHERE among($year, year) OR among($compare, year)) m ON m.year = j.told AND m.measure_id = j.measure_id
JOIN perspectives p ON p.year = j.told AND p.perspective_id = m.perspective_id
JOIN success_factors f ON f.year = j.told AND f.factor_id = m.factor_id
JOIN units u ON u.unit_id = m.unit_id
WHERE among($year, j.year) AND among($compare, j.compare) AND among($change, j.change) AND among($unit, m.unit_id)
  AND among($perspective, m.perspective_id) AND among($factor, m.factor_id) AND among($measure, j.measure_id)
  AND among($status, j.status) AND among($basis, j.status_basis) AND among($kind, m.kind)
  AND ($text IS NULL OR m.place IN (SELECT unnest(places) FROM measure_words WHERE contains(words, fold($text))))
ORDER BY j.year, j.compare, p.position, f.position, j.told <> j.year, m.position, j.measure_id
