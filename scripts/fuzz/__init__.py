"""Throw generated requests at every address of the site: `make fuzz`."""
