import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from helplines.models import Helpline
from helplines.rules import MUST_SAY
from tests.helplines.factories import make_helpline

pytestmark = pytest.mark.django_db


def assert_refused(line, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        line.save()


@pytest.mark.parametrize("empty", ["", "   "])
@pytest.mark.parametrize("field", MUST_SAY)
def test_a_line_that_does_not_say_is_not_saved(field, empty):
    assert_refused(make_helpline(**{field: empty}), f"helpline_says_{field}")


def test_what_must_be_said_is_what_a_caller_asks():
    asked = {"who_answers", "who_pays", "hours", "languages", "cost", "does", "does_not"}

    assert asked | {"source_name"} < set(MUST_SAY)


def test_a_line_says_when_it_was_last_verified():
    assert_refused(make_helpline(last_verified=None), "last_verified")


@pytest.mark.parametrize("url", ["", "http://example.org/", "javascript:alert(1)"])
def test_the_source_is_a_secure_address(url):
    assert_refused(make_helpline(source_url=url), "helpline_source_is_https")


def test_a_line_nobody_can_reach_is_not_saved():
    assert_refused(make_helpline(call_display="", call_number=""), "helpline_can_be_reached")


@pytest.mark.parametrize(
    "way",
    [
        {"call_display": "988", "call_number": "988"},
        {"text_display": "838255", "text_number": "838255", "text_send": "Any words."},
        {"tty_display": "711", "tty_number": "711"},
        {"chat_url": "https://example.org/chat"},
    ],
)
def test_any_one_way_to_reach_it_is_enough(way):
    line = make_helpline(**{"call_display": "", "call_number": ""} | way)
    line.full_clean()
    line.save()


@pytest.mark.parametrize("part", ["display", "number"])
@pytest.mark.parametrize("way", ["call", "text", "tty"])
def test_a_number_shown_and_a_number_dialed_come_together(way, part):
    line = make_helpline(
        chat_url="https://example.org/chat", call_display="", call_number="", text_send="Words."
    )
    setattr(line, f"{way}_{part}", "988")

    assert_refused(line, f"helpline_{way}_display_and_number")


@pytest.mark.parametrize(
    "field, constraint",
    [
        ("role", "helpline_role_is_known"),
        ("may_refer_to_paying_provider", "helpline_referral_is_known"),
    ],
)
def test_choices_are_known_ones(field, constraint):
    assert_refused(make_helpline(**{field: "maybe"}), constraint)


def test_a_line_that_takes_texts_says_what_to_send():
    line = make_helpline(text_display="988", text_number="988")

    assert_refused(line, "helpline_says_what_to_send")


def test_a_treatment_company_never_stands_at_the_top_of_every_page():
    line = make_helpline(role="provider", in_header=True)

    assert_refused(line, "helpline_provider_not_in_header")


def test_the_operator_publishes_one_line_at_most():
    make_helpline(role="operator").save()

    make_helpline(slug="draft", role="operator", is_published=False).save()
    # SQLite names the column of a broken unique index, PostgreSQL the index too.
    assert_refused(make_helpline(slug="second", role="operator"), "role")


@pytest.mark.parametrize(
    "changes, message",
    [
        ({"call_number": "1-800-662-4357"}, r"Write \+1 and ten digits"),
        ({"text_display": "x", "text_number": "12"}, r"Write \+1 and ten digits"),
        ({"text_display": "988", "text_number": "988"}, "Say what to send"),
        ({"chat_url": "http://example.org/"}, "valid URL"),
        ({"options": "Text us. | soon"}, "not: Text us. | soon"),
        ({"call_display": "", "call_number": ""}, "at least one number"),
        ({"role": "provider", "in_header": True}, "top of every page"),
    ],
)
def test_the_admin_says_in_words_what_is_wrong(changes, message):
    with pytest.raises(ValidationError, match=message):
        make_helpline(**changes).full_clean()


def test_links_are_ones_a_phone_acts_on():
    line = make_helpline(
        text_number="988", text_body="AYUDA", tty_number="711", options="Text. | 988 | AYUDA"
    )

    assert line.call_uri == "tel:+15555550100"
    assert line.text_uri == "sms:988?&body=AYUDA"
    assert line.tty_uri == "tel:711"
    assert line.option_list[0].uri == "sms:988?&body=AYUDA"


def test_how_to_stop_is_told_as_the_line_does_or_else_by_the_rule_of_all():
    assert make_helpline(text_stop="Send BYE.").how_to_stop == "Send BYE."
    assert "send STOP" in make_helpline().how_to_stop


def test_unpublished_lines_are_not_shown():
    make_helpline(slug="shown").save()
    make_helpline(slug="hidden", is_published=False, in_header=True).save()
    make_helpline(slug="top", in_header=True, position=1).save()

    assert [line.slug for line in Helpline.objects.published()] == ["top", "shown"]
    assert [line.slug for line in Helpline.objects.in_header()] == ["top"]
