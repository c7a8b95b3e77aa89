"""Which facility a record is: what is compared (keys), in which stages, and what never merges."""
