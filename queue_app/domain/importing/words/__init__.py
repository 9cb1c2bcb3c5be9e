"""The words of other tools for our terms: column headings and states. The data is TOML; the modules look it up."""
