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
  UNION ALL (SELECT DISTINCT 'period', period, period, period, 0 FROM board_results)
) ORDER BY field, nth;

CREATE TABLE figure_years AS  -- how many years a figure is told of, where more than one
SELECT figure_id, count(DISTINCT reference_year)::INTEGER AS years FROM figures
GROUP BY figure_id HAVING count(DISTINCT reference_year) > 1 ORDER BY figure_id;
