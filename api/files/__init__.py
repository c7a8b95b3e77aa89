"""All results of a search as one file: the forms, and how they are sent."""
