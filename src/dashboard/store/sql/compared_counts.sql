-- How many measures moved how between two years.
SELECT change, count(*) AS measures FROM {compared_measures:rows} GROUP BY change ORDER BY change
