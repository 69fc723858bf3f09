-- What rows are called that have names, by table and id.
SELECT * FROM (
  SELECT 'units' AS "table", NULL::INTEGER AS year, unit_id AS row_id, name_sv AS label_sv, name_en AS label_en FROM units
  UNION ALL SELECT 'areas', NULL, area_id, name_sv, name_en FROM areas
  UNION ALL SELECT 'topics', NULL, topic_id, name_sv, name_en FROM topics
  UNION ALL SELECT 'reports', year, period, title_sv, title_en FROM reports
  UNION ALL SELECT 'perspectives', year, perspective_id, name_sv, name_en FROM perspectives
  UNION ALL SELECT 'goals', year, goal_id, name_sv, name_en FROM goals
  UNION ALL SELECT 'success_factors', year, factor_id, name_sv, name_en FROM success_factors
  UNION ALL SELECT 'measures', year, measure_id, name_sv, name_en FROM measures
  UNION ALL SELECT 'figures', year, figure_id, label_sv, label_en FROM figures
  UNION ALL SELECT 'income_statement', year, row_id, label_sv, label_en FROM income_statement
  UNION ALL SELECT 'unit_deviations', year, unit_id, unit_sv, unit_en FROM unit_deviations
  UNION ALL SELECT 'investments', year, type_id, type_sv, type_en FROM investments
  UNION ALL SELECT 'growth_grant', year, action_id, action_sv, action_en FROM growth_grant
  UNION ALL SELECT 'eu_programmes', NULL, programme_id, name_sv, name_en FROM eu_programmes
  UNION ALL SELECT 'eu_amounts', NULL, amount_id, label_sv, label_en FROM eu_amounts
  UNION ALL SELECT 'eu_events', NULL, event_id, title_sv, title_en FROM eu_events
  UNION ALL SELECT 'railway_events', NULL, event_id, title_sv, title_en FROM railway_events
  UNION ALL SELECT 'companies', year, company_id, name, name FROM companies
  UNION ALL SELECT 'company_figures', year, label_sv, label_sv, label_en FROM company_figures
  UNION ALL SELECT 'advocacy_positions', year, position_id, title_sv, title_en FROM advocacy_positions
) WHERE among($table, "table") AND (year IS NULL OR among($year, year)) AND among($row, row_id)
