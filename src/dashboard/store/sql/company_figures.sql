-- Figures about owned companies.
SELECT f.*, c.name FROM company_figures f JOIN companies c USING (year, company_id)
WHERE among($year, f.year) AND among($company, f.company_id) AND among($status, c.status)
  AND says($text, concat_ws(' ', c.name, c.summary_sv, c.summary_en))
ORDER BY f.year, c.position, f.position
