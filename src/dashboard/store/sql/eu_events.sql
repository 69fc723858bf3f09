-- What happened to EU programmes, and when; undated last.
SELECT v.*, e.name_sv AS programme_sv, e.name_en AS programme_en, s.title AS source_title, s.url
FROM eu_events v JOIN eu_programmes e USING (programme_id) JOIN sources s ON s.source_id = v.source_id
WHERE among($programme, v.programme_id) AND ($known IS NULL OR year(v.date) <= $known)
ORDER BY v.date NULLS LAST, v.event_id
