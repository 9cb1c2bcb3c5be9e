"""The work item, the order, and what each verb does to them. Start with `life.py`, the table of all states and verbs."""
