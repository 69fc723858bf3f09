-- State grant 1:1 for regional growth by action, mnkr; `summa` is the printed total.
SELECT * FROM growth_grant WHERE among($year, year) ORDER BY year, position
