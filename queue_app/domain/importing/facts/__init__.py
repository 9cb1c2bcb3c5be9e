"""The facts that a file gives about each item, the same for every tool: states, dates, order, people, questions."""
