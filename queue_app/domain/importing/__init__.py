"""Import of files from other tools: columns, rows, dates, names. A file with a flaw is not imported at all."""
