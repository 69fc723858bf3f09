-- How many figures there are of each topic.
SELECT topic, count(*) AS figures FROM {figures} GROUP BY topic ORDER BY topic
