"""THE READ SIDE. What a page shows, read in one snapshot as frozen values. They already say what this person may do."""
