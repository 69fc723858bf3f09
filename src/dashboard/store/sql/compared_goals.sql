-- Strategic goals of a year beside the same goals of another year, by the board's own overall judgement.
WITH sides AS (
  SELECT DISTINCT p.*, g.goal_id FROM year_pairs() p JOIN goals g ON g.year IN (p.year, p.compare)
)
SELECT s.year, s.compare, s.goal_id,
       CASE WHEN o.goal_id IS NULL THEN CASE WHEN compare_whole THEN 'new' ELSE 'not_comparable' END
            WHEN n.goal_id IS NULL THEN CASE WHEN whole THEN 'gone' ELSE 'not_comparable' END
            WHEN n.name_sv <> o.name_sv THEN 'definition_changed'
            ELSE moved(n.status, o.status) END AS change,
       g.name_sv, g.name_en, g.perspective_id, p.name_sv AS perspective_sv, p.name_en AS perspective_en,
       n.status, n.status_basis, n.status_reason_sv, n.status_reason_en, n.page,
       o.name_sv AS compare_name_sv, o.name_en AS compare_name_en, o.status AS compare_status,
       o.status_basis AS compare_status_basis, o.page AS compare_page,
       coalesce(rank(n.status) + rank(o.status) > 0 AND n.status_basis <> o.status_basis, false) AS basis_differs
FROM sides s
LEFT JOIN goals n ON n.year = s.year AND n.goal_id = s.goal_id
LEFT JOIN goals o ON o.year = s.compare AND o.goal_id = s.goal_id
JOIN goals g ON g.year = coalesce(n.year, o.year) AND g.goal_id = s.goal_id
JOIN perspectives p ON p.year = g.year AND p.perspective_id = g.perspective_id
WHERE among($year, s.year) AND among($compare, s.compare) AND among($perspective, g.perspective_id)
ORDER BY s.year, s.compare, p.position, s.goal_id
