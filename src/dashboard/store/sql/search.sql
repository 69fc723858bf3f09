-- What a search finds: rows that hold every word in names or texts, names first; at most 30, some of every kind.
WITH pool AS (
  SELECT 'goal' AS kind, 1 AS kind_order, g.goal_id AS id, g.year, g.perspective_id AS parent, NULL AS unit_id,
         g.name_sv AS title_sv, g.name_en AS title_en, p.name_sv AS where_sv, p.name_en AS where_en,
         concat_ws(' ', g.summary_sv, g.summary_en) AS body, g.page, NULL AS date, NULL AS precision, g.rowid AS place
  FROM goals g JOIN perspectives p USING (year, perspective_id)
  UNION ALL
  SELECT 'factor', 2, f.factor_id, f.year, f.factor_id, NULL, f.name_sv, f.name_en, g.name_sv, g.name_en,
         concat_ws(' ', f.summary_sv, f.summary_en), f.page, NULL, NULL, f.rowid
  FROM success_factors f JOIN goals g USING (year, goal_id)
  UNION ALL
  SELECT 'measure', 3, m.measure_id, m.year, m.factor_id, m.unit_id, m.name_sv, m.name_en, f.name_sv, f.name_en,
         concat_ws(' ', m.target_text, m.target_text_en, m.outcome_text_sv, m.outcome_text_en),
         m.outcome_page, NULL, NULL, m.rowid
  FROM measures m JOIN success_factors f USING (year, factor_id)
  UNION ALL
  SELECT 'company', 4, company_id, year, NULL, NULL, name, name, NULL, NULL, concat_ws(' ', summary_sv, summary_en),
         page, NULL, NULL, rowid
  FROM companies
  UNION ALL
  SELECT 'programme', 5, programme_id, NULL, NULL, NULL, name_sv, name_en, period, period,
         concat_ws(' ', fund, geography_sv, geography_en, status_sv, status_en), page, NULL, NULL, rowid
  FROM eu_programmes
  UNION ALL
  SELECT 'event', 6, v.event_id, NULL, NULL, NULL, v.title_sv, v.title_en, s.from_place || '–' || s.to_place,
         s.from_place || '–' || s.to_place, NULL, v.page, v.date, v.precision, epoch(v.date)
  FROM railway_events v LEFT JOIN railway_sections s USING (section_id)
  WHERE v.date IS NOT NULL  -- only dated events stand on the timeline
  UNION ALL
  SELECT 'position', 7, position_id, year, NULL, NULL, title_sv, title_en, organisation, organisation, NULL, page,
         date, 'day', rowid
  FROM advocacy_positions
  UNION ALL
  SELECT 'figure', 8, x.figure_id, x.year, NULL, x.unit_id, x.label_sv, x.label_en, t.name_sv, t.name_en,
         concat_ws(' ', x.printed, a.name_sv, a.name_en), x.page, NULL, NULL, x.rowid
  FROM figures x JOIN topics t ON t.topic_id = x.topic LEFT JOIN areas a ON a.area_id = x.area
  UNION ALL
  SELECT 'finding', 9, finding_id, year, "table", NULL, explanation_sv, explanation_en, NULL, NULL,
         concat_ws(' ', printed, computed), page, NULL, NULL, rowid
  FROM findings
), folded AS (
  SELECT *, replace(fold(concat_ws(' ', '', title_sv, title_en)), '–', '-') AS name,
         replace(fold(concat_ws(' ', '', where_sv, where_en, body)), '–', '-') AS text,
         coalesce(string_split(replace(fold($text), '–', '-'), ' '), []) AS wanted  -- a hyphen finds a dash
  FROM pool
), ranked AS (  -- 0 words begin so in the name, 1 stand inside it, 2 begin so in the text, 3 stand inside that
  SELECT *, CASE WHEN kind <> 'finding' AND len(list_filter(wanted, lambda w: NOT contains(name, ' ' || w))) = 0 THEN 0
                 WHEN kind <> 'finding' AND len(list_filter(wanted, lambda w: NOT contains(name, w))) = 0 THEN 1
                 WHEN len(list_filter(wanted, lambda w: NOT contains(name || text, ' ' || w))) = 0 THEN 2
                 ELSE 3 END AS rank  -- a finding has no name, only an explanation
  FROM folded
  WHERE len(list_filter(wanted, lambda w: NOT contains(name || text, w))) = 0
), latest AS (
  SELECT * FROM ranked QUALIFY row_number() OVER (PARTITION BY kind, id ORDER BY page IS NULL, year DESC) = 1
), counted AS (
  SELECT kind, kind_order, id, year, parent, unit_id, title_sv, title_en, where_sv, where_en, page, date, precision, rank,
         row_number() OVER (PARTITION BY kind ORDER BY rank, place, id) AS nth,
         count(*) OVER (PARTITION BY kind) AS of_kind, count(*) OVER () AS total
  FROM latest
)
SELECT * FROM counted ORDER BY nth > 5, rank, kind_order, nth LIMIT 30
