-- The inconsistencies in some tables.
SELECT * FROM {findings} WHERE among($table, "table")
