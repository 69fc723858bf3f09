-- Some strategic goals of a year beside the same goals of another year.
SELECT * FROM {compared_goals} WHERE among($goal, goal_id)
