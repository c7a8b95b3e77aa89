"""What a reviewer reads, and how their answer gets into a guide."""

import re
import tomllib
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test.html import parse_html
from django.utils import timezone

from guides.models import Guide
from guides.packet.statements import Reader
from tests.guides.factories import FILE, SOURCES, make_guide

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate().isoformat()
CLINICIAN = {"reviewer": "A. Example, MD", "kind": "clinician", "date": TODAY, "agrees": True}


@pytest.fixture
def folder(tmp_path):
    """A folder of files with one guide, loaded."""
    path = tmp_path / "guides" / "en" / "withdrawal.md"
    path.parent.mkdir(parents=True)
    path.write_text(FILE, encoding="utf-8")
    call_command("load_guides", f"--folder={path.parent.parent}", verbosity=0)
    return path.parent.parent


@pytest.fixture
def packet(tmp_path, capsys):
    """Return a function: write a packet, return its three texts by their ending."""

    def do(*arguments):
        reviewed = f"--reviewed={tmp_path / 'reviewed'}"
        call_command("review_packet", f"--out={tmp_path / 'out'}", reviewed, *arguments)
        written = map(Path, capsys.readouterr().out.splitlines()[-3:])
        texts = {path.suffix[1:]: path.read_text(encoding="utf-8") for path in written}
        assert [*texts] == ["html", "md", "toml"]
        return texts

    return do


@pytest.fixture
def answer(packet, folder, tmp_path, capsys):
    """Return a function: fill in the packet's form with `values`, record it, return the guide."""

    def do(read="true", replace=("", ""), **values):
        form = packet()["toml"].replace("read = false", f"read = {read}", 1).replace(*replace)
        for name, value in (CLINICIAN | values).items():
            shown = str(value).lower() if isinstance(value, bool) else f'"{value}"'
            form = re.sub(rf"^{name} = \S+", f"{name} = {shown}", form, flags=re.MULTILINE)
        path = tmp_path / "sent-back.toml"
        path.write_text(form, encoding="utf-8")
        reviewed = f"--reviewed={tmp_path / 'reviewed'}"
        call_command("review_packet", f"--record={path}", f"--folder={folder}", reviewed)
        return Guide.objects.get(slug="withdrawal", language="en")

    return do


def test_each_statement_stands_beside_its_sources(add):
    guide = make_guide(steps="[Call 911](tel:911).")
    read = [
        (statement.kind, statement.words, [source.id for _number, source in statement.sources])
        for statement in Reader(guide).statements()
    ]

    search = "/search/?service=detox"
    assert read == [
        ("step", "Call 911 <tel:911>.", []),
        ("summary", "It passes. Ask for help [1].", ["cdc"]),
        ("heading", "What it is", []),
        ("text", f"Words that are true [1], from a search <{search}>.", ["cdc"]),
        ("heading", "More of it", []),
        (
            "text",
            "Call 988 or read the source <https://www.cdc.gov/x> [2, 1].",
            ["nida", "cdc"],
        ),
        ("heading", "In a table", []),
        ("text", "Kind · Where · Cost", []),
        ("text", "Detox · A hospital [2] · Less", ["nida"]),
    ]


def test_the_packet_is_one_document_that_loads_nothing(add, packet):
    body = "In 7 days.\n\n## A\n\n[Call:poison-help], [call:988]. 3 [@nida].\n\n[Call:rainn]."
    add(sources=f"{SOURCES} | 2099-12-31", title="Is <it> so?", body=body)
    texts = packet()

    parse_html(texts["html"])
    assert "Is &lt;it&gt; so?" in texts["html"]
    assert not re.search(r"<(?:link|script|img|iframe)|url\(|@import|{{|{%", texts["html"])
    for text in (texts["html"], texts["md"]):
        assert "Overdose basics" in text
        assert "Ends 2099-12-31." in text
        assert "set to end on 2099-12-31. What holds then?" in text
        assert "No source is given for a number: “In 7 days.”" in text
        assert text.count("No source is given") == 1
        assert "Name and credential" in text
    form = tomllib.loads(texts["toml"])
    assert (form["reviewer"], form["agrees"]) == ("", False)
    assert [guide["digest"] for guide in form["guides"]] == [Guide.objects.get().text_digest]


def test_a_translation_stands_beside_the_original(add, packet):
    add()
    add(language="es", title="Abstinencia", summary="Se pasa. Pide ayuda [@cdc].")
    html = packet("--language=es")["html"]

    row = html.split("Se pasa. Pide ayuda [1].")[1].split("</tr>")[0]
    assert '<td lang="en">It passes. Ask for help [1].</td>' in row


