"""The finder beside what people would use instead: `make bench-peers`, in docs/performance.md.

Every peer gets the same facilities, exported from our database, and is asked the same
searches in turn. `python -m benchmarks.peers` starts and times processes; export.py and
what is in postgis/ run in processes of their own, with Django.
"""
