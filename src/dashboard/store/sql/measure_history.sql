-- How measures were judged year by year.
SELECT year, measure_id, status, status_basis FROM {measures:rows} ORDER BY measure_id, year
