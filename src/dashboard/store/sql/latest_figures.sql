-- Figures, those of the latest reports first.
SELECT * FROM {figures} ORDER BY year DESC, figure_id, reference_year
