-- Success factors as the start page shows them: the first of each goal.
SELECT * FROM {success_factors}
QUALIFY row_number() OVER (PARTITION BY year, goal_id ORDER BY position) <= coalesce($factors, 1000)
ORDER BY year, perspective_id, position
