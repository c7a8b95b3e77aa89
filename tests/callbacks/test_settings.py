"""Callbacks start only when everything that visitors are told is set."""

import pytest
from django.core.exceptions import ImproperlyConfigured

ALL = {
    "CALLBACKS_ENABLED": "on",
    "FIELD_KEYS": "dGVzdHMtb25seS10ZXN0cy1vbmx5LXRlc3RzLW9ubHk=",
    "CALLBACKS_BY": "Bay County Helpers",
    "CALLBACKS_FROM": "(617) 555-0142",
    "CALLBACKS_HOURS": "9 to 5",
}
MAIL = {
    "CALLBACKS_NOTIFY": "a@site.example, b@site.example",
    "EMAIL_URL": "smtp+tls://user:pass@mail.example:587",
    "DEFAULT_FROM_EMAIL": "finder@site.example",
}


def test_they_are_off_unless_asked_for(settings_of):
    settings = settings_of()
    assert settings["CALLBACKS_ENABLED"] is False
    assert settings["EMAIL_BACKEND"] == "django.core.mail.backends.dummy.EmailBackend"


def test_the_number_is_kept_as_it_is_dialed(settings_of):
    assert settings_of(**ALL)["CALLBACKS_FROM"] == "+16175550142"


@pytest.mark.parametrize("name", sorted(set(ALL) - {"CALLBACKS_ENABLED"}))
def test_a_missing_one_stops_the_start_in_one_line(settings_of, name):
    with pytest.raises(ImproperlyConfigured, match=f"{name} is not set") as caught:
        settings_of(**{**ALL, name: ""})
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("value", ["x", "555-0142", "911", "+44 20 7946 0018"])
def test_a_number_that_is_none_stops_it_too(settings_of, value):
    with pytest.raises(ImproperlyConfigured, match="^CALLBACKS_FROM is not a phone number"):
        settings_of(**{**ALL, "CALLBACKS_FROM": value})


def test_mail_goes_where_it_is_told(settings_of):
    settings = settings_of(**MAIL)
    assert settings["CALLBACKS_NOTIFY"] == ["a@site.example", "b@site.example"]
    assert (settings["EMAIL_HOST"], settings["EMAIL_PORT"], settings["EMAIL_USE_TLS"]) == (
        "mail.example",
        587,
        True,
    )
    assert settings["EMAIL_TIMEOUT"] == 5


@pytest.mark.parametrize(
    "changes, message",
    [
        ({"EMAIL_URL": ""}, "EMAIL_URL is not set. CALLBACKS_NOTIFY needs it."),
        ({"DEFAULT_FROM_EMAIL": ""}, "DEFAULT_FROM_EMAIL is not set. CALLBACKS_NOTIFY needs it."),
        ({"CALLBACKS_NOTIFY": "nobody"}, "CALLBACKS_NOTIFY is not an e-mail address"),
        ({"EMAIL_URL": "pigeon://roof"}, "EMAIL_URL is not the address of a mail server"),
    ],
    ids=str,
)
def test_mail_that_nobody_would_get_stops_the_start(settings_of, changes, message):
    with pytest.raises(ImproperlyConfigured, match=f"^{message}"):
        settings_of(**{**MAIL, **changes})
