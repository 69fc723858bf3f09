-- Municipalities, counties and other areas that figures speak of.
SELECT * FROM areas WHERE among($area, area_id) ORDER BY kind <> 'municipality', name_sv COLLATE sv, area_id
