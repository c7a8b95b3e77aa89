"""The lines in Spanish: as shipped, as stored, and on pages."""

import json
import re

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from helplines import lines as helpline_lines
from helplines.fixture import FIXTURE, read_fixture, read_translations
from helplines.lines import header_lines, printed_lines
from helplines.models import Helpline, HelplineTranslation
from helplines.rules import MUST_KNOW
from helplines.translation import WORDS, localized, words_digest
from tests.helplines.factories import make_helpline
from tests.helplines.test_fixture import digits

SHIPPED = read_fixture()
SPANISH = {
    translation.line.slug: translation
    for translation in read_translations(SHIPPED)
    if translation.language == "es"
}
PAIRS = [(line, SPANISH[line.slug]) for line in SHIPPED]
each_line = pytest.mark.parametrize("line, spanish", PAIRS, ids=[line.slug for line in SHIPPED])
PROSE = [name for name in WORDS if name not in ("name", "text_body")]
UNKIND = r"\b((drog)?adict[oa]s?|alcohólic[oa]s?|abus\w+|víctimas?|garanti\w+|mejor(es)?)\b"
SAID = dict.fromkeys(MUST_KNOW, "Dos enfermeras.")
RIGHT = SAID | {"language": "es"}


def test_every_line_is_there_in_spanish():
    assert SPANISH.keys() == {line.slug for line in SHIPPED}


@each_line
def test_all_that_a_line_says_is_translated(line, spanish):
    kept = ("call_display", "text_display", "tty_display")
    filled = [name for name in PROSE if name not in kept and getattr(line, name)]
    assert [name for name in filled if getattr(spanish, name) in ("", getattr(line, name))] == []
    assert not re.search(UNKIND, " ".join(getattr(spanish, name) for name in WORDS), re.IGNORECASE)


@each_line
def test_it_speaks_spanish_if_the_line_does(line, spanish):
    assert ("español" in spanish.languages.lower()) == ("Spanish" in line.languages)
    assert "usted" not in " ".join(getattr(spanish, name) for name in WORDS)


@each_line
def test_it_gives_the_same_numbers(line, spanish):
    for name in ("who_pays", "hours", "cost", "does", "does_not", "who_answers"):
        own = re.findall(r"\d+", getattr(spanish, name))
        assert own == re.findall(r"\d+", getattr(line, name)), name
    assert [option.uri for option in localized(line, spanish).option_list] == [
        option.uri for option in line.option_list
    ]
    shown = localized(line, spanish)
    for way in ("call", "text", "tty"):
        number = digits(getattr(shown, f"{way}_display").split(",")[0].replace("HELP4U", ""))
        assert number.removeprefix("1") == getattr(line, f"{way}_number").removeprefix("+1")


def test_how_to_reach_spanish_on_988():
    line = localized(*next(pair for pair in PAIRS if pair[0].slug == "988"))
    options = {option.words: option.uri for option in line.option_list}

    assert line.call_display == "988, luego oprime 2"
    assert "oprime 2" in line.languages
    assert "Oprime 2 para español." in options
    assert options["Manda AYUDA al 988 para escribir en español."] == "sms:988?&body=AYUDA"
    assert "AYUDA" in line.text_send
    assert line.text_uri == "sms:988?&body=AYUDA"


def test_printed_lines_speak_spanish_without_a_database():
    helpline_lines._printed.cache_clear()
    with override("es"):
        spanish = printed_lines()
    assert [line.call_uri for line in spanish] == ["tel:911", "tel:988", "tel:+18006624357"]
    assert spanish[0].name == "Servicios de emergencia"
    assert printed_lines()[0].name == "Emergency services"


def test_the_help_bar_is_small_enough_to_come_first_in_spanish_too():
    with override("es"):
        html = render_to_string("components/_help_bar.html", {"lines": printed_lines()})
    assert len(html.encode()) < 1900
    assert "988 Línea de Prevención del Suicidio y Crisis" in html
    assert 'href="/es/helplines/"' in html


