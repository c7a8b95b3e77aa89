"""What keeps a backup from being written or restored."""


class BackupFailed(Exception):
    """One sentence for whoever ran the command: what is wrong, and what to do."""
