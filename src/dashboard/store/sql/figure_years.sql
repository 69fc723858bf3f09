-- How many years each figure is told of, where more than one.
SELECT * FROM figure_years WHERE among($figure, figure_id)
