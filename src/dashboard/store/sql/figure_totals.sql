-- How many figures there are, in print and tied to a unit, and the years that they are about.
SELECT coalesce(sum(figures), 0)::BIGINT AS figures, coalesce(sum(printed), 0)::BIGINT AS printed,
       coalesce(sum(with_unit), 0)::BIGINT AS with_unit, min(first) AS first, max(last) AS last
FROM figure_counts WHERE among($year, year)
