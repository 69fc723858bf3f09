-- Relations between figures of the text and the tables that the build recomputes.
SELECT * FROM equations WHERE among($year, year) ORDER BY year, page, equation_id
