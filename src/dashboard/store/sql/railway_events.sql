-- Events of Norrbotniabanan; undated last.
SELECT v.*, c.from_place, c.to_place, s.title AS source_title, s.publisher, s.url
FROM railway_events v LEFT JOIN railway_sections c USING (section_id) JOIN sources s ON s.source_id = v.source_id
WHERE among($section, v.section_id) AND among($event, v.kind) AND among($source, v.source_id)
  AND ($from_year IS NULL OR year(v.date) >= $from_year) AND ($to_year IS NULL OR year(v.date) <= $to_year)
  AND ($known IS NULL OR year(v.date) <= $known)
  AND says($text, concat_ws(' ', v.title_sv, v.title_en))
ORDER BY v.date NULLS LAST, v.event_id
