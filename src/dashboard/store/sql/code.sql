-- One code of a field, with its names.
SELECT field, code, name_sv, name_en FROM names WHERE among($field, field) AND among($code, code)
