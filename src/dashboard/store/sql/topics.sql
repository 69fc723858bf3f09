-- What figures are about.
SELECT * FROM topics WHERE among($topic, topic_id) ORDER BY position