@pytest.mark.parametrize(
    "entry, problem",
    [
        ({"slug": "none"}, r"entry 1 \(none\): slug: no line has it"),
        ({"slug": "911", "role": "crisis"}, r"entry 1 \(911\): role: no such field"),
        ({"slug": "911", "language": "fr"}, r"entry 1 \(911\): language: no such field"),
        ({"slug": "911", "name": 3}, r"entry 1 \(911\): name: 3 is not str"),
        ({"slug": "911", **SAID, "hours": ""}, r"entry 1 \(911\): hours: This field cannot be"),
        ({"slug": "911", "name": "X"}, r"entry 1 \(911\): who_answers: This field cannot be blank"),
        (
            {"slug": "988", **SAID, "options": "Manda AYUDA al 741741. | 741741 | AYUDA"},
            r"entry 1 \(988\): options: Link the same numbers",
        ),
    ],
)
@pytest.mark.django_db
def test_a_broken_file_is_told_what_and_where(tmp_path, entry, problem):
    (tmp_path / "helplines.json").write_bytes(FIXTURE.read_bytes())
    (tmp_path / "helplines.es.json").write_text(json.dumps([entry]), encoding="utf-8")

    with pytest.raises(CommandError, match=f"helplines.es.json: {problem}"):
        call_command("load_helplines", f"--fixture={tmp_path / 'helplines.json'}")
    assert not Helpline.objects.exists()


@pytest.fixture
def load(db, capsys):
    """Run load_helplines and return the lines it printed."""

    def run(*arguments):
        call_command("load_helplines", *arguments)
        return capsys.readouterr().out.splitlines()

    run()
    return run


@pytest.fixture
def release(tmp_path):
    """Write a later release's files: the shipped ones with changes to 988, as `english` says."""

    def write(english=None, **changes):
        for path, own in ((FIXTURE, english or {}), (FIXTURE.with_suffix(".es.json"), changes)):
            entries = json.loads(path.read_text(encoding="utf-8"))
            next(entry for entry in entries if entry["slug"] == "988").update(own)
            text = json.dumps(entries, ensure_ascii=False)
            (tmp_path / path.name).write_text(text, encoding="utf-8")
        return f"--fixture={tmp_path / FIXTURE.name}"

    return write


def spanish_988():
    return HelplineTranslation.objects.get(line__slug="988", language="es")


def shown_988():
    with override("es"):
        return next(line for line in Helpline.objects.published().localized() if line.slug == "988")


def test_stored_and_printed_lines_say_the_same(load):
    with override("es"):
        stored, printed = header_lines(), printed_lines()
    assert [[getattr(line, name) for name in WORDS] for line in stored] == [
        [getattr(line, name) for name in WORDS] for line in printed
    ]
    assert not any(translation.is_edited for translation in HelplineTranslation.objects.all())


