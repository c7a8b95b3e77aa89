"""Values made of other data and kept in memory until that data changes.

Why one class, and how it behaves: docs/decisions/0023-derived-values.md.
"""

import logging
import time
from collections.abc import Callable, Iterable
from threading import Lock, Thread
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.db import connections
from django.utils.translation import override

import database

Value = TypeVar("Value")
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

    `kept_as`: the name of its file in a snapshot (`snapshots/`), for what is dear; a value without
    variants. `made_of`: as what the value is kept that is its version, if it isn't data of the
    database. `is_unchanged(previous, value)`: whether the previous one still holds, and what was
    made of it.
    """

    def __init__(
        self,
        build: Callable[..., Value],
        version: Callable[[], Any] = lambda: None,
        variants: Callable[[], Iterable[tuple[Any, ...]]] = lambda: [()],
        most: int = 8,
        kept_as: str = "",
        made_of: str = "",
        is_unchanged: Callable[[Value, Value], bool] = lambda _previous, _value: False,
    ) -> None:
        self.build, self.version, self.variants, self.most = build, version, variants, most
        self.kept_as, self.made_of, self.is_unchanged = kept_as, made_of, is_unchanged
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

    def is_present(self, version: Any) -> bool:
        """Tell whether a version is the present one, without building what it is made of."""
        if not self.made_of:
            return bool(self.version() == version)
        source = kept_values()[self.made_of]
        return source.latest() is version and source.is_present(source.latest_version)

    @property
    def latest_version(self) -> Any:
        """Return the version of the values built last."""
        return self._kept[0]

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
            values = {**values, variant: self._made(version, variant)}
            if len(values) > self.most:
                del values[next(iter(values))]
            self._kept = version, values
        return values[variant]

    def _made(self, version: Any, variant: tuple[Any, ...]) -> Value:
        """Return a value as a file has it, or built; the previous one if that still holds."""
        with database.primary():
            value = _read_kept(self, version) if self.kept_as else None
            if value is None:
                value = self.build(version, *variant)
        previous = self.latest(*variant)
        return previous if previous is not None and self.is_unchanged(previous, value) else value


def _nothing_kept(_derived: Derived[Any], _version: Any) -> Any:
    return None


_read_kept: Callable[[Derived[Any], Any], Any] = _nothing_kept


def read_kept(read: Callable[[Derived[Any], Any], Any] | None) -> None:
    """Ask `read(derived, version)` first for a value that has a name to be kept as, from now on.

    It returns None where it has none, which is then built. For processes that serve.
    """
    global _read_kept
    _read_kept = read or _nothing_kept


def kept_values() -> dict[str, Derived[Any]]:
    """Return {name: the value that is kept so}."""
    return {derived.kept_as: derived for derived in _registry if derived.kept_as}


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


def in_words(make: Callable[[], Value]) -> Derived[Value]:
    """Return a Derived of what `make` returns in a language, its variant: words of the code."""

    def build(_version: None, language: str) -> Value:
        # Whoever warms all variants has one language in use.
        with override(language):
            return make()

    return Derived(build, variants=languages)


# What was answered last, under each key, and when.
_last: dict[str, tuple[float, Any]] = {}


def asked_lately(key: str, ask: Callable[[], Value]) -> Value:
    """Return what `ask()` answered in the last ASKED_EVERY seconds, kept under `key`; else ask.

    While the database is away, return what it answered last: what is in memory still fits that.
    All who ask get the same object, so nobody may change it.
    """
    if last := _last.get(key):
        asked_at, answer = last
        if time.monotonic() < asked_at + settings.ASKED_EVERY or database.is_away():
            return answer
    return _ask(key, ask)


def ask_anew() -> None:
    """Forget what was asked lately: the next who asks learns what is so now."""
    _last.clear()


def _ask(key: str, ask: Callable[[], Value]) -> Value:
    # A visitor waits for it, and it is a small question: a frozen server mustn't hold them up.
    with database.primary(database.SECONDS):
        answer = ask()
    _last[key] = time.monotonic(), answer
    return answer
