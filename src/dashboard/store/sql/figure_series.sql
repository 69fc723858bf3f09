-- Figures that are told of several years, of the first $series such ones.
WITH several AS (
  SELECT figure_id FROM {figures:rows} SEMI JOIN figure_years USING (figure_id)
  GROUP BY figure_id HAVING count(DISTINCT reference_year) > 1 ORDER BY figure_id LIMIT coalesce($series, 1000)
)
SELECT chosen.* FROM {figures:rows} AS chosen SEMI JOIN several USING (figure_id)
ORDER BY year, topic, figure_id, reference_year
