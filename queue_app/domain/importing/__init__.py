"""Import of a file of another tool: columns, rows, times, names. A file with any flaw is not imported at all."""
