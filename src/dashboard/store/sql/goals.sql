-- Strategic goals with the board's own overall judgement.
SELECT g.*, p.name_sv AS perspective_sv, p.name_en AS perspective_en, p.position
FROM goals g JOIN perspectives p USING (year, perspective_id)
WHERE among($year, g.year) AND among($perspective, g.perspective_id) AND among($status, g.status)
ORDER BY g.year, p.position, g.goal_id
