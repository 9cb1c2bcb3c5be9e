"""Pages for the operators of the installation."""
