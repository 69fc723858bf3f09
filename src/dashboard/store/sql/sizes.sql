-- How many rows each table of the contract has.
SELECT 'sources' AS "table", count(*) AS rows FROM sources
UNION ALL SELECT 'units', count(*) FROM units
UNION ALL SELECT 'areas', count(*) FROM areas
UNION ALL SELECT 'topics', count(*) FROM topics
UNION ALL SELECT 'reports', count(*) FROM reports
UNION ALL SELECT 'perspectives', count(*) FROM perspectives
UNION ALL SELECT 'goals', count(*) FROM goals
UNION ALL SELECT 'success_factors', count(*) FROM success_factors
UNION ALL SELECT 'measures', count(*) FROM measures
UNION ALL SELECT 'figures', count(*) FROM figures
UNION ALL SELECT 'board_results', count(*) FROM board_results
UNION ALL SELECT 'income_statement', count(*) FROM income_statement
UNION ALL SELECT 'footnotes', count(*) FROM footnotes
UNION ALL SELECT 'unit_deviations', count(*) FROM unit_deviations
UNION ALL SELECT 'investments', count(*) FROM investments
UNION ALL SELECT 'growth_grant', count(*) FROM growth_grant
UNION ALL SELECT 'eu_programmes', count(*) FROM eu_programmes
UNION ALL SELECT 'eu_amounts', count(*) FROM eu_amounts
UNION ALL SELECT 'eu_events', count(*) FROM eu_events
UNION ALL SELECT 'railway_sections', count(*) FROM railway_sections
UNION ALL SELECT 'railway_forecasts', count(*) FROM railway_forecasts
UNION ALL SELECT 'railway_events', count(*) FROM railway_events
UNION ALL SELECT 'companies', count(*) FROM companies
UNION ALL SELECT 'company_figures', count(*) FROM company_figures
UNION ALL SELECT 'advocacy_positions', count(*) FROM advocacy_positions
UNION ALL SELECT 'findings', count(*) FROM findings
UNION ALL SELECT 'equations', count(*) FROM equations
