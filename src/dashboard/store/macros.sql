-- What every statement in sql/ may use; stored in each database file when it is built.
CREATE MACRO among(codes, code) AS codes IS NULL OR list_contains(codes, code);
CREATE MACRO fold(words) AS strip_accents(lower(replace(words, chr(160), ' ')));  -- people type plain spaces
CREATE MACRO says(needle, words) AS needle IS NULL OR contains(fold(words), fold(needle));
