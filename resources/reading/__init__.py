"""Files of places that help, read and cleaned: nothing here knows the database."""
