import pytest
from django.core.management import call_command
from django.urls import reverse

from helplines.fixture import read_fixture
from tests.helplines.factories import make_helpline

pytestmark = pytest.mark.django_db


@pytest.fixture
def list_html(client):
    """Return the page of all helplines as text."""

    def get():
        response = client.get(reverse("helplines"))
        assert response.status_code == 200
        return response.content.decode()

    return get


def test_every_line_answers_who_answers(list_html):
    call_command("load_helplines", verbosity=0)
    count = len(read_fixture())

    html = list_html()
    assert html.count("<dt>Who answers?</dt>") == count
    assert html.count("<dt>Who pays for the line?</dt>") == count
    assert html.count("<h1") == 1


def test_neutral_lines_come_before_companies(list_html):
    call_command("load_helplines", verbosity=0)

    html = list_html()
    assert html.index("line-disaster-distress-helpline") < html.index("line-ark-behavioral-health")


def test_an_unpublished_line_is_not_listed(list_html):
    make_helpline(name="Hidden Line", is_published=False).save()
    make_helpline(slug="shown", name="Shown Line").save()

    html = list_html()
    assert "Shown Line" in html
    assert "Hidden Line" not in html


def test_an_empty_list_points_to_the_numbers_at_the_top(list_html):
    assert "The numbers at the top of this page work" in list_html()
