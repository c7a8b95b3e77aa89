"""What somebody reads who answers for guides, as one document, and how their answer comes back."""
