"""THE READ SIDE. What a page shows, read in one snapshot as frozen values that already say what this person may do."""
