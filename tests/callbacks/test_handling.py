"""Agents: of two at once one wins, and each step holds only from the state before."""

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from callbacks.choices import Action, State
from callbacks.handling import STEPS, Refused, act, may_see, steps_for
from callbacks.models import CallbackAccess, CallbackRequest
from tests.callbacks.factories import make_request

# What may be done from each state: by who has it, and by others.
POSSIBLE = {
    State.NEW: ({Action.CLAIM}, {Action.CLAIM}),
    State.NO_ANSWER: ({Action.CLAIM}, {Action.CLAIM}),
    State.CLAIMED: ({Action.REACHED, Action.NO_ANSWER, Action.GIVE_BACK, Action.CLOSE}, set()),
    State.REACHED: ({Action.REOPEN, Action.CLOSE}, {Action.REOPEN, Action.CLOSE}),
    State.CLOSED: ({Action.REOPEN}, {Action.REOPEN}),
}
AFTER = {
    Action.CLAIM: State.CLAIMED,
    Action.REACHED: State.REACHED,
    Action.NO_ANSWER: State.NO_ANSWER,
    Action.GIVE_BACK: State.NEW,
    Action.CLOSE: State.CLOSED,
    Action.REOPEN: State.NEW,
}


def in_state(state, agent):
    """Return a request in that state; claimed by `agent` if it is claimed."""
    now = timezone.now()
    claim = {"claimed_by": agent, "claimed_at": now} if state == State.CLAIMED else {}
    done = {"closed_at": now} if state in (State.REACHED, State.CLOSED) else {}
    return make_request(state=state, **claim, **done)


@pytest.mark.django_db
@pytest.mark.parametrize("action", STEPS)
@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("is_theirs", [True, False])
def test_each_step_holds_from_some_states_only(ada, ben, state, action, is_theirs):
    callback = in_state(state, ada)
    agent = ada if is_theirs else ben
    possible = POSSIBLE[state][0 if is_theirs else 1]

    assert set(steps_for(agent, callback)) == possible
    if action in possible:
        act(agent, callback.pk, action)
    else:
        with pytest.raises(Refused):
            act(agent, callback.pk, action)

    again = CallbackRequest.objects.get()
    assert again.state == (AFTER[action] if action in possible else state)
    noted = [(access.agent, access.what) for access in CallbackAccess.objects.all()]
    assert noted == ([(agent, action)] if action in possible else [])


@pytest.mark.django_db
def test_only_who_claimed_it_sees_it_and_only_while_they_have_it(ada, ben):
    root = User.objects.create_superuser("root")
    callback = make_request()

    def seeing():
        callback.refresh_from_db()
        return [agent.username for agent in (ada, ben, root) if may_see(agent, callback)]

    assert seeing() == []
    act(ada, callback.pk, Action.CLAIM)
    assert seeing() == ["ada"]
    act(ada, callback.pk, Action.REACHED)
    assert seeing() == []


@pytest.mark.django_db
def test_a_superuser_frees_what_someone_left_behind(ada):
    root = User.objects.create_superuser("root")
    callback = in_state(State.CLAIMED, ada)

    assert steps_for(root, callback) == [Action.GIVE_BACK]
    act(root, callback.pk, Action.GIVE_BACK)
    assert CallbackRequest.objects.get().state == State.NEW


@pytest.mark.django_db
def test_calls_without_answer_are_counted_and_the_request_waits_on(ada, ben):
    callback = make_request()
    for agent in (ada, ben):
        act(agent, callback.pk, Action.CLAIM)
        act(agent, callback.pk, Action.NO_ANSWER)
    act(ada, callback.pk, Action.CLAIM)
    act(ada, callback.pk, Action.GIVE_BACK)

    callback.refresh_from_db()
    assert (callback.tries, callback.state, callback.claimed_by) == (2, State.NO_ANSWER, None)


@pytest.mark.django_db
def test_closing_what_was_reached_does_not_keep_it_longer(ada):
    callback = in_state(State.REACHED, ada)
    act(ada, callback.pk, Action.CLOSE)
    assert CallbackRequest.objects.get().closed_at == callback.closed_at


@pytest.mark.django_db
def test_what_is_opened_again_waits_as_if_new_unless_there_is_a_newer_one(ada):
    callback = in_state(State.CLOSED, ada)
    newer = make_request(phone=callback.phone)

    with pytest.raises(Refused):
        act(ada, callback.pk, Action.REOPEN)
    newer.delete()
    act(ada, callback.pk, Action.REOPEN)
    callback.refresh_from_db()
    assert (callback.state, callback.closed_at) == (State.NEW, None)


@pytest.mark.django_db
def test_who_left_stays_on_record_by_name(ada):
    callback = make_request()
    act(ada, callback.pk, Action.CLAIM)
    act(ada, callback.pk, Action.GIVE_BACK)
    ada.delete()
    noted = CallbackAccess.objects.values_list("agent_name", "agent", "request_number")
    assert set(noted) == {("ada", None, callback.pk)}


RACE = """
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from django.db import connection
from callbacks.handling import Refused, act
from callbacks.models import CallbackAccess, CallbackRequest
from tests.callbacks.factories import make_agent, make_request
agents = [make_agent(f"agent{number}") for number in range(4)]
one = make_request()
start = Barrier(len(agents))

def press(agent):
    try:
        start.wait()
        act(agent, one.pk, "claim")
    except Refused:
        return None
    finally:
        connection.close()
    return agent

with ThreadPoolExecutor(len(agents)) as pool:
    won = [agent for agent in pool.map(press, agents) if agent]
assert len(won) == 1, won
assert CallbackRequest.objects.get().claimed_by == won[0]
assert [access.agent for access in CallbackAccess.objects.all()] == won
"""


def test_of_agents_who_press_at_once_one_wins(installation):
    installation.manage("shell", "-v0", "-c", RACE)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changes",
    [
        {"state": "lost"},
        {"state": State.CLAIMED},
        {"claimed_at": timezone.now()},
        {"state": State.CLOSED},
        {"closed_at": timezone.now()},
    ],
)
def test_the_database_refuses_what_makes_no_sense(changes):
    callback = make_request()
    with pytest.raises(IntegrityError), transaction.atomic():
        CallbackRequest.objects.filter(pk=callback.pk).update(**changes)


@pytest.mark.django_db
@pytest.mark.parametrize("changes", [{"nonce": "same"}, {"phone": "+16175550123"}], ids=str)
def test_the_database_refuses_the_same_twice(changes):
    usual = {"nonce": "a", "phone": "+16175550199"}
    make_request(**{**usual, **changes})
    with pytest.raises(IntegrityError), transaction.atomic():
        make_request(**{"nonce": "b", "phone": "+16175550188", **changes})


@pytest.mark.django_db
def test_any_agent_may_free_what_another_forgot(ada, ben):
    callback = in_state(State.CLAIMED, ada)
    for hours, possible in ((23, []), (25, [Action.GIVE_BACK])):
        claimed_at = timezone.now() - timezone.timedelta(hours=hours)
        CallbackRequest.objects.update(claimed_at=claimed_at)
        assert steps_for(ben, CallbackRequest.objects.get()) == possible
        if not possible:
            with pytest.raises(Refused):
                act(ben, callback.pk, Action.GIVE_BACK)

    act(ben, callback.pk, Action.GIVE_BACK)
    assert CallbackRequest.objects.get().state == State.NEW
    assert CallbackAccess.objects.get().agent == ben
    with pytest.raises(Refused):  # from a page that was left open
        act(ada, callback.pk, Action.REACHED)
    assert not may_see(ada, CallbackRequest.objects.get())
