-- What a search finds: rows that hold every word in names or texts, names first; at most 30, some of every kind.
WITH asked AS (
  SELECT DISTINCT unnest(string_split(coalesce(replace(fold($text), '–', '-'), ''), ' ')) AS wanted  -- a hyphen finds a dash
), spoken AS (
  SELECT p.nth, a.wanted, bool_or(p.named AND starts_with(w.word, a.wanted)) AS begins_name, bool_or(p.named) AS in_name,
         bool_or(starts_with(w.word, a.wanted)) AS begins
  FROM asked a JOIN search_words w ON contains(w.word, a.wanted) JOIN search_places p USING (number)
  GROUP BY p.nth, a.wanted
), ranked AS (  -- 0 words begin so in the name, 1 stand inside it, 2 begin so in the text, 3 stand inside that
  SELECT nth, CASE WHEN bool_and(begins_name) THEN 0 WHEN bool_and(in_name) THEN 1 WHEN bool_and(begins) THEN 2 ELSE 3 END AS rank
  FROM spoken GROUP BY nth HAVING count(*) = (SELECT count(*) FROM asked)
), latest AS (
  SELECT min(nth) AS nth, arg_min(rank, nth) AS rank FROM ranked JOIN search_rows USING (nth) GROUP BY thing
), counted AS (
  SELECT count(*) AS of_kind, CAST(sum(count(*)) OVER () AS BIGINT) AS total, min((rank, place, nth), 30) AS best
  FROM latest JOIN search_rows USING (nth) GROUP BY kind
), shown AS (
  SELECT of_kind, total, generate_subscripts(best, 1) AS place_in_kind, unnest(best) AS one FROM counted
)
SELECT r.kind, r.kind_order, r.id, r.year, r.parent, r.unit_id, r.title_sv, r.title_en, r.where_sv, r.where_en, r.page,
       r.date, r.precision, s.one[1] AS rank, s.place_in_kind AS nth, s.of_kind, s.total
FROM shown s JOIN search_rows r ON r.nth = s.one[3]
ORDER BY s.place_in_kind > 5, s.one[1], r.kind_order, s.place_in_kind LIMIT 30
