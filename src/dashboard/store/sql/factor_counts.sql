-- How many success factors each goal has.
SELECT goal_id, count(*) AS factors FROM {success_factors:rows} GROUP BY goal_id ORDER BY goal_id
