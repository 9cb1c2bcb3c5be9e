"""What a forecast reads, and the dates that were quoted."""
