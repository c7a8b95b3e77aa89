"""Values made of other data and kept in memory until that data changes.

Why one class, and how it behaves: docs/decisions/0023-derived-values.md.
"""

import logging
from collections.abc import Callable, Iterable
from itertools import count
from threading import Lock, Thread
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.core.cache import cache
from django.db import connections

import database

Value = TypeVar("Value")
# An edit in the admin or an import shows on pages after so many seconds at most.
SECONDS_KEPT = 5
_registry: list["Derived[Any]"] = []
_builds_aside = False
_outdated = 0
logger = logging.getLogger(__name__)


class Derived(Generic[Value]):
    """A value that is built once for each version of the data it is made of.

    `build(version, *variant)` makes it; `version()` tells cheaply which version is the present
    one. Versions are compared by `==`. Variants, such as one for each language, are kept side
    by side, at most `most` of them and all of one version; `warm` builds those that
    `variants()` lists.
    """

    def __init__(
        self,
        build: Callable[..., Value],
        version: Callable[[], Any] = lambda: None,
        variants: Callable[[], Iterable[tuple[Any, ...]]] = lambda: [()],
        most: int = 8,
    ) -> None:
        self.build, self.version, self.variants, self.most = build, version, variants, most
        self._lock = Lock()
        self.reset()
        _registry.append(self)

    def current(self, *variant: Any) -> Value:
        """Return the present version's value; the previous one while another thread builds."""
        return self._get(self.version(), variant, accepts_previous=True)

    def of(self, version: Any, *variant: Any) -> Value:
        """Return the value of this version and no other: for what must fit its source."""
        return self._get(version, variant, accepts_previous=False)

    def latest(self, *variant: Any) -> Value | None:
        """Return the value built last, whatever its version, or None."""
        return self._kept[1].get(variant)

    def reset(self) -> None:
        """Forget every variant."""
        # Replaced as a whole, never changed: reading it takes no lock.
        self._kept: tuple[Any, dict[tuple[Any, ...], Value]] = (None, {})

    def _get(self, version: Any, variant: tuple[Any, ...], accepts_previous: bool) -> Value:
        kept_version, values = self._kept
        is_kept = variant in values
        if is_kept and kept_version == version:
            return values[variant]
        if values and kept_version != version:
            _note_outdated()
        may_wait = not (is_kept and accepts_previous)
        if not self._lock.acquire(blocking=may_wait):
            return values[variant]
        if _builds_aside and not may_wait:
            self._start_aside(version, variant)
            return values[variant]
        try:
            return self._kept_or_built(version, variant)
        finally:
            self._lock.release()

    def _start_aside(self, version: Any, variant: tuple[Any, ...]) -> None:
        thread = Thread(target=self._build_aside, args=[version, variant], daemon=True)
        try:
            thread.start()
        except RuntimeError:  # the system has no room for another thread: the next request tries
            self._lock.release()
            logger.warning("a value couldn't be built anew: there is no thread for it")

    def _build_aside(self, version: Any, variant: tuple[Any, ...]) -> None:
        """Build a value in a thread of its own, which ends by giving back the lock."""
        try:
            database.read(lambda: self._kept_or_built(version, variant))
        except Exception as error:
            # The previous one is still served, and the next request starts this again.
            logger.warning("a value couldn't be built anew: %s", type(error).__name__)
        finally:
            self._lock.release()
            connections.close_all()

    def _kept_or_built(self, version: Any, variant: tuple[Any, ...]) -> Value:
        kept_version, values = self._kept
        if kept_version != version:
            values = {}
        if variant not in values:
            with database.primary():
                value = self.build(version, *variant)
            values = {**values, variant: value}
            if len(values) > self.most:
                del values[next(iter(values))]
            self._kept = version, values
        return values[variant]


def build_aside() -> None:
    """Build new versions beside requests from now on: nobody waits for them.

    For processes that serve. Elsewhere who asks gets the present version.
    """
    global _builds_aside
    _builds_aside = True


def found_outdated() -> int:
    """Return a number that is another once a value was asked for that wasn't of its version.

    Whoever asks before and after some work knows whether all of it was made of present ones.
    """
    return _outdated


def _note_outdated() -> None:
    global _outdated
    _outdated += 1  # two threads at once may count one: it is another number all the same


def is_serving() -> bool:
    """Tell whether values are built beside requests in this process."""
    return _builds_aside


def warm() -> None:
    """Build the values of all modules imported so far, before somebody has to wait for them."""
    for derived in _registry:
        for variant in derived.variants():
            derived.current(*variant)


def reset() -> None:
    """Forget all values: for tests that change data behind the versions' back."""
    for derived in _registry:
        derived.reset()


def languages() -> list[tuple[str]]:
    """Return a variant for each language of the site."""
    return [(code,) for code, _name in settings.LANGUAGES]


# What was answered last, under each key, and the number that the cache has of it.
_last: dict[str, tuple[int, Any]] = {}
_numbers = count(1)


def asked_lately(key: str, ask: Callable[[], Value]) -> Value:
    """Return what `ask()` answered in the last few seconds, kept under `key`; else ask.

    While the database is away, return what it answered last: what is in memory still fits that.
    All who ask get the same object, so nobody may change it: the cache has only its number, as
    to copy rows out of a cache costs more than the page that shows them.
    """
    kept_number, answer = _last.get(key, (0, None))
    if kept_number and (database.is_away() or cache.get(key) == kept_number):
        return answer
    return _ask(key, ask)


def _ask(key: str, ask: Callable[[], Value]) -> Value:
    # A visitor waits for it, and it is a small question: a frozen server mustn't hold them up.
    with database.primary(database.SECONDS):
        answer = ask()
    number = next(_numbers)
    _last[key] = number, answer
    cache.set(key, number, SECONDS_KEPT)
    return answer
