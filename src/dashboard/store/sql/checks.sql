-- Every sum, difference and share that was recomputed, agreeing or not.
SELECT * FROM checks WHERE among($year, year) ORDER BY year, agrees, page, check_id
