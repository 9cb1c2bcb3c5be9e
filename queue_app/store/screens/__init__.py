"""What a page shows, as frozen values that already say what this person may do. Values stand in the file named like the page,
queries beside them (`queue.py`, `queue_rows.py`); each screen is read in one snapshot."""
