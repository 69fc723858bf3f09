-- Goal counts and result of the board by period.
SELECT r.*, s.title AS source_title, s.url
FROM board_results r JOIN sources s USING (source_id)
WHERE among($year, r.year) AND among($period, r.period)
ORDER BY r.year, r.period <> 'year', r.period
