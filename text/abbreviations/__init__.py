"""Short and full forms of words: in names of facilities, in streets, in names of places."""
