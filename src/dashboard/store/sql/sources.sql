-- Documents and web pages that figures come from.
SELECT * FROM sources
WHERE among($source, source_id) AND says($text, concat_ws(' ', title, publisher))
ORDER BY source_id <> 'arsrapport-2021', publisher COLLATE sv, title COLLATE sv, source_id
