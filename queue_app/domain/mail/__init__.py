"""Mail: how long a letter waits after a failure, and when it is given up."""
