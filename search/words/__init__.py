"""What became of the words of a search: those not used, and those with an answer of their own."""
