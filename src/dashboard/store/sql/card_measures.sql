-- Measures as the start page shows them: the first of each success factor, with how many that has.
SELECT *, count(*) OVER (PARTITION BY year, factor_id) AS of_factor FROM {measures}
QUALIFY row_number() OVER (PARTITION BY year, factor_id ORDER BY position) <= coalesce($marks, 1000)
ORDER BY year, perspective_id, factor_id, position
