"""A password alone opens nothing, a code opens once, and what is lost is replaced on record."""

import re

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from staff import second_factor
from staff.models import Authenticator, Event, RecoveryCode, StaffSession
from tests.staff.conftest import INDEX, PASSWORD, browser, code, enter, give, with_app
from visitor_forms.crypto import encrypt

STEP, SET_UP = reverse("admin:second_factor"), reverse("admin:second_factor_set_up")
pytestmark = pytest.mark.django_db


def test_a_password_alone_opens_no_page(client, ada, required):
    with_app(ada)
    assert enter(client).status_code == 302
    for name in ("index", "account", "auth_user_changelist", "password_change"):
        response = client.get(reverse(f"admin:{name}"), follow=True)
        assert response.request["PATH_INFO"] == STEP
        assert "Log out" in response.content.decode()


def test_a_code_opens_the_admin_in_a_new_session(client, ada, required):
    key, _codes = with_app(ada)
    enter(client)
    before = client.cookies["sessionid"].value
    response = give(client, code(key))
    assert response.url == INDEX
    assert client.cookies["sessionid"].value != before
    assert client.get(INDEX).status_code == 200


def test_the_way_goes_on_to_where_it_was_for(client, ada, required):
    key, _codes = with_app(ada)
    page = reverse("admin:auth_group_changelist")
    response = client.get(page, follow=True)
    data = {"username": "ada", "password": PASSWORD, "next": page}
    response = client.post(response.request["PATH_INFO"], data, follow=True)
    assert response.context["next"] == page
    response = client.post(STEP, {"code": code(key), "next": page})
    assert response.url == page


def test_it_leads_to_no_other_site(client, ada, required):
    key, _codes = with_app(ada)
    enter(client)
    response = client.post(STEP, {"code": code(key), "next": "https://evil.example/"})
    assert response.url == INDEX


@pytest.mark.parametrize(
    "typed, is_right",
    [(0, True), (-1, True), (1, False), (-2, False), ("000000", False), ("", False)],
    ids=["now", "just before", "to come", "too old", "a guess", "nothing"],
)
def test_a_code_is_good_while_it_is_shown(ada, clock, typed, is_right):
    key = second_factor.new_key()
    second_factor.set_up(ada, key, code(key, at=clock.now[0]))
    clock(3600)
    typed = code(key, typed, at=clock.now[0]) if isinstance(typed, int) else typed
    assert (second_factor.check(ada, typed) is not None) is is_right


def test_a_code_works_once(ada, required):
    key, _codes = with_app(ada)
    first, second = browser(), browser()
    shown = code(key)
    for client in (first, second):
        enter(client)
    assert give(first, shown).status_code == 302
    assert "used already" in give(second, shown).content.decode()
    assert second.get(INDEX).status_code == 302


def test_the_code_it_was_set_up_with_is_used_up(ada, clock):
    key = second_factor.new_key()
    shown = code(key, at=clock.now[0])
    assert second_factor.set_up(ada, key, shown)
    assert second_factor.check(ada, shown) is None


def test_wrong_codes_make_the_next_try_wait(client, ada, required):
    key, _codes = with_app(ada)
    enter(client)
    assert "isn&#x27;t right" in give(client, "123456").content.decode()
    # The right one, too, and more wrong ones make it longer.
    assert "Wait 1 second" in give(client, code(key)).content.decode()
    waits = []
    for _time in range(14):
        Authenticator.objects.update(throttling_failure_timestamp=None)  # the wait is over
        second_factor.check(ada, "123456")
        waits.append(second_factor.seconds_to_wait(ada))
    assert waits == pytest.approx([2, 4, 8, 16, 32, 64, 128, 256, 512] + [512] * 5, abs=1)


def test_a_recovery_code_works_once(ada, required):
    _key, codes = with_app(ada)
    assert len(set(codes)) == 10
    for client, opens in ((browser(), True), (browser(), False)):
        enter(client)
        give(client, codes[3].upper())
        assert (client.get(INDEX).status_code == 200) is opens
    assert RecoveryCode.objects.count() == 9


def test_no_key_and_no_code_can_be_read_in_the_database(ada):
    key, codes = with_app(ada)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM staff_authenticator")
        [row] = cursor.fetchall()
        cursor.execute("SELECT * FROM staff_recoverycode")
        rows = [row, *cursor.fetchall()]
    text = " ".join(
        str(bytes(cell) if hasattr(cell, "obj") else cell) for row in rows for cell in row
    )
    assert key not in text
    assert not any(second_factor.without_spaces(typed) in text for typed in codes)


