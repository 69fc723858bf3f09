-- How many checks were run, how many agree, and of which kind those are that do not.
SELECT count(*) AS checks, count(*) FILTER (agrees) AS agreeing, count(*) FILTER (kind = 'rounding') AS rounding,
       count(*) FILTER (kind = 'sum') AS sums
FROM {checks:rows}
