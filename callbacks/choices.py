"""What a request can be, and what an agent can do with one."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a request stands. "No answer" waits to be tried again."""

    NEW = "new", _("New")
    CLAIMED = "claimed", _("Claimed")
    NO_ANSWER = "no_answer", _("No answer")
    REACHED = "reached", _("Reached")
    CLOSED = "closed", _("Closed")


class Times(models.TextChoices):
    ANY = "any", _("Any time")
    MORNING = "morning", _("Mornings")
    AFTERNOON = "afternoon", _("Afternoons")
    EVENING = "evening", _("Evenings")
    WEEKEND = "weekend", _("Weekends")


class WhomFor(models.TextChoices):
    SELF = "self", _("For me")
    OTHER = "other", _("For someone else")


class Voicemail(models.TextChoices):
    NO = "no", _("No")
    YES = "yes", _("Yes")


WAITING = (State.NEW, State.NO_ANSWER)
OPEN = (*WAITING, State.CLAIMED)
DONE = (State.REACHED, State.CLOSED)


class Action(models.TextChoices):
    """What an agent did. All but SEEN are also buttons."""

    SEEN = "seen", _("Saw name and number")
    CLAIM = "claim", _("Claimed")
    GIVE_BACK = "give_back", _("Gave back")
    NO_ANSWER = "no_answer", _("Called, no answer")
    REACHED = "reached", _("Reached")
    CLOSE = "close", _("Closed")
    REOPEN = "reopen", _("Opened again")
