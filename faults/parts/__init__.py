"""The programs that the site consists of, each started for the time of a run."""
