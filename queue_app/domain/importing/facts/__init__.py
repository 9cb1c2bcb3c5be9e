"""What a file says of each item, and what follows from it for every tool: states, days, order, people, questions."""
