import pytest

from helplines import lines
from helplines.context import help_lines
from helplines.lines import header_lines, printed_lines
from helplines.models import Helpline
from helplines.sync import sync_helplines
from tests.helplines.factories import make_helpline


def test_printed_lines_need_no_database():
    lines._printed.cache_clear()

    # Without the django_db mark any query fails the test.
    assert [line.call_uri for line in printed_lines()] == [
        "tel:911",
        "tel:988",
        "tel:+18006624357",
    ]


def test_printed_lines_are_read_once():
    assert printed_lines() is printed_lines()


@pytest.mark.django_db
def test_header_lines_are_those_of_the_database_in_order(django_assert_num_queries):
    make_helpline(slug="second", in_header=True, position=2).save()
    make_helpline(slug="first", in_header=True, position=1).save()
    make_helpline(slug="elsewhere").save()

    with django_assert_num_queries(1):
        lines = header_lines()
    assert [line.slug for line in lines] == ["first", "second"]


@pytest.mark.django_db
def test_an_empty_database_still_gives_numbers_to_call():
    assert header_lines() == printed_lines()


@pytest.mark.django_db
def test_stored_and_printed_lines_say_the_same():
    sync_helplines(printed_lines_as_new())

    stored = [line.content_digest() for line in header_lines()]
    assert stored == [line.content_digest() for line in printed_lines()]


def printed_lines_as_new():
    """Return copies of the printed lines: saving the cached ones would give them a key."""
    fields = [field.attname for field in Helpline.content_fields()]
    return [Helpline(**{f: getattr(line, f) for f in fields}) for line in printed_lines()]


@pytest.mark.django_db
def test_a_page_that_prints_no_line_asks_no_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        lines = help_lines(request=None)["help_lines"]
    with django_assert_num_queries(1):
        assert len(lines) == 3
