"""What became of the words of a search: those that narrow it, those not used, and notes."""
