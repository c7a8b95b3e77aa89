"""Serve numbers for Prometheus: gunicorn starts this where METRICS_PORT is set."""

import os
import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.multiprocess import MultiProcessCollector

from finder.watching.numbers import Installation

SECONDS_TO_GET_THE_PORT = 20


class Command(BaseCommand):
    help = (
        "Serve what the workers counted, and how old everything is, at METRICS_HOST and "
        "METRICS_PORT, until the process that started this ends."
    )
    requires_system_checks = []

    def handle(self, **options):
        if not settings.METRICS_PORT:
            raise CommandError("METRICS_PORT isn't set. Set it to the port to serve numbers at.")
        parent = os.getppid()
        serve(registry(), parent)
        while os.getppid() == parent:
            time.sleep(1)


def registry():
    """Return all that is counted: by workers, if gunicorn says where, and of the installation."""
    numbers = CollectorRegistry()
    numbers.register(Installation())
    if settings.METRICS_DIR:
        MultiProcessCollector(numbers, settings.METRICS_DIR)
    return numbers


def serve(numbers, parent):
    """Listen; a server that was stopped just now may still hold the port."""
    last = time.monotonic() + SECONDS_TO_GET_THE_PORT
    while True:
        try:
            start_http_server(settings.METRICS_PORT, settings.METRICS_HOST, numbers)
            return
        except OSError as error:
            if time.monotonic() > last or os.getppid() != parent:
                raise CommandError(
                    f"No numbers at {settings.METRICS_HOST}:{settings.METRICS_PORT}: "
                    f"{error.strerror}. Set METRICS_PORT to a port that is free."
                ) from error
            time.sleep(1)
