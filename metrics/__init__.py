"""Numbers for who watches over the site, and when each nightly command last did its work.

Off unless METRICS_PORT is set. Nothing in them is of a visitor: no label comes from what a request
says (docs/decisions/0041-metrics.md).
"""
