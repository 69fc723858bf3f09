-- What sources said of each section, in the order it was said: milestone and years, as sure as the source is.
SELECT f.*, c.from_place, c.to_place, c.position AS section_position, s.title AS source_title, s.url
FROM railway_forecasts f JOIN railway_sections c USING (section_id) JOIN sources s ON s.source_id = f.source_id
WHERE among($section, f.section_id) AND among($plan, f.plan_id) AND among($source, f.source_id)
  AND ($known IS NULL OR year(f.as_of) <= $known)
ORDER BY f.as_of, c.position, f.rowid
