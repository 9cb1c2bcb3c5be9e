"""Letters: written in the transaction of what they tell, delivered after it."""
