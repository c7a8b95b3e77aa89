"""Backups of the database: written, read back, kept for a while, restored."""
