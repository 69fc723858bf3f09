-- The first and the last event of each kind on each section: what tells how far a section has come.
SELECT * FROM {railway_events:rows}
QUALIFY 1 IN (row_number() OVER (PARTITION BY section_id, kind ORDER BY date NULLS LAST, event_id),
              row_number() OVER (PARTITION BY section_id, kind ORDER BY date DESC NULLS LAST, event_id DESC))
ORDER BY date NULLS LAST, event_id
