"""Guides as files: what is read from fixtures/guides/, and how it gets into the database."""
