-- The first and the last year that an event of Norrbotniabanan is dated to.
SELECT year(min(date)) AS first, year(max(date)) AS last FROM railway_events
