"""The queue and the pages around it: order, move, add, coin."""
