"""Place facilities by their streets: `manage.py geocode_facilities`, once configured."""

import sys
from argparse import ArgumentTypeError
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from geocoding.batch import go as in_batches
from geocoding.batch import write_files
from geocoding.providers import PROVIDERS
from geocoding.run import Run
from geocoding.service import GeocodingStopped, Service

OFF = (
    "Geocoding is off. Set GEOCODER to nominatim, photon or census, and GEOCODER_URL to "
    "a server that you may send the facilities' addresses to."
)
CLEAR_LINE = "\r\033[K"
PROGRESS_EVERY = 100  # addresses, where no terminal can show each


def configured_service():
    """Return the Service that the settings describe."""
    if not settings.GEOCODER or not settings.GEOCODER_URL:
        raise CommandError(OFF)
    if settings.GEOCODER not in PROVIDERS:
        raise CommandError("GEOCODER must be nominatim, photon or census.")
    try:
        url = urlsplit(settings.GEOCODER_URL)
        is_whole = url.scheme in {"http", "https"} and url.hostname and url.port != 0
    except ValueError:
        is_whole = False
    if not is_whole or url.query or url.fragment or "@" in url.netloc:
        raise CommandError("GEOCODER_URL must look like https://geocoder.example.org/path.")
    if not 0 <= settings.GEOCODER_SECONDS_BETWEEN <= 3600:
        raise CommandError("GEOCODER_SECONDS_BETWEEN must be between 0 and 3600.")
    return Service(
        settings.GEOCODER, url.scheme, url.netloc + url.path, settings.GEOCODER_SECONDS_BETWEEN
    )


def positive(text):
    if text.isdecimal() and int(text) > 0:
        return int(text)
    raise ArgumentTypeError("must be a whole number above 0")


class Command(BaseCommand):
    help = (
        "Ask a geocoder where the streets of facilities are that are only placed by their "
        "ZIP code. Off until GEOCODER and GEOCODER_URL are set. Every answer is kept at "
        "once: stop it at any time, and run it again to go on. --batch asks the Census Bureau's "
        "for a thousand at once; --to-file writes files to send to it by hand."
    )

    def add_arguments(self, parser):
        parser.add_argument("--limit", type=positive, help="ask for so many addresses at most")
        ways = parser.add_mutually_exclusive_group()
        ways.add_argument(
            "--batch", action="store_true", help="ask for many at once; GEOCODER=census alone can"
        )
        ways.add_argument(
            "--to-file",
            type=Path,
            metavar="FILE",
            help="ask nobody: write the addresses as files that the Census Bureau's batch geocoder "
            "takes, 10,000 each. `manage.py import_positions` reads what comes back",
        )
        parser.add_argument(
            "--retry-missing", action="store_true", help="also ask again for those not found"
        )

    def handle(self, *, limit, retry_missing, verbosity, batch, to_file, **options):
        if to_file:
            self._write(Run(None, retry_missing, limit), to_file)
            return
        service = configured_service()
        if batch and service.provider != "census":
            raise CommandError("--batch needs GEOCODER=census: no other takes files of addresses.")
        run = Run(service, retry_missing, limit)
        try:
            if batch:
                in_batches(run, settings.GEOCODER_URL.rstrip("/"), self._progress(verbosity))
            else:
                run.go(self._progress(verbosity))
        except GeocodingStopped as error:
            raise self._stopped(str(error)) from None
        except OperationalError as error:
            raise self._stopped(f"the database can't be written ({error})") from error
        except KeyboardInterrupt:
            raise self._stopped("you asked to stop", returncode=130) from None
        finally:
            if verbosity:
                self._report(run)

    def _write(self, run, path):
        try:
            paths = write_files(run, path)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}.") from error
        for written in paths:
            self.stdout.write(f"{written}: to send to the Census Bureau's batch geocoder")
        self.stdout.write(f"Addresses written: {len(run.queue):,}")

    def _stopped(self, why, returncode=1):
        message = f"Stopped: {why}. What was found is kept; run the command again to go on."
        return CommandError(message, returncode=returncode)

    def _progress(self, verbosity):
        """Return a function that says how far it is: one changing line on a terminal."""

        def say(done, total):
            message = f"{done:,} of {total:,} addresses"
            if verbosity and sys.stderr.isatty():
                self.stderr.write(f"{CLEAR_LINE}{message} …", style_func=str, ending="")
                self.stderr.flush()
            elif verbosity and done % PROGRESS_EVERY == 0:
                self.stderr.write(message, style_func=str)

        return say

    def _report(self, run):
        if sys.stderr.isatty():
            self.stderr.write(CLEAR_LINE, style_func=str, ending="")
            self.stderr.flush()
        outcomes = ("found", "not found", "not believed", "unanswered")
        self.stdout.write(
            "Addresses: " + ", ".join(f"{run.counts[outcome]:,} {outcome}" for outcome in outcomes)
        )
        self.stdout.write(f"Facilities placed at their street: {run.counts['facilities']:,}")
        if run.left:
            self.stdout.write(f"Addresses left to ask: {run.left:,}")
