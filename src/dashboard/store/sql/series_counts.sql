-- How many figures are told of several years.
SELECT count(*) AS series FROM (
  SELECT figure_id FROM {figures:rows} SEMI JOIN figure_years USING (figure_id)
  GROUP BY figure_id HAVING count(DISTINCT reference_year) > 1
)
