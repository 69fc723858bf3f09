-- Figures about owned companies.
SELECT f.*, c.name FROM company_figures f JOIN companies c USING (year, company_id)
WHERE among($year, f.year) AND among($company, f.company_id)
ORDER BY f.year, c.position, f.position
