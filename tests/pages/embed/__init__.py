"""What other sites show of the search."""
