-- The reports behind the years, with how much of each is here.
SELECT * FROM reports WHERE among($year, year) ORDER BY year
