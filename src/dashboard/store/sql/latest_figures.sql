-- Figures, those of the latest reports first.
SELECT * FROM {figures:rows} ORDER BY year DESC, figure_id, reference_year
