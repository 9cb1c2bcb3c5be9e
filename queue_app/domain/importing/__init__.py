"""A file of another tool, read whole: columns, rows, times, names. A file with one flaw is not imported at all."""
