"""What can be guessed is refused, and nothing else; nobody chooses one for somebody else."""

import re

import pytest
from django.conf import global_settings
from django.contrib.auth.models import Permission, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.module_loading import import_string

from finder import settings as production
from finder.configuration.log_in import password_validators
from staff import second_factor
from staff.models import Event, StaffSession
from tests.staff.conftest import LOG_IN, PASSWORD, browser, enter, with_app

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "password, is_allowed",
    [
        ("iloveyouiloveyou", False),
        ("adminadminadmin1", False),
        ("three-green-canaries-sing", True),
        ("aaaaaaaaaaaaaaaaaaaaaa", False),
        ("qwertyuiopasdfghjkl", False),
        ("P@ssw0rd!P@ssw0rd!", False),
        ("treatment finder 2026", False),
        ("ada.example.lovelace", False),
        ("lantern müde ornithopter", True),
        ("     vexing     quilts     ", True),
        ("jumpy walrus 7 tariffs " * 10, True),  # 230 characters
        ("vexing-quilts", False),  # short
    ],
)
def test_a_password_is_judged_by_how_soon_it_is_guessed(settings, password, is_allowed):
    user = User(username="ada", email="ada.lovelace@example.org")
    try:
        validate_password(password, user)
    except ValidationError:
        assert not is_allowed
    else:
        assert is_allowed


@pytest.mark.parametrize("second_factor, least", [("required", 10), ("optional", 15)])
def test_it_is_longer_where_it_is_all_there_is(settings, second_factor, least):
    settings.AUTH_PASSWORD_VALIDATORS = password_validators(second_factor)
    text = "kD9!xq2Vb7#mLz0"
    with pytest.raises(ValidationError):
        validate_password(text[: least - 1])
    validate_password(text[:least])


def test_a_password_is_checked_as_it_was_typed(client):
    User.objects.create_superuser("ada", password="  Three Green Canaries  ")
    enter(client, password="three green canaries")
    enter(client, password="Three Green Canaries")
    assert "_auth_user_id" not in client.session
    enter(client, password="  Three Green Canaries  ")
    assert "_auth_user_id" in client.session


def test_boxes_hide_a_password_and_let_it_be_pasted(client, ada):
    enter(client)
    pages = [browser().get(LOG_IN), client.get(reverse("admin:password_change"))]
    boxes = [
        box
        for page in pages
        for box in re.findall('<input[^>]*name="[^"]*password[^>]*>', page.content.decode())
    ]
    assert len(boxes) >= 4
    for box in boxes:
        assert 'type="password"' in box
        assert "onpaste" not in box
        assert 'autocomplete="off"' not in box


def test_changing_it_needs_the_old_one(client, ada):
    enter(client)
    new = "purple-window-argues-often"
    data = {"old_password": "wrong", "new_password1": new, "new_password2": new}
    assert client.post(reverse("admin:password_change"), data).status_code == 200
    ada.refresh_from_db()
    assert ada.check_password(PASSWORD)


NEW_PASSWORD = reverse("admin:new_password")


def make_code(client, user):
    path = reverse("admin:auth_user_password_change", args=[user.pk])
    assert "staff-key" not in client.get(path).content.decode()
    return re.search('staff-key">([^<]+)<', client.post(path).content.decode()).group(1)


def choose(name, code, password):
    """Send a code with a password; return the last answer."""
    data = {"username": name, "code": code, "password1": password, "password2": password}
    return browser().post(NEW_PASSWORD, data, follow=True).content.decode()