def key_on(response):
    """Return (key, hidden field) of the page for setting up."""
    html = response.content.decode()
    typed = re.search('staff-key">([^<]+)<', html).group(1)
    key = second_factor.base64.b32decode(typed.replace(" ", "")).hex()
    return key, re.search('name="sealed" value="([^"]+)"', html).group(1)


def test_it_is_set_up_at_the_first_log_in(client, ada, required):
    enter(client)
    response = client.get(INDEX, follow=True)
    assert response.request["PATH_INFO"] == SET_UP
    html = response.content.decode()
    assert "<svg" in html
    assert "style=" not in html.partition("<svg")[2].partition("</svg>")[0]
    assert "no-store" in response["Cache-Control"]
    key, sealed = key_on(response)
    assert not Authenticator.objects.exists()

    wrong = client.post(SET_UP, {"sealed": sealed, "code": "000000"})
    assert key_on(wrong)[0] == key
    response = client.post(SET_UP, {"sealed": sealed, "code": code(key)})
    codes = re.findall('staff-key">([^<]+)<', response.content.decode())
    assert len(codes) == 10
    assert client.get(INDEX).status_code == 200
    assert second_factor.check(ada, codes[0])


def test_a_new_one_ends_the_old_one_and_other_sessions(client, ada, required):
    key, codes = with_app(ada)
    elsewhere = browser()
    for each, typed in ((client, code(key)), (elsewhere, codes[0])):
        enter(each)
        give(each, typed)
    new, sealed = key_on(client.get(SET_UP))
    client.post(SET_UP, {"sealed": sealed, "code": code(new)})
    assert client.get(INDEX).status_code == 200
    assert elsewhere.get(INDEX).status_code == 302
    assert Authenticator.objects.get().key == new
    assert second_factor.check(ada, codes[1]) is None


def test_a_key_of_somebody_else_is_not_taken(client, ada, required):
    enter(client)
    key = second_factor.new_key()
    for sealed in (encrypt(f"{ada.pk + 1}:{key}").decode(), "x", key):
        client.post(SET_UP, {"sealed": sealed, "code": code(key)})
    assert not Authenticator.objects.exists()


def test_who_has_one_cannot_pass_it_by_with_another(client, ada, required):
    with_app(ada)
    enter(client)
    assert client.get(SET_UP).url.startswith(STEP)
    key = second_factor.new_key()
    client.post(SET_UP, {"sealed": encrypt(f"{ada.pk}:{key}").decode(), "code": code(key)})
    assert client.get(INDEX).status_code == 302
    assert Authenticator.objects.get().key != key


def test_where_it_is_optional_only_those_who_have_it_are_asked(client, ada):
    enter(client)
    assert client.get(INDEX).status_code == 200
    client.logout()
    with_app(ada)
    enter(client)
    assert client.get(INDEX, follow=True).request["PATH_INFO"] == STEP


def test_without_keys_it_says_what_is_missing(client, ada, required, settings):
    settings.FIELD_KEYS = []
    enter(client)
    assert "FIELD_KEYS" in client.get(SET_UP).content.decode()
    assert client.get(INDEX).status_code == 302


def test_a_key_that_cannot_be_read_leaves_the_recovery_codes(ada, settings):
    key, codes = with_app(ada)
    settings.FIELD_KEYS = ["b3RoZXItb3RoZXItb3RoZXItb3RoZXItb3RoZXItb3Q="]
    assert second_factor.check(ada, codes[0])
    assert second_factor.check(ada, code(key)) is None


def test_a_superuser_resets_it_on_record(client, ada, required):
    key, _codes = with_app(ada)
    bob = User.objects.create_user("bob", password=PASSWORD, is_staff=True)
    with_app(bob)
    theirs = browser()
    enter(theirs, "bob")
    enter(client)
    give(client, code(key))
    data = {"action": "reset_second_factor", "_selected_action": [bob.pk]}
    response = client.post(reverse("admin:auth_user_changelist"), data, follow=True)
    assert "1 second factor was reset" in response.content.decode()
    assert second_factor.of(bob) is None
    assert second_factor.of(ada) is not None
    assert not StaffSession.objects.filter(user=bob).exists()
    event = Event.objects.get(what="reset")
    assert (event.account, event.by) == ("bob", "ada")


def test_a_command_resets_that_of_the_last_superuser(ada, capsys):
    with_app(ada)
    call_command("reset_second_factor", "ada")
    assert "reset" in capsys.readouterr().out
    assert Event.objects.get(what="reset").by == "manage.py"
    with pytest.raises(CommandError, match="nothing to reset"):
        call_command("reset_second_factor", "ada")
    with pytest.raises(CommandError, match="There is no account “eve”"):
        call_command("reset_second_factor", "eve")
