-- Success factors under their goals.
SELECT f.*, g.perspective_id, g.name_sv AS goal_sv, g.name_en AS goal_en,
       p.name_sv AS perspective_sv, p.name_en AS perspective_en
FROM success_factors f JOIN goals g USING (year, goal_id) JOIN perspectives p USING (year, perspective_id)
WHERE among($year, f.year) AND among($perspective, g.perspective_id) AND among($factor, f.factor_id)
ORDER BY f.year, p.position, f.position