@pytest.mark.parametrize("arguments", [("--guide", "nothing"), ("--language=es",)])
def test_a_packet_without_guides_is_refused(add, packet, arguments):
    add()
    with pytest.raises(CommandError, match="there is no guide"):
        packet(*arguments)


def test_a_review_gets_into_the_file_and_onto_the_page(answer, folder, client):
    guide = answer()
    text = (folder / "en" / "withdrawal.md").read_text(encoding="utf-8")

    assert f'reviewer = "A. Example, MD"\nlast_reviewed = {TODAY}\n' in text
    assert text.split("+++")[2] == FILE.split("+++")[2]
    assert guide.reviews == f"clinician | A. Example, MD | {TODAY} | {guide.text_digest}"
    assert guide.next_due == guide.last_reviewed + timedelta(days=365)
    assert not guide.is_edited
    call_command("load_guides", f"--folder={folder}", verbosity=0)
    assert Guide.objects.get().reviews == guide.reviews
    assert "Reviewed by A. Example, MD on" in client.get("/guides/withdrawal/").content.decode()


def test_each_kind_of_reviewer_has_a_place_and_only_the_clinician_reviews_the_medicine(
    answer, client
):
    answer(kind="lawyer", reviewer="B. Example, JD")
    answer(kind="translator", reviewer="C. Example, CT")
    guide = answer(kind="lawyer", reviewer="D. Example, JD")
    html = client.get("/guides/withdrawal/").content.decode()

    assert (guide.reviewer, guide.clinician) == ("", "")
    assert "Not yet reviewed by a clinician" in html
    assert re.search(r"<dt>Law checked by</dt>\s*<dd>D\. Example, JD, on", html)
    assert re.search(r"<dt>Language checked by</dt>\s*<dd>C\. Example, CT, on", html)
    assert "B. Example" not in html


def test_a_changed_text_is_nobody_s_until_it_is_read_again(answer, packet, client):
    guide = answer()
    answer(kind="lawyer", reviewer="B. Example, JD")
    guide.refresh_from_db()
    guide.body = "## What it is\n\nOther words."
    guide.save()
    html = client.get("/guides/withdrawal/").content.decode()

    assert "Not yet reviewed by a clinician" in html
    assert "Example" not in html
    for text in (packet()["html"], packet()["md"]):
        assert "A. Example, MD (clinician) read it on" in text
        assert "- Words." in text
        assert "+ Other words." in text


def test_without_the_copy_they_are_asked_to_read_all(answer, packet, tmp_path):
    guide = answer()
    guide.body = "Other words."
    guide.save()
    for path in (tmp_path / "reviewed").iterdir():
        path.write_text("What they never read.\n", encoding="utf-8")

    assert "No copy of what they read is kept" in packet()["html"]
    assert "No copy of what they read is kept" in packet()["md"]


def test_of_a_guide_edited_in_the_admin_only_the_row_has_the_review(answer, folder):
    Guide.objects.update(body="Ours.")
    guide = answer()

    assert guide.clinician == "A. Example, MD"
    assert guide.is_edited
    assert (folder / "en" / "withdrawal.md").read_text(encoding="utf-8") == FILE


@pytest.mark.parametrize(
    "values, message",
    [
        ({"agrees": False}, "agrees: they have to agree"),
        ({"read": "false"}, "they say that they have read none"),
        ({"kind": "friend"}, "kind: write one of clinician, lawyer, translator"),
        ({"reviewer": "A. Example"}, "Write a name and a credential"),
        ({"reviewer": "A | B, MD"}, "Write “kind"),
        ({"reviewer": ""}, "Write “kind"),
        ({"date": "May"}, "date: write the day"),
        ({"date": "2999-01-01"}, "date: write the day"),
        ({"replace": ('slug = "withdrawal"', 'slug = "gone"')}, "en/gone: there is no such guide"),
        ({"replace": ("digest = ", 'digest = "0123456789abcdef" #')}, "text has changed since"),
        ({"replace": ("digest = ", 'digest = "0" #')}, "digest: take it from the packet"),
        ({"replace": ("digest = ", "other = ")}, "needs slug, language, digest, read"),
        ({"replace": ("[[guides]]", "[[")}, "can't be read"),
    ],
)
def test_what_is_no_answer_changes_nothing(answer, folder, values, message):
    with pytest.raises(CommandError, match=re.escape(message)):
        answer(**values)

    assert Guide.objects.get().reviews == ""
    assert (folder / "en" / "withdrawal.md").read_text(encoding="utf-8") == FILE
