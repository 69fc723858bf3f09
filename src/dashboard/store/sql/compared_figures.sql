-- Figures about a year beside the same figures about another year, with the difference; of two tellings the later.
WITH told AS (
  SELECT *, reference_year AS about FROM figures
  WHERE (among($year, reference_year) OR among($compare, reference_year)) AND figure_id IN (
    SELECT figure_id FROM figures WHERE among($factor, factor_id) AND among($measure, measure_id))
  QUALIFY row_number() OVER (PARTITION BY figure_id, reference_year ORDER BY year DESC) = 1
), directions AS (
  SELECT measure_id, arg_max(rule, year) AS rule, arg_max(target_unit, year) AS target_unit
  FROM measures WHERE rule IS NOT NULL AND measure_id IN (SELECT measure_id FROM told) GROUP BY measure_id
)
SELECT p.year, p.compare, n.figure_id, n.label_sv, n.label_en, n.topic, n.factor_id, n.measure_id, n.unit_id, n.area,
       n.value, o.value AS compare_value, n.unit, n.value - o.value AS difference,
       CASE WHEN n.unit <> 'procent' AND n.value >= 0 AND o.value > 0
            THEN CAST(100 * (n.value - o.value) / o.value AS DECIMAL(18, 1)) END AS difference_pct,
       CASE WHEN d.target_unit IS DISTINCT FROM n.unit OR n.label_sv <> o.label_sv THEN NULL WHEN n.value = o.value THEN 'same'
            WHEN (n.value > o.value) = (d.rule = 'at_least') THEN 'better' ELSE 'worse' END AS effect,
       n.label_sv <> o.label_sv AS label_differs, o.label_sv AS compare_label_sv, o.label_en AS compare_label_en,
       n.printed, o.printed AS compare_printed, n.page, n.source_id, s.title AS source_title, s.url,
       o.page AS compare_page, o.source_id AS compare_source_id
FROM year_pairs() p
JOIN told n ON n.about = p.year
JOIN told o ON o.about = p.compare AND o.figure_id = n.figure_id AND o.unit = n.unit
JOIN topics t ON t.topic_id = n.topic
JOIN sources s ON s.source_id = n.source_id
LEFT JOIN directions d ON d.measure_id = n.measure_id
WHERE among($year, p.year) AND among($compare, p.compare) AND among($factor, n.factor_id)
  AND among($measure, n.measure_id) AND among($topic, n.topic) AND among($area, n.area) AND among($unit, n.unit_id)
ORDER BY p.year, p.compare, t.position, n.label_sv COLLATE sv, n.figure_id
