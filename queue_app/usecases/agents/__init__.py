"""What agents do beside the verbs of people, and what managers set for them."""