def test_an_account_is_made_without_a_password_and_its_owner_chooses_one_once(client, ada):
    enter(client)
    client.post(reverse("admin:auth_user_add"), {"username": "bob"})
    bob = User.objects.get(username="bob")
    assert not bob.has_usable_password()
    code = make_code(client, bob)
    assert "too short" in choose("bob", code, "bob")
    assert "Your password is saved" in choose("bob", code, PASSWORD + "-too")
    assert "was used before" in choose("bob", code, "another-one-that-is-long")
    bob.refresh_from_db()
    assert bob.check_password(PASSWORD + "-too")
    events = Event.objects.filter(account="bob").order_by("pk").values_list("what", "by")
    assert list(events) == [("password-code", "ada"), ("password", "")]


@pytest.mark.parametrize("name", ["eve", "nobody", ""])
def test_a_code_is_for_one_account(client, ada, name):
    enter(client)
    bob, _eve = (User.objects.create_user(each, is_staff=True) for each in ("bob", "eve"))
    code = make_code(client, bob)
    answer = choose(name, code, "purple-window-argues-often")
    assert "isn&#x27;t right for this account" in answer
    assert "isn&#x27;t right for this account" in choose("bob", code[:-1], "x")


def test_a_code_is_good_for_a_day(client, ada, settings):
    enter(client)
    bob = User.objects.create_user("bob", is_staff=True)
    code = make_code(client, bob)
    assert settings.PASSWORD_RESET_TIMEOUT == 86_400
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "over a day old" in choose("bob", code, "purple-window-argues-often")


def test_nobody_sets_the_password_of_somebody_else(client, ada):
    enter(client)
    bob = User.objects.create_user("bob", password=PASSWORD, is_staff=True)
    data = {"password1": "purple-window-argues", "password2": "purple-window-argues"}
    client.post(reverse("admin:auth_user_password_change", args=[bob.pk]), data)
    bob.refresh_from_db()
    assert bob.check_password(PASSWORD)


def test_a_password_by_code_ends_sessions_and_leaves_the_second_factor(client, ada):
    enter(client)
    bob = User.objects.create_user("bob", password=PASSWORD, is_staff=True)
    with_app(bob)
    elsewhere = browser()
    enter(elsewhere, "bob")
    choose("bob", make_code(client, bob), "purple-window-argues-often")
    assert not StaffSession.objects.filter(user=bob).exists()
    enter(elsewhere, "bob", "purple-window-argues-often")
    assert (
        elsewhere.get(reverse("admin:index"), follow=True)
        .request["PATH_INFO"]
        .endswith("/second-factor/")
    )


def test_there_is_no_account_to_begin_with():
    assert not User.objects.exists()


def test_passwords_are_kept_as_slow_salted_hashes():
    hashers = getattr(production, "PASSWORD_HASHERS", global_settings.PASSWORD_HASHERS)
    hasher = import_string(hashers[0])()
    assert (hasher.algorithm, hasher.iterations >= 600_000) == ("pbkdf2_sha256", True)
    assert hasher.salt_entropy >= 128


def test_only_superusers_let_others_in(client, ada):
    bob = User.objects.create_user("bob", password=PASSWORD, is_staff=True)
    bob.user_permissions.set(Permission.objects.filter(codename__endswith="_user"))
    with_app(ada)
    enter(client, "bob")
    path = reverse("admin:auth_user_password_change", args=[ada.pk])
    assert client.post(path).status_code == 403
    data = {"action": "reset_second_factor", "_selected_action": [ada.pk]}
    client.post(reverse("admin:auth_user_changelist"), data)
    assert second_factor.of(ada) is not None


def test_nobody_makes_themselves_a_superuser(client, ada):
    bob = User.objects.create_user("bob", password=PASSWORD, is_staff=True)
    bob.user_permissions.set(Permission.objects.filter(codename__endswith="_user"))
    enter(client, "bob")
    path = reverse("admin:auth_user_change", args=[bob.pk])
    client.post(path, {"username": "bob", "is_staff": "on", "is_superuser": "on"})
    bob.refresh_from_db()
    assert not bob.is_superuser
    assert client.get(path).status_code == 200  # to read
    assert client.get(reverse("admin:auth_user_add")).status_code == 403
