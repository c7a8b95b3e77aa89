"""Ask for many generated requests, and gather what came of them."""

import logging
from collections import Counter
from collections.abc import Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from django.urls import Resolver404, resolve
from django.utils import translation

from finder.configuration.privacy import forget_text
from finder.language import of_path
from scripts.fuzz.asking import Answer, ask
from scripts.fuzz.checks import wrong
from scripts.fuzz.generating import Asked, Generator

LOGGERS = ("", "django", "finder")


@dataclass
class Outcome:
    """How many answers of each kind and status there were, and what was wrong, by number."""

    asked: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    kinds: Counter[tuple[str, int]] = field(default_factory=Counter)
    violations: list[tuple[int, str]] = field(default_factory=list)


def run(application: Any, generator: Generator, numbers: Iterable[int]) -> Outcome:
    """Ask the WSGI application for the requests of those numbers."""
    outcome = Outcome()
    with log_lines() as logged:
        for number in numbers:
            asked = generator.request(number)
            logged.clear()
            answer = put(application, asked)
            outcome.asked += 1
            outcome.statuses[answer.code] += 1
            outcome.kinds[kind_of(asked), answer.code] += 1
            outcome.violations += [(number, text) for text in wrong(asked, answer, logged)]
    return outcome


def put(application: Any, asked: Asked) -> Answer:
    return ask(application, asked.address, asked.method, asked.headers, body=asked.body)


def kind_of(asked: Asked) -> str:
    """Return the name of the address, or "nowhere"."""
    path = unquote(asked.address.partition("?")[0])
    try:
        with translation.override(of_path(path)):
            return resolve(path).view_name
    except Resolver404:
        return "nowhere"


@contextmanager
def log_lines():
    """Give a list that fills with lines as production writes them, and keep them off the screen."""
    lines: list[str] = []

    class Lines(logging.Handler):
        def emit(self, record):
            lines.append(self.format(record))

    handler = Lines()
    handler.addFilter(forget_text)
    loggers = [logging.getLogger(name) for name in LOGGERS]
    kept = [logger.handlers for logger in loggers]
    for logger in loggers:
        logger.handlers = [handler]
    try:
        yield lines
    finally:
        for logger, handlers in zip(loggers, kept, strict=True):
            logger.handlers = handlers
