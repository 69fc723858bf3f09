-- The income statement as printed, mnkr, with the sums of the nested rows beside.
SELECT i.*, n.summary_sv AS footnote_sv, n.summary_en AS footnote_en
FROM income_statement i LEFT JOIN footnotes n ON n.year = i.year AND n.number = i.footnote
WHERE among($year, i.year)
ORDER BY i.year, i.position
