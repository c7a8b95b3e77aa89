"""A copy of the public directory on this machine's disk, for when no database server answers.

One SQLite file, read by the same code as the database itself: pages, the API and a worker that
starts meanwhile need nothing else. Nothing that visitors sent is in it, and nobody's account.
"""
