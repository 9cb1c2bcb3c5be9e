"""From what is known of a file to rows that fit into a team. What is changed or left out is counted."""
