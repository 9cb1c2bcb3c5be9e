"""The stand-up and the radiator."""
