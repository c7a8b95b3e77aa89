"""Mail what begins to be amiss, and what is right again; each once."""

import json
import logging
import os
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage

from finder.watching.conditions import Condition, conditions

logger = logging.getLogger(__name__)


def tell() -> tuple[list[Condition], list[str]]:
    """Mail what changed since the last time; return (what began, messages of what ended).

    What is known is kept in a file, for the database may be what is amiss. If the mail can't be
    sent, nothing is taken for told.
    """
    path = Path(settings.WATCH_FILE)
    known, now = read(path), {condition.name: condition for condition in conditions()}
    if "database" in now:
        # It couldn't be asked about the rest: nothing of it has ended.
        now = {**{name: Condition(name, text, "") for name, text in known.items()}, **now}
    began = [condition for name, condition in now.items() if name not in known]
    ended = [message for name, message in known.items() if name not in now]
    if (began or ended) and is_mailed(began, ended):
        write(path, {name: condition.message for name, condition in now.items()})
    return began, ended


def is_mailed(began: list[Condition], ended: list[str]) -> bool:
    """Send one mail about both; return whether it could be sent."""
    if not settings.ALERTS_NOTIFY:
        return True
    subject = "something is amiss" if began else "all of it is right again"
    lines = [f"- {each.message} {each.advice}" for each in began]
    if ended:
        lines += ["", "Right again:", *(f"- {message}" for message in ended)]
    lines += ["", "`manage.py check --deploy` on the server says all that is amiss."]
    title = f"{settings.SITE_NAME}: {subject}"
    message = EmailMessage(title, "\n".join(lines).strip() + "\n", to=settings.ALERTS_NOTIFY)
    try:
        message.send()
    except OSError as error:  # also what SMTP servers answer
        logger.error("no mail about what is amiss: %s", type(error).__name__)
        return False
    return True


def read(path: Path) -> dict[str, str]:
    """Return {name: message} of what was told last; nothing if that can't be read."""
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def write(path: Path, told: dict[str, str]) -> None:
    """Keep what was told, all or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.write_text(json.dumps(told), encoding="utf-8")
    os.replace(new, path)
