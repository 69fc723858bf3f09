-- Amounts and counts of a year beside the same of another year, where both years have the table, with the difference.
WITH cells AS (
  SELECT year, 1 AS place, 'income_statement' AS "table", row_id, position, NULL AS unit_id, label_sv, label_en,
         parent_id IS NULL AS balance, false AS approximate, field, value, 'mnkr' AS unit, page
  FROM (UNPIVOT income_statement ON actual, budget, deviation INTO NAME field VALUE value)
  UNION ALL
  SELECT year, 2, 'unit_deviations', unit_id, position, unit_id, unit_sv, unit_en, true, false, 'deviation', deviation,
         'tkr', page
  FROM unit_deviations
  UNION ALL
  SELECT year, 3, 'growth_grant', action_id, position, NULL, action_sv, action_en, false, false, field, value, 'mnkr', page
  FROM (UNPIVOT growth_grant ON budget, decided, paid INTO NAME field VALUE value)
  UNION ALL
  SELECT year, 4, 'board_results', period, 0, NULL, 'Nämnden', 'The board', field = 'result_mnkr',
         field = 'result_mnkr' AND starts_with(coalesce(result_printed, ''), 'ca'), field, value,
         CASE WHEN field = 'result_mnkr' THEN 'mnkr' ELSE 'antal' END, page
  FROM (UNPIVOT (SELECT year, period, page, result_printed, CAST(goals_total AS DECIMAL(18, 4)) AS goals_total,
                        CAST(goals_achieved AS DECIMAL(18, 4)) AS goals_achieved,
                        CAST(goals_partly AS DECIMAL(18, 4)) AS goals_partly,
                        CAST(goals_not_achieved AS DECIMAL(18, 4)) AS goals_not_achieved, result_mnkr
                 FROM board_results WHERE period = 'year')
        ON goals_total, goals_achieved, goals_partly, goals_not_achieved, result_mnkr INTO NAME field VALUE value)
), sides AS (
  SELECT DISTINCT p.year, p.compare, c."table", c.row_id, c.field
  FROM year_pairs() p JOIN cells c ON c.year IN (p.year, p.compare)
  WHERE EXISTS (FROM cells x WHERE x.year = p.year AND x."table" = c."table")
    AND EXISTS (FROM cells x WHERE x.year = p.compare AND x."table" = c."table")
)
SELECT s.year, s.compare, s."table", s.row_id, s.field, c.label_sv, c.label_en, c.unit_id, c.unit,
       n.value, o.value AS compare_value, n.value - o.value AS difference,
       CASE WHEN NOT c.balance AND c.unit <> 'antal' AND s.field <> 'deviation' AND n.value * o.value > 0
            THEN CAST(100 * (n.value - o.value) / abs(o.value) AS DECIMAL(18, 1)) END AS difference_pct,
       CASE WHEN s."table" = 'growth_grant' OR c.unit = 'antal' OR s.field = 'budget' OR n.value IS NULL
                 OR o.value IS NULL THEN NULL
            WHEN n.value > o.value THEN 'better' WHEN n.value < o.value THEN 'worse' ELSE 'same' END AS effect,
       coalesce(n.approximate, false) AS approximate, coalesce(o.approximate, false) AS compare_approximate,
       n.page, o.page AS compare_page
FROM sides s
LEFT JOIN cells n ON n.year = s.year AND n."table" = s."table" AND n.row_id = s.row_id AND n.field = s.field
LEFT JOIN cells o ON o.year = s.compare AND o."table" = s."table" AND o.row_id = s.row_id AND o.field = s.field
JOIN cells c ON c.year = coalesce(n.year, o.year) AND c."table" = s."table" AND c.row_id = s.row_id AND c.field = s.field
WHERE among($year, s.year) AND among($compare, s.compare) AND among($table, s."table") AND among($unit, c.unit_id)
ORDER BY s.year, s.compare, c.place, c.position, s.row_id,
         list_position(['goals_total', 'goals_achieved', 'goals_partly', 'goals_not_achieved', 'budget', 'actual', 'decided',
                        'paid', 'deviation', 'result_mnkr'], s.field)
