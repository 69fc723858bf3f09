-- EU programmes with their shares and status.
SELECT e.*, s.title AS source_title, s.url
FROM eu_programmes e JOIN sources s USING (source_id)
WHERE among($programme, e.programme_id) AND among($scope, e.scope)
ORDER BY e.period DESC, e.rowid
