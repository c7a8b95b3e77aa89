"""What an update says: on the terminal, and by mail to the operator."""

import logging
from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import DatabaseError

from database.telling import sentence
from sources.asking import Asked, SourceError, file_name, is_list
from sources.registry import OfficialSource
from sources.updating import CURRENT, REPLACED, ListsFailed, Update, year_of

logger = logging.getLogger(__name__)
UNCHANGED = "Nothing was changed."


def lines(update: Update, *, dry_run: bool) -> Iterator[str]:
    """Yield what each source had and what its import did, or would do."""
    for asked in update.asked:
        yield f"{asked.source.name}: {_had(asked, update)}"
    for report in update.reports:
        yield from report.lines()
    for of_list in update.lists:
        yield from of_list.lines()
    if not update.reports and not update.lists:
        yield "Nothing new anywhere; the directory is as it was."
    elif dry_run:
        yield UNCHANGED


def _had(asked: Asked, update: Update) -> str:
    state = update.states[asked.source.name]
    size = sum(file.size for file in asked.kept.files)
    came = "new" if asked.is_new else "nothing new"
    text = f"{came}, {size / 1e6:.1f} MB of {asked.kept.fetched_on}, year {year_of(asked)}"
    if state == REPLACED:
        text = f"{text}; it was in the directory until something else took its place"
        if update.again:
            return f"{text}: imported again"
        return (
            f"{text}, so it is left out. To import it again: "
            f"update_directory --again {asked.source.name}"
        )
    if state != CURRENT and not asked.is_new:
        return f"{text}, but not imported yet"
    return text


def by_hand(sources: list[OfficialSource]) -> str:
    """Return how to get by without the network: what to download, and how to import it."""
    files = [source for source in sources if source.format == "file" and not is_list(source)]
    if not files:
        return ""
    names = [_dated_name(source) for source in files]
    downloads = ", ".join(
        f"{source.address} as {name}" for source, name in zip(files, names, strict=True)
    )
    return (
        f"Without a network here, download {downloads} on another machine, "
        f'then run: make import FILES="{" ".join(names)}"'
    )


def _dated_name(source: OfficialSource) -> str:
    """Return a name for a download by hand, which tells its year to the import."""
    name, year = file_name(source), str(source.year or date.today().year)
    stem, dot, ending = name.rpartition(".")
    return name if year in name else f"{stem or name}-{year}{dot}{ending if stem else ''}"


def failure(error: Exception, sources: list[OfficialSource]) -> str:
    """Return the sentence for an update that stopped."""
    if isinstance(error, ListsFailed):
        return str(error)
    if isinstance(error, DatabaseError):
        return sentence(error)
    text = str(error)
    if isinstance(error, OSError):
        text = f"{error.filename or 'Keeping what came'}: {error.strerror or error}"
    if UNCHANGED not in text:
        text = f"{text.rstrip('.')}. {UNCHANGED}"
    if isinstance(error, SourceError) and error.by_hand:
        text = f"{text} {by_hand(sources)}".rstrip()
    return text


def mail(subject: str, body: str) -> None:
    """Tell the addresses in UPDATES_NOTIFY; a mail that can't be sent is logged."""
    if not settings.UPDATES_NOTIFY:
        return
    message = EmailMessage(f"{settings.SITE_NAME}: {subject}", body, to=settings.UPDATES_NOTIFY)
    try:
        message.send()
    except OSError as error:  # also what SMTP servers answer
        logger.error("no mail about the update: %s", type(error).__name__)
