"""Files of guides: what is read, and that each mistake is named with its file and line."""

from datetime import date

import pytest

from guides.files.fixture import read_fixture
from helplines.fixture import FixtureError
from tests.guides.factories import FILE

ENDS = 'date = "2024-03"'
REVIEW = 'kind = "lawyer"\nreviewer = "B, JD"\ndate = "May"\ndigest = "0123456789abcdef"'
SOURCE = "cdc | Overdose basics | CDC | https://www.cdc.gov/overdose/ | 2024-03"
pytestmark = pytest.mark.django_db


@pytest.fixture
def write(tmp_path):
    """Return a function that writes one file and returns the folder of all."""

    def do(text=FILE, name="en/withdrawal.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return tmp_path

    return do


def test_a_file_is_read(write):
    head = 'steps = ["Call 911.", "Stay."]\n\n[[sources]]'
    [guide] = read_fixture(write(FILE.replace("[[sources]]", head)))

    assert (guide.slug, guide.language, guide.title) == ("withdrawal", "en", "Withdrawal")
    assert guide.steps == "Call 911.\nStay."
    assert guide.services == "detox medicaid"
    assert guide.sources == SOURCE
    assert (guide.topic, guide.next_end) == ("", None)
    assert guide.last_reviewed == date(2026, 11, 22)
    assert guide.body == "## What it is\n\nWords."


def test_topics_and_the_ends_of_rules_are_read(write):
    head = FILE.replace("position = 20", 'position = 20\ntopic = "danger"')
    [guide] = read_fixture(write(head.replace('"2024-03"', '"2024-03"\nexpires = "2026-12-31"')))

    assert guide.topic == "danger"
    [source] = guide.source_list
    assert source.ends_on == date(2026, 12, 31)
    assert guide.sources == f"{SOURCE} | 2026-12-31"


def test_guides_of_one_load_may_link_to_each_other(write):
    write(FILE + "\n[a](/guides/overdose/)\n")
    write(FILE, "en/overdose.md")
    # A page in Spanish shows the English text where there is no other.
    write(FILE + "\n[a](/guides/withdrawal/)\n", "es/overdose.md")

    assert len(read_fixture(write())) == 3


def test_an_english_guide_cannot_link_to_one_only_in_spanish(write):
    write(FILE, "es/overdose.md")

    with pytest.raises(FixtureError, match=r"^en/withdrawal.md:25: body: There is no guide at"):
        read_fixture(write(FILE + "\n[a](/guides/overdose/)\n"))


@pytest.mark.parametrize(
    "old, new, message",
    [
        ("+++\ntitle", "title", "en/withdrawal.md:1: it must begin with its fields"),
        ('date = "2024-03"\n+++', 'date = "2024-03"', "en/withdrawal.md:1: it must begin"),
        ("position = 20", "position = ", "en/withdrawal.md:4: Invalid value"),
        ("position = 20", 'position = "20"', "en/withdrawal.md:4: position: '20' is not int"),
        ("position = 20", "position = -1", "en/withdrawal.md:4: position: Ensure this value"),
        ("position = 20", 'topic = "x"\nposition = 20', "en/withdrawal.md:4: topic: Value 'x'"),
        ("position", "posture", "en/withdrawal.md:4: posture: no such field"),
        ('reviewer = ""\n', "", "en/withdrawal.md: reviewer: missing"),
        ('"The project"', '""', "en/withdrawal.md:8: author: This field cannot be blank"),
        ("2027-05-22", '"May"', "en/withdrawal.md:11: next_due: 'May' is not date"),
        ("2027-05-22", "2026-05-22", "en/withdrawal.md:11: next_due: It must be later"),
        ('["detox", "medicaid"]', '"detox"', "en/withdrawal.md:7: services: 'detox' is not list"),
        ('"medicaid"]', "7]", "en/withdrawal.md:7: services: 7 is not one line"),
        ('"medicaid"]', '"zzz"]', "en/withdrawal.md:7: services: There is no service “zzz”"),
        ("service=detox", "service=zzz", "en/withdrawal.md:5: search: "),
        ("https://www.cdc", "http://www.cdc", "en/withdrawal.md:13: sources: url: write"),
        ('publisher = "CDC"\n', "", "en/withdrawal.md:13: sources: give each id, title"),
        ('"2024-03"', '"2024-03"\nexpires = "May"', "en/withdrawal.md:13: sources: expires: write"),
        ('"2024-03"', '"2024-03"\nexpires = 2026-05-01', "en/withdrawal.md:13: sources: expires: "),
        ('"2024-03"', '"2024-03"\nends = "2026-05-01"', "en/withdrawal.md:13: sources: give each"),
        ("]]\nid", ']]\n[[reviews]]\nkind = "x"\n[[sources]]\nid', "en/withdrawal.md:13: sources"),
        (ENDS, f'{ENDS}\n[[reviews]]\nkind = "x"', "en/withdrawal.md:19: reviews: give each kind"),
        (ENDS, f"{ENDS}\n[[reviews]]\n{REVIEW}", "en/withdrawal.md:19: reviews: date: write the"),
        ('"CDC"', '"C|DC"', "en/withdrawal.md:13: sources: publisher: 'C|DC' is not one line"),
        ("[@cdc]", "[@who]", "en/withdrawal.md:3: summary: “who” isn't among the sources"),
        (" [@cdc]", "", "en/withdrawal.md:13: sources: “cdc” is cited nowhere"),
        ("Words.", "[a](/nowhere/)", "en/withdrawal.md:23: body: /nowhere/ isn't a page"),
        ("## What it is\n\nWords.\n", "", "en/withdrawal.md:20: body: This field cannot be blank"),
    ],
)
def test_each_mistake_is_named_with_its_file_line_and_field(write, old, new, message):
    assert old in FILE
    with pytest.raises(FixtureError) as error:
        read_fixture(write(FILE.replace(old, new)))
    assert str(error.value).startswith(message)


def test_a_language_that_is_not_the_site_s_is_refused(write):
    with pytest.raises(FixtureError, match="^fr/withdrawal.md: “fr” isn't a language"):
        read_fixture(write(name="fr/withdrawal.md"))


def test_a_folder_without_guides_is_refused(tmp_path):
    with pytest.raises(FixtureError, match="no guides"):
        read_fixture(tmp_path)


def test_what_is_not_text_is_refused(write):
    folder = write()
    (folder / "en/withdrawal.md").write_bytes(b"+++\n\xff\n+++\n")

    with pytest.raises(FixtureError, match="^en/withdrawal.md: can't be read as UTF-8"):
        read_fixture(folder)
