"""Reads that go on while a database is away: of a visitor's request, or of one function."""

from contextlib import contextmanager
from contextvars import ContextVar, Token
from dataclasses import dataclass, field

from django.db import InterfaceError, OperationalError, connections

from database import sources
from database.deadlines import halve, within

FAILURES = (OperationalError, InterfaceError)
# A visitor's query, and what is read for all visitors, such as the whole directory.
SECONDS, SECONDS_FOR_ALL = 0.6, 60.0


@dataclass
class Reading:
    """Where a request reads: `alias`, after `failed` didn't answer.

    `has_asked`: it did read; `is_again`: it is to be answered anew.
    """

    alias: str | None
    is_fresh: bool = False
    has_asked: bool = False
    is_again: bool = False
    failed: set[str] = field(default_factory=set)

    def go_on(self, error):
        """Note which source failed; return whether another can be asked."""
        failed = getattr(error, "source", self.alias)
        if failed is None or failed in self.failed:
            return False
        self.failed.add(failed)
        sources.fail(failed, error)
        self.has_asked = False
        halve()  # so that two that are frozen together cost hardly more than a single one
        # Not checked first whether it can still be used: that would wait for it once more.
        connections[failed].close()
        self.alias = sources.choose(self.failed, self.is_fresh)
        return self.alias is not None


_current: ContextVar[Reading | None] = ContextVar("reading", default=None)


def current():
    """Return the Reading of this request, or None."""
    return _current.get()


@contextmanager
def reading(is_fresh=False, seconds=SECONDS):
    """Read from whichever source works in this block, each query within so many seconds."""
    own = Reading(sources.choose(is_fresh=is_fresh), is_fresh)
    token = _current.set(own)
    try:
        with within(seconds):
            yield own
        if own.alias is not None:
            sources.tried(own.alias, own.has_asked)
    except FAILURES as error:
        if not hasattr(error, "source"):
            # Which the block around this one may not be asking.
            error.source = own.alias  # type: ignore[union-attr]
        if token.old_value is Token.MISSING or token.old_value is None:
            sources.fail(error.source, error)  # type: ignore[union-attr]
        raise
    except BaseException:
        # Something else went wrong: whether the source works is for the next to find out.
        sources.tried(own.alias, has_asked=False)
        raise
    finally:
        _current.reset(token)


@contextmanager
def primary(seconds=SECONDS_FOR_ALL):
    """Read from the primary in this block, as long as it works; replicas may be behind.

    For what is kept in memory under a version: version and value must be of one state.
    """
    with reading(is_fresh=True, seconds=seconds) as own:
        yield own


def read(ask, seconds=SECONDS_FOR_ALL):
    """Return what `ask()` returns, asked again of the next source when a database fails.

    Raises what `ask` raised if none is left.
    """
    with primary(seconds) as own:
        while True:
            try:
                return ask()
            except FAILURES as error:
                if not own.go_on(error):
                    raise
