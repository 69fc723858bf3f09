-- How many measures each organisational unit has.
SELECT unit_id, count(*) AS measures FROM {measures:rows} GROUP BY unit_id ORDER BY unit_id
