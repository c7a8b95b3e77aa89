"""Benchmarks of the finder: `make bench`, explained in docs/performance.md.

`python -m benchmarks` starts and times other processes, and never loads Django itself.
Modules that do (child.py names them) run in a process of their own.
"""
