-- Organisational units of the board.
SELECT * FROM units WHERE among($unit, unit_id) ORDER BY position
