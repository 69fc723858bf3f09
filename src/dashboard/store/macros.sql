-- What every statement in sql/ may use; stored in each database file when it is built.
CREATE MACRO among(codes, code) AS codes IS NULL OR list_contains(codes, code);
CREATE MACRO fold(words) AS strip_accents(lower(replace(words, chr(160), ' ')));  -- people type plain spaces
CREATE MACRO says(needle, words) AS needle IS NULL OR contains(fold(words), fold(needle));
CREATE MACRO rank(status) AS nullif(list_position(['not_achieved', 'partly', 'achieved'], status), 0);  -- unknown has none
CREATE MACRO moved(now, before) AS CASE WHEN rank(now) > rank(before) THEN 'better' WHEN rank(now) < rank(before) THEN 'worse'
  WHEN rank(now) = rank(before) THEN 'same' ELSE 'not_comparable' END;
CREATE MACRO year_pairs() AS TABLE
  SELECT a.year, b.year AS compare, bool_or(a.coverage = 'full') AS whole, bool_or(b.coverage = 'full') AS compare_whole
  FROM reports a JOIN reports b ON a.year <> b.year GROUP BY ALL;  -- `whole`: what is not there was not in the report
