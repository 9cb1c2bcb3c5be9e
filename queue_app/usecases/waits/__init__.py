"""An item waits for another, and stops."""
