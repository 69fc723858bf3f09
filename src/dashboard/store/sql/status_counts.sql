-- How many measures have each status, per perspective and in all (perspective_id empty).
SELECT perspective_id, count(*) AS measures,
       count(*) FILTER (status = 'achieved') AS achieved, count(*) FILTER (status = 'partly') AS partly,
       count(*) FILTER (status = 'not_achieved') AS not_achieved, count(*) FILTER (status = 'unknown') AS unknown
FROM {measures:rows}
GROUP BY GROUPING SETS ((perspective_id), ())
