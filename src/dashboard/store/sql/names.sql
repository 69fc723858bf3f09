-- The codes of a field whose names hold some words.
SELECT field, code, name_sv, name_en FROM names
WHERE among($field, field) AND says($text, concat_ws(' ', name_sv, name_en))
ORDER BY field, nth
