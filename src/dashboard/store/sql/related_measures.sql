-- The measures that speak of what another page shows, or that are named.
SELECT * FROM {measures} WHERE among($related, related) OR ($spoken_of IS NOT NULL AND list_contains($spoken_of, measure_id))
