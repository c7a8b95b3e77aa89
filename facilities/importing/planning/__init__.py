"""What an import would write, laid out before anything is written."""
