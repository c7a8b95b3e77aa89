"""The search on other sites: in a frame, or by a script (docs/decisions/0069-embed.md)."""
