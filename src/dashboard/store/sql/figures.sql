-- Figures from running texts, each with the year it is about, area and source, in the order that is asked for.
SELECT x.*, t.name_sv AS topic_sv, t.name_en AS topic_en, a.name_sv AS area_sv, a.name_en AS area_en,
       u.name_sv AS unit_sv, u.name_en AS unit_en, s.title AS source_title, s.publisher, s.url
FROM figures x
JOIN topics t ON t.topic_id = x.topic
JOIN sources s USING (source_id)
LEFT JOIN areas a ON a.area_id = x.area
LEFT JOIN units u USING (unit_id)
WHERE among($year, x.year) AND among($topic, x.topic) AND among($factor, x.factor_id)
  AND among($measure, x.measure_id) AND among($figure, x.figure_id) AND among($area, x.area) AND among($unit, x.unit_id)
  AND among($source, x.source_id)
  AND ($text IS NULL OR x.rowid IN (SELECT unnest(places) FROM figure_words WHERE contains(words, fold($text))))
ORDER BY CASE $sort WHEN 'label_sv' THEN lower(x.label_sv) WHEN 'label_en' THEN lower(x.label_en) WHEN 'value' THEN x.unit END COLLATE sv,
         CASE $sort WHEN 'value' THEN -x.value WHEN 'year' THEN -x.reference_year END,
         CASE WHEN $sort IS NOT NULL THEN -x.year END, x.year, x.source_id <> 'arsrapport-2021', x.page, t.position, x.label_sv COLLATE sv, x.figure_id
