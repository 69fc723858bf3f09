-- Footnotes of the money tables.
SELECT * FROM footnotes WHERE among($year, year) ORDER BY year, number
