-- Tables that the build computes from the others, so that an answer takes no longer as the data grow.

CREATE TABLE names AS  -- every code that a filter may have and that comes from the data, and its place in its field
SELECT *, row_number() OVER (PARTITION BY field ORDER BY position, code) AS nth FROM (
  SELECT 'unit' AS field, unit_id AS code, name_sv, name_en, position FROM units
  UNION ALL SELECT 'area', area_id, name_sv, name_en, row_number() OVER (ORDER BY name_sv COLLATE sv) FROM areas
  UNION ALL SELECT 'topic', topic_id, name_sv, name_en, position FROM topics
  UNION ALL (SELECT 'perspective', perspective_id, arg_max(name_sv, year), arg_max(name_en, year), min(position)
             FROM perspectives GROUP BY perspective_id)
  UNION ALL (SELECT 'factor', f.factor_id, arg_max(f.name_sv, f.year), arg_max(f.name_en, f.year),
                    min(p.position * 1000 + f.position)
             FROM success_factors f JOIN goals g USING (year, goal_id) JOIN perspectives p USING (year, perspective_id)
             GROUP BY f.factor_id)
  UNION ALL (SELECT 'measure', measure_id, arg_max(name_sv, year), arg_max(name_en, year), min(position)
             FROM measures GROUP BY measure_id)
  UNION ALL SELECT 'section', section_id, from_place || '–' || to_place, from_place || '–' || to_place, position
            FROM railway_sections
  UNION ALL (SELECT 'plan', plan_id, arg_max(plan_sv, as_of), arg_max(plan_en, as_of), min(rowid)
             FROM railway_forecasts GROUP BY plan_id)
  UNION ALL SELECT 'programme', programme_id, name_sv, name_en, rowid FROM eu_programmes
  UNION ALL (SELECT 'company', company_id, arg_max(name, year), arg_max(name, year), min(position)
             FROM companies GROUP BY company_id)
  UNION ALL (SELECT 'figure', figure_id, arg_max(label_sv, year), arg_max(label_en, year), min(rowid)
             FROM figures GROUP BY figure_id)
  UNION ALL SELECT 'source', source_id, title, title, row_number() OVER (ORDER BY publisher COLLATE sv, title COLLATE sv) FROM sources
  UNION ALL SELECT 'event_source', source_id, title, title, row_number() OVER (ORDER BY publisher COLLATE sv, title COLLATE sv)
            FROM sources WHERE source_id IN (SELECT source_id FROM railway_events)
  UNION ALL (SELECT DISTINCT 'period', period, period, period, 0 FROM board_results)
) ORDER BY field, nth;

CREATE TABLE figure_years AS  -- how many years a figure is told of, where more than one
SELECT figure_id, count(DISTINCT reference_year)::INTEGER AS years FROM figures
GROUP BY figure_id HAVING count(DISTINCT reference_year) > 1 ORDER BY figure_id;

CREATE TABLE figure_counts AS  -- figures of each report: in all, in print, tied to a unit, and the years that they are about
SELECT year, count(*) AS figures, count(page) AS printed, count(unit_id) AS with_unit, min(reference_year) AS first,
       max(reference_year) AS last
FROM figures GROUP BY year ORDER BY year;

CREATE TABLE measure_words AS  -- what a filter by words reads, folded once (that costs more than reading), and the measures that say it
SELECT fold(said) AS words, list(place ORDER BY place) AS places FROM (
  SELECT m.rowid AS place, concat_ws(' ', m.name_sv, m.name_en, f.name_sv, f.name_en, m.target_text, m.target_text_en,
                                     m.outcome_text_sv, m.outcome_text_en) AS said
  FROM measures m JOIN success_factors f USING (year, factor_id)
) GROUP BY said ORDER BY min(place);

CREATE TABLE figure_words AS  -- and the figures
SELECT fold(said) AS words, list(place ORDER BY place) AS places FROM (
  SELECT x.rowid AS place, concat_ws(' ', x.label_sv, x.label_en, x.printed, t.name_sv, t.name_en, a.name_sv, a.name_en) AS said
  FROM figures x JOIN topics t ON t.topic_id = x.topic LEFT JOIN areas a ON a.area_id = x.area
) GROUP BY said ORDER BY min(place);

CREATE TEMP TABLE folded AS  -- what the search looks through, as people type it; a finding has no name, only an explanation
SELECT * EXCLUDE (body), CASE WHEN kind <> 'finding' THEN replace(fold(concat_ws(' ', title_sv, title_en)), '–', '-') END AS name,
       replace(fold(concat_ws(' ', CASE WHEN name IS NULL THEN title_sv || ' ' || title_en END, where_sv, where_en, body)), '–', '-') AS text
FROM (
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
);

CREATE TEMP TABLE searched AS  -- what reads alike in many years is there once: the latest that has a page is the one to show
SELECT *, (row_number() OVER (ORDER BY kind_order, id, page IS NULL, year DESC, place))::INTEGER AS nth FROM folded
WHERE rowid IN (SELECT min((page IS NULL, -coalesce(year, 0), place, rowid))[4] FROM folded GROUP BY kind, id, name, text);

DROP TABLE folded;

CREATE TABLE search_rows AS  -- each with the number of its thing, of which the lowest row is to be shown, and its place in its kind
SELECT nth, (dense_rank() OVER (ORDER BY kind_order, id))::INTEGER AS thing,
       (row_number() OVER (PARTITION BY kind ORDER BY place, id, nth))::INTEGER AS place, * EXCLUDE (nth, place, name, text)
FROM searched ORDER BY nth;

CREATE TEMP TABLE spoken AS  -- the words of each row, and whether they stand in its name
SELECT nth, unnest(list_distinct(string_split(name, ' '))) AS word, true AS named FROM searched
UNION ALL
SELECT nth, unnest(list_filter(list_distinct(string_split(text, ' ')),
                               lambda w: NOT contains(concat(' ', name, ' '), concat(' ', w, ' ')))), false
FROM searched;

CREATE TABLE search_words AS
SELECT word, (row_number() OVER (ORDER BY word))::INTEGER AS number
FROM (SELECT DISTINCT word FROM spoken WHERE word <> '') ORDER BY word;

CREATE TABLE search_places AS  -- where each word stands
SELECT w.number, s.nth, s.named FROM spoken s JOIN search_words w USING (word) ORDER BY w.number, s.nth;

DROP TABLE spoken;
DROP TABLE searched;
