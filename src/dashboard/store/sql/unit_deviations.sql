-- Deviation from budget per organisational unit, tkr, the worst first; `summa` is the printed total.
SELECT d.*, n.summary_sv AS footnote_sv, n.summary_en AS footnote_en
FROM unit_deviations d LEFT JOIN footnotes n ON n.year = d.year AND n.number = d.footnote
WHERE among($year, d.year) AND among($unit, d.unit_id)
ORDER BY d.year, d.unit_id = 'summa', d.deviation, d.position
