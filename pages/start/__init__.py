"""From a situation, or three questions, to a search; nothing is kept."""
