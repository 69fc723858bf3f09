-- The codes that a filter may have and that come from the data, with their names: the first 301 of each field.
SELECT field, code, name_sv, name_en FROM names WHERE nth <= 301 ORDER BY field, nth
