-- How many events there are, how many have no date, and the last year that one is dated to.
SELECT count(*) AS events, count(*) FILTER (date IS NULL) AS undated, year(max(date)) AS last FROM {railway_events:rows}