def test_english_pages_need_no_translation(load, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert Helpline.objects.in_header().localized()[0].name == "Emergency services"
    with override("es"), django_assert_num_queries(2):
        assert Helpline.objects.in_header().localized()[0].name == "Servicios de emergencia"


def test_a_translation_nobody_edited_follows_the_files(load, release):
    assert load(release(cost="Es gratis."))[0] == "988 (es): changed"
    assert shown_988().cost == "Es gratis."

    printed = load(release({"cost": "Always free."}, cost="Siempre gratis."))
    assert printed[:2] == ["988: changed", "988 (es): changed"]
    assert shown_988().cost == "Siempre gratis."


def test_a_translation_the_operator_edited_is_kept(load, release):
    HelplineTranslation.objects.filter(pk=spanish_988().pk).update(cost="Gratis aquí.")

    assert load(release(cost="Es gratis."))[0].startswith("988 (es): kept as edited in the admin")
    assert spanish_988().cost == "Gratis aquí."
    assert load("--force")[0] == "988 (es): changed"
    assert spanish_988().cost == "Gratis. No necesitas seguro."


def test_edited_english_is_shown_as_english_until_somebody_translates_it(load):
    line = Helpline.objects.get(slug="988")
    line.cost = "Free, & <always>."
    line.save()
    load()

    shown = shown_988()
    assert shown.cost == '<span lang="en">Free, &amp; &lt;always&gt;.</span>'
    assert shown.name == line.name
    assert shown.call_display == "988, luego oprime 2"
    assert shown.text_uri == "sms:988?&body=AYUDA"
    assert shown.option_list[1].words == '<span lang="en">Press 2 for Spanish.</span>'
    assert not spanish_988().is_current


def test_another_number_isnt_called_by_the_words_of_the_old_one(load):
    Helpline.objects.filter(slug="988").update(call_display="555-0100", call_number="+15555550100")

    shown = shown_988()
    assert shown.call_display == "555-0100"
    assert shown.text_body == ""


def test_a_line_without_a_translation_is_marked_as_english(db, client):
    make_helpline(text_display="555-0100", text_number="+15555550100", text_send="Hi.").save()

    html = client.get("/es/helplines/").content.decode()

    assert '<dd><span lang="en">Two nurses.</span></dd>' in html
    assert '<span lang="en">Hi.</span>' in html
    assert 'translate="no">Town Line</h' in html
    assert 'lang="en">Two' not in client.get("/helplines/").content.decode()


@pytest.mark.parametrize("field", MUST_KNOW)
def test_the_database_refuses_a_translation_that_says_too_little(db, field):
    line = make_helpline()
    line.save()
    with pytest.raises(IntegrityError):
        HelplineTranslation.objects.create(line=line, **RIGHT | {field: " "})


@pytest.mark.parametrize("language", ["es", "en", "", "e", "ES", "español"])
def test_the_database_refuses_a_second_translation_english_and_what_is_no_code(db, language):
    line = make_helpline()
    line.save()
    HelplineTranslation.objects.create(line=line, **RIGHT)
    with pytest.raises(IntegrityError):
        HelplineTranslation.objects.create(line=line, **RIGHT | {"language": language})


def test_a_translation_into_a_language_that_the_site_lacks_is_refused(db):
    line = make_helpline()
    line.save()
    with pytest.raises(ValidationError, match="'xx' is not a valid choice"):
        HelplineTranslation(line=line, **RIGHT | {"language": "xx"}).full_clean()


def test_spanish_pages_show_spanish_lines(load, client):
    html = client.get("/es/helplines/").content.decode()
    for line, spanish in PAIRS:
        assert spanish.does in html
        assert line.does not in html
    home = client.get("/es/").content.decode()
    assert SPANISH["988"].languages in home
    assert SPANISH["samhsa-national-helpline"].languages in home


@pytest.mark.django_db
def test_an_error_page_shows_spanish_lines(client):
    html = client.get("/es/no-such-page/").content.decode()
    assert SPANISH["988"].who_answers in html
    assert "A trained crisis counselor" not in html


@pytest.fixture
def edit(load, admin_client):
    """Post the form of 988 as it stands, with `english` and Spanish `changes`."""

    def post(english=None, is_right=False, **changes):
        line, spanish = Helpline.objects.get(slug="988"), spanish_988()
        data = {f.name: getattr(line, f.attname) for f in Helpline.content_fields()}
        own = {name: getattr(spanish, name) for name in WORDS} | changes
        own |= {"id": spanish.pk, "line": line.pk, "language": "es"}
        own |= {"is_right": "on"} if is_right else {}
        data |= {f"translations-0-{name}": value for name, value in own.items()}
        data |= {"translations-TOTAL_FORMS": 1, "translations-INITIAL_FORMS": 1}
        data = {name: value for name, value in (data | (english or {})).items() if value != ""}
        url = reverse("admin:helplines_helpline_change", args=[line.pk])
        return admin_client.post(url, {n: v for n, v in data.items() if v is not False})

    return post


def test_saving_without_a_change_edits_no_translation(edit):
    assert edit().status_code == 302
    assert not spanish_988().is_edited


def test_english_edited_alone_is_shown_until_the_translation_is_said_to_be_right(edit):
    assert edit({"cost": "Free for all."}).status_code == 302
    assert shown_988().cost == '<span lang="en">Free for all.</span>'

    assert edit(is_right=True).status_code == 302
    assert shown_988().cost == "Gratis. No necesitas seguro."
    assert spanish_988().translates == words_digest(Helpline.objects.get(slug="988"))


def test_both_are_edited_at_once(edit):
    assert edit({"cost": "Free for all."}, cost="Gratis para todos.").status_code == 302
    assert shown_988().cost == "Gratis para todos."
    assert spanish_988().is_edited


def test_a_translation_with_another_number_to_text_is_refused(edit):
    response = edit(options="Manda AYUDA al 741741. | 741741 | AYUDA")
    assert response.status_code == 200
    assert "Link the same numbers and words to send" in response.content.decode()


def test_the_operator_adds_a_line_with_its_translation(db, admin_client):
    line = make_helpline()
    data = {f.name: getattr(line, f.attname) for f in Helpline.content_fields()}
    data |= {f"translations-0-{name}": value for name, value in RIGHT.items()}
    data |= {"translations-TOTAL_FORMS": 1, "translations-INITIAL_FORMS": 0}
    data = {name: value for name, value in data.items() if value != "" and value is not False}

    response = admin_client.post(reverse("admin:helplines_helpline_add"), data)
    assert response.status_code == 302, response.context["errors"]
    with override("es"):
        assert Helpline.objects.all().localized()[0].who_answers == "Dos enfermeras."
