"""What is counted of requests, by each worker; Prometheus's library adds up what workers count."""

from prometheus_client import Counter, Gauge, Histogram

REQUESTS = Counter(
    "finder_requests", "Requests, by the name of the page and the hundred of the status.",
    ["page", "status"],
)  # fmt: skip
SECONDS = Histogram(
    "finder_request_seconds", "Seconds until an answer was made, or began to be streamed.",
    ["page"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)  # fmt: skip
PROCESSOR = Counter(
    "finder_request_processor_seconds", "Processor seconds of making answers.", ["page"]
)
MEMORY = Gauge(
    "finder_worker_resident_bytes", "Memory of the workers.", multiprocess_mode="livesum"
)
CONNECTIONS = Gauge(
    "finder_connections", "Connections, by what they do.", ["doing"], multiprocess_mode="livesum"
)
WORKERS = Gauge("finder_workers", "Workers that serve.", multiprocess_mode="livesum")
NO_SLOT = Counter("finder_no_slot", "Times that no slot for a dear answer was free.")
DATABASES = Gauge(
    "finder_database_away",
    "1 for a database that a worker doesn't ask because it failed.",
    ["database"],
    multiprocess_mode="livemax",
)


def count(page, status, seconds, processor_seconds):
    """Count an answer. `page`: the name of its address, never the address."""
    REQUESTS.labels(page, f"{status // 100}xx").inc()
    SECONDS.labels(page).observe(seconds)
    PROCESSOR.labels(page).inc(processor_seconds)
