-- The perspectives of the steering model in a year.
SELECT * FROM perspectives WHERE among($year, year) AND among($perspective, perspective_id) ORDER BY year, position
