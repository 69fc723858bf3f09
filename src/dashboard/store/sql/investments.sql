-- Investments by type, tkr; `totalt` is the printed total.
SELECT * FROM investments WHERE among($year, year) ORDER BY year, position
