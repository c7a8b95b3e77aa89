"""Pages of the log-in and of one's own account, in the admin (staff/site.py)."""
