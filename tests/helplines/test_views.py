import re

import brotli
import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse

from helplines.choices import Situation
from helplines.fixture import read_fixture
from helplines.models import Helpline
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


def test_the_list_starts_with_situations_that_lead_to_their_lines(list_html):
    call_command("load_helplines", verbosity=0)

    html = list_html()
    links = re.findall(r'<a class="chip" href="#(for-[a-z]+)">', html)
    assert links == [f"for-{situation.value}" for situation in Situation]
    assert re.findall(r'<h2 id="(for-[a-z]+)">', html) == [*links, "for-others"]
    assert html.index(f'href="#{links[-1]}"') < html.index(f'id="{links[0]}"')


def test_a_line_stands_under_each_of_its_situations_and_its_facts_once(list_html):
    make_helpline(situations="now teen").save()

    groups = list_html().split('<h2 id="for-')
    assert ["Town Line" in group for group in groups] == [False, True, True]
    assert ["Who pays for the line?" in group for group in groups] == [False, True, False]
    assert 'href="#line-town-line"' in groups[2]


def test_a_line_without_a_situation_stands_at_the_end_with_its_role(list_html):
    make_helpline(role="operator").save()
    make_helpline(slug="other", name="Other Line", situations="needs").save()

    listed = list_html().partition('id="for-others"')[2]
    assert "This site&#x27;s own line" in listed
    assert "Town Line" in listed
    assert "Other Line" not in listed


@pytest.mark.parametrize(
    "role, number, offered",
    [
        ("crisis", "741741", True),
        ("national", "435748", True),
        ("gambling", "741741", False),
        ("crisis", "", False),
    ],
)
def test_texting_offers_the_lines_for_anybody(role, number, offered):
    text = {"text_number": number, "text_display": number, "text_send": "Hi."} if number else {}
    make_helpline(role=role, **text).save()

    assert Helpline.objects.to_text_anytime().exists() == offered


@pytest.mark.parametrize("path", ["/helplines/", "/es/helplines/"])
def test_the_page_and_its_style_stay_light(client, path):
    """Twenty lines with all there is to know take more than the one round trip of other pages."""
    call_command("load_helplines", verbosity=0)
    folder = settings.BASE_DIR / "static" / "css"
    style = sum(
        len(brotli.compress((folder / name).read_bytes()))
        for name in ("finder.css", "helplines.css")
    )

    page = len(brotli.compress(client.get(path).content, quality=5))
    assert page + style <= 17_000


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
