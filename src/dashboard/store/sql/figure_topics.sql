-- How many figures there are of each topic.
SELECT topic, count(*) AS figures FROM {figures:rows} GROUP BY topic ORDER BY topic
