-- The checks that do not agree in some tables.
SELECT * FROM {checks} WHERE NOT agrees AND among($table, "table")
