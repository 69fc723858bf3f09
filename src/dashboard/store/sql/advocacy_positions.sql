-- Positions that advocacy organisations adopted.
SELECT * FROM advocacy_positions
WHERE among($year, year) AND says($text, concat_ws(' ', organisation, title_sv, title_en))
ORDER BY year, position
