-- Amounts said of EU programmes, EUR, each with date, basis and source.
SELECT a.*, e.name_sv AS programme_sv, e.name_en AS programme_en, s.title AS source_title, s.url
FROM eu_amounts a JOIN eu_programmes e USING (programme_id) JOIN sources s ON s.source_id = a.source_id
WHERE among($programme, a.programme_id) AND among($source, a.source_id)
  AND ($from_year IS NULL OR year(a.as_of) >= $from_year) AND ($known IS NULL OR year(a.as_of) <= $known)
ORDER BY e.period DESC, e.rowid, a.as_of, a.rowid
