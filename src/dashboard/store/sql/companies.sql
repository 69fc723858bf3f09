-- Owned companies: status against plan and summary.
SELECT * FROM companies
WHERE among($year, year) AND among($company, company_id) AND among($status, status)
  AND says($text, concat_ws(' ', name, summary_sv, summary_en))
ORDER BY year, position
