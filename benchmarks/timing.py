"""Times, summed up."""

from statistics import quantiles


def spread_of(times):
    """Return {"p50", "p95"} of two or more times."""
    cuts = quantiles(times, n=100, method="inclusive")
    return {"p50": cuts[49], "p95": cuts[94]}
