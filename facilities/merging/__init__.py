"""Two listings that are one place: saying so, taking it back, and showing what it does."""
