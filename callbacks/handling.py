"""What agents can do with a callback request.

Each action is a single UPDATE filtered by the state it starts from: if two agents press a button
at the same time, one wins and the other gets a message. Pages offer the actions whose filter
matches.
"""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import BooleanField, Case, ExpressionWrapper, F, Q, Value, When
from django.utils import timezone

from callbacks.choices import DONE, WAITING, Action, State
from callbacks.models import CallbackAccess, CallbackRequest

# After this long the agent has probably forgotten it; any agent may give it back.
STALE_AFTER = timedelta(hours=24)
# Rows changed by one statement: SQLite takes no more than some thousand numbers.
AT_ONCE = 500


class Refused(Exception):
    """The request isn't in the right state: someone was quicker, or its key is missing."""


def may_see(user, request):
    """Tell whether `user` may see name and number: only while they have the request claimed."""
    if request.is_sealed:  # there is nothing to see
        return False
    return request.state == State.CLAIMED and request.claimed_by_id == user.pk


def stale():
    """Return the Q of requests whose agent seems to have forgotten them."""
    return Q(state=State.CLAIMED, claimed_at__lte=timezone.now() - STALE_AFTER)


def note(user, number, action):
    """Write down who did what with a request."""
    note_all(user, [number], action)


def note_all(user, numbers, action):
    """Write down who did the same with several requests."""
    name = user.get_username()
    CallbackAccess.objects.bulk_create(
        CallbackAccess(request_number=number, agent=user, agent_name=name, what=action)
        for number in numbers
    )


def close_all(user, requests):
    """Close those of the requests that are new, without a look at them; return how many."""
    changes = {"state": State.CLOSED, "closed_at": timezone.now()}
    with transaction.atomic():
        new = requests.filter(state=State.NEW).select_for_update()
        numbers = list(new.values_list("pk", flat=True))
        for start in range(0, len(numbers), AT_ONCE):
            some = numbers[start : start + AT_ONCE]
            CallbackRequest.objects.filter(pk__in=some).update(**changes)
            note_all(user, some, Action.CLOSE)
    return len(numbers)


def act(user, number, action):
    """Do an Action other than SEEN with a request and record it, or raise Refused."""
    before, changes = STEPS[action](user)
    try:
        with transaction.atomic():
            requests = CallbackRequest.objects.filter(before, pk=number)
            if action in TO_CALL and any(request.is_sealed for request in requests):
                raise Refused
            if not requests.update(**changes):
                raise Refused
            note(user, number, action)
    except IntegrityError as error:  # opened again while there is a newer one for that phone
        raise Refused from error


def steps_for(user, request):
    """Return the Actions that `user` may do with a request now, in order; costs a query."""
    begins = {
        action.value: ExpressionWrapper(step(user)[0], BooleanField())
        for action, step in STEPS.items()
    }
    holds = CallbackRequest.objects.filter(pk=request.pk).values(**begins).first() or {}
    refused = TO_CALL if request.is_sealed else ()
    return [action for action in STEPS if holds.get(action.value) and action not in refused]


def _claim(user):
    changes = {"state": State.CLAIMED, "claimed_by": user, "claimed_at": timezone.now()}
    return Q(state__in=WAITING), changes


def _give_back(user):
    # Also from an absent agent: giving a request back shows nothing of it.
    before = Q(state=State.CLAIMED) if user.is_superuser else _theirs(user) | stale()
    state = Case(When(tries=0, then=Value(State.NEW)), default=Value(State.NO_ANSWER))
    return before, {"state": state, **NOBODY}


def _no_answer(user):
    return _theirs(user), {"state": State.NO_ANSWER, "tries": F("tries") + 1, **NOBODY}


def _reached(user):
    return _theirs(user), {"state": State.REACHED, "closed_at": timezone.now(), **NOBODY}


def _close(user):
    # A request that was reached keeps the time it was closed.
    closed_at = Case(When(state=State.CLAIMED, then=Value(timezone.now())), default=F("closed_at"))
    before = _theirs(user) | Q(state=State.REACHED)
    return before, {"state": State.CLOSED, "closed_at": closed_at, **NOBODY}


def _reopen(user):
    return Q(state__in=DONE), {"state": State.NEW, "closed_at": None}


def _theirs(user):
    return Q(state=State.CLAIMED, claimed_by=user)


# Not possible for sealed requests: there is no number to call.
TO_CALL = (Action.CLAIM, Action.REOPEN)
NOBODY = {"claimed_by": None, "claimed_at": None}
# {Action: user -> (Q of the requests with which it begins, what it changes)}, as buttons stand.
STEPS = {
    Action.CLAIM: _claim,
    Action.REOPEN: _reopen,
    Action.REACHED: _reached,
    Action.NO_ANSWER: _no_answer,
    Action.GIVE_BACK: _give_back,
    Action.CLOSE: _close,
}
