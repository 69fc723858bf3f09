-- How many figures there are, in print and tied to a unit, and the years that they are about.
SELECT count(*) AS figures, count(page) AS printed, count(unit_id) AS with_unit,
       min(reference_year) AS first, max(reference_year) AS last
FROM {figures}
