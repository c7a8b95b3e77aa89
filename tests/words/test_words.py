"""Nothing that visitors may see names people by a condition, or claims what nobody can keep."""

import pytest

from tests.words import texts
from tests.words.rules import ALLOWED, IDIOMS, RULES, allowed_spans, mistakes
from tests.words.texts import Text

NOTHING = {"en": {}, "es": {}}


@pytest.mark.parametrize(
    "part",
    [
        *(texts.templates, texts.modules, texts.taxonomy),
        *(texts.helplines, texts.guides, texts.catalogs),
    ],
    ids=lambda part: part.__name__,
)
def test_every_word_is_kind_and_every_claim_can_be_kept(part):
    texts_read = part()
    assert len(texts_read) > 10
    assert [str(mistake) for text in texts_read for mistake in mistakes(text)] == []


@pytest.mark.parametrize(
    "language, phrase", [(language, phrase) for language in ALLOWED for phrase in ALLOWED[language]]
)
def test_every_exception_is_needed(language, phrase):
    allowed = {phrase: "this one"}
    texts_read = [
        text
        for text in texts.everything()
        if text.language == language and list(allowed_spans(text.words, allowed))
    ]
    assert any(mistakes(text, allowed=NOTHING) for text in texts_read)
    assert ALLOWED[language][phrase], "say why"


@pytest.mark.parametrize(
    "language, words, phrases",
    [
        ("en", "Help for addicts.", ["addicts"]),
        ("en", "Are you addicted?", ["addicted"]),
        ("en", "Drug  abuse, abusers, abused.", ["abuse", "abusers", "abused"]),
        ("en", "A drug\nuser and an alcoholic", ["drug user", "alcoholic"]),
        ("en", "Get clean, no dirty tests", ["clean", "dirty"]),
        ("en", "Kick the habit. A junkie. Victims.", ["habit", "junkie", "Victims"]),
        ("en", "He committed suicide, suffering from it", ["suffering from", "committed suicide"]),
        ("en", "The best rehab, guaranteed", ["best", "guaranteed"]),
        ("en", "A 90% success rate", ["success rate"]),
        ("en", "HIPAA-compliant, 100% confidential", ["HIPAA-compliant", "100%"]),
        ("en", "The #1 program cures you", ["cures", "#1"]),
        ("en", "Addiction, alcohol, cleaning, habitat, bestow, secure, accurate", []),
        ("en", "Alcohol-free and non-alcoholic drinks; best-practices", ["best"]),
        ("en", "It stands in the corner, put in here", ["stands in", "put in here"]),
        ("en", "Then we put it right. It speaks of guilt.", ["put it right", "speaks of"]),
        ("en", "They talk of dying. All it can say of itself.", ["talk of", "say of itself"]),
        ("en", "The law guards the records. Bad sleep.", ["guards the", "Bad sleep"]),
        ("en", "Spending much time. Homes differ much.", ["Spending much time", "differ much"]),
        ("en", "More sleep and more hunger", ["More sleep", "more hunger"]),
        ("en", "That goes for all, as on TV.", ["That goes for", "as on TV"]),
        ("en", "A break can kill. Think of detox.", ["Think of detox"]),
        ("en", "In order of name; gives no street", ["In order of name", "gives no street"]),
        ("en", "We know of none. No list knows.", ["know of none", "No list knows"]),
        ("en", "It fits nowhere, or is kept nowhere", ["fits nowhere", "is kept nowhere"]),
        ("en", "It makes you ill. It has got used to it.", ["makes you ill", "has got"]),
        ("en", "A restless or cross feeling", ["or cross feeling"]),
        ("en", "Tick the centre afterwards", ["Tick", "centre", "afterwards"]),
        ("en", "The programme; labelled; recognise", ["programme", "labelled", "recognise"]),
        ("en", "A chemist, not any more. By e-mail", ["chemist", "any more", "e-mail"]),
        ("en", "Understand, stands for, tics, across, cross-check, ill-fitting, too much", []),
        ("en", "Any more questions? How much time? You spend much of the day there.", []),
        ("es", "Ayuda para adictos y drogadictas", ["adictos", "drogadictas"]),
        ("es", "Un alcohólico, el vicio, el abuso de drogas", ["abuso", "alcohólico", "vicio"]),
        (
            "es",
            "Estar limpio; un toxicómano; consumidores",
            ["toxicómano", "limpio", "consumidores"],
        ),
        (
            "es",
            "La mejor clínica, tasa de éxito garantizada",
            ["La mejor", "garantizada", "tasa de éxito"],
        ),
        (
            "es",
            "Te cura, 100% confidencial, cumple con HIPAA",
            ["cura", "cumple con HIPAA", "100%"],
        ),
        ("es", "Adicción, mejor cuidado, procurar, limpieza, servicio, seguro", []),
        (
            "es",
            "El trastorno por uso de opioides, vuelven a usar; no uses a solas",
            ["trastorno por uso", "vuelven a usar", "uses a solas"],
        ),
        (
            "es",
            "Una casa sobria, para un diagnóstico doble, con benzodiazepinas: marca 2",
            ["benzodiazepinas", "casa sobria", "diagnóstico doble", "marca 2"],
        ),
        (
            "es",
            "Su petición hace sentido; hay evidencia, y puede aplicar para Medicaid",
            ["petición", "evidencia", "hace sentido", "aplicar para"],
        ),
        ("es", "Si usted lo pide, cuando estés listo", ["usted", "estés listo"]),
        ("es", "Usa drogas, marca una casilla, está seguro, se aplica, hace años", []),
        (
            "es",
            "Pasarla internado; hombres o niños; una enfermera o una trabajadora social",
            ["internado", "hombres o niños", "enfermera", "trabajadora social"],
        ),
        (
            "es",
            "Una lámina, otro aparato, mal sueño, corazón rápido, falla del hígado, antojos",
            [
                *("lámina", "otro aparato", "mal sueño", "corazón rápido"),
                *("falla del hígado", "antojos"),
            ],
        ),
        (
            "es",
            "La naloxona revierte una sobredosis y se va en 30 minutos, sobre el mostrador",
            ["revierte una sobredosis", "se va en 30", "sobre el mostrador"],
        ),
        (
            "es",
            "Audiencia justa, permiso previo, cuentas sorpresa, escala móvil, aseguranza",
            [
                *("Audiencia justa", "permiso previo", "cuentas sorpresa"),
                *("escala móvil", "aseguranza"),
            ],
        ),
        (
            "es",
            "Hoja para llamar: no reportado en el listado, un clínico, síntomas de retiro",
            ["síntomas de retiro", "un clínico", "listado", "no reportado", "Hoja para llamar"],
        ),
        (
            "es",
            "Ver a alguien por el uso de drogas o un desorden mental; síntomas severos",
            ["Ver a alguien", "uso de drogas", "desorden mental", "síntomas severos"],
        ),
        (
            "es",
            "Llámanos de vuelta o por texto; la charla toma lugar hoy; un plan para el sí",
            ["por texto", "Llámanos de vuelta", "toma lugar", "plan para el sí"],
        ),
        (
            "es",
            "Hombres o niños varones, enfermeros y enfermeras, un mal día, por mensaje de texto, "
            "se va en ambulancia, revertir una sobredosis, personal clínico, si ves a alguien",
            [],
        ),
    ],
)
def test_bad_words_are_found(language, words, phrases):
    assert [
        mistake.phrase for mistake in mistakes(Text("a", words, language), allowed=NOTHING)
    ] == phrases


def test_each_rule_of_english_has_an_example():
    """Those below are the rules of idiom: a pattern that catches nothing keeps nothing out."""
    [table] = [mark for mark in test_bad_words_are_found.pytestmark if mark.name == "parametrize"]
    examples = " ".join(case[1] for case in table.args[1])
    idle = [rule.pattern.pattern for rule in IDIOMS if not rule.pattern.search(examples)]
    assert idle == []


def test_every_rule_finds_something_and_says_what_to_write():
    for rules in RULES.values():
        assert len(rules) > 15
        assert all(rule.instead for rule in rules)


def test_an_exception_is_its_exact_phrase_and_no_more():
    allowed = {"en": {"best time to call": "a time"}, "es": {}}
    assert mistakes(Text("a", "The best\n  time to call", "en"), allowed=allowed) == []
    assert len(mistakes(Text("a", "The best place, best time to call", "en"), allowed=allowed)) == 1


def test_a_mistake_says_where_and_what_to_write():
    [mistake] = mistakes(Text("guides/x.md", "one\ntwo\nfor addicts", "en", first_line=10))
    assert str(mistake).startswith("guides/x.md:12: “addicts”: write: people with")


@pytest.mark.parametrize(
    "source, seen",
    [
        ('{% translate "Some words." %}', "Some words."),
        ("{% blocktranslate with a=b %}Hi {{ a }}!{% endblocktranslate %}", "Hi !"),
        ("{% comment %}addicts{% endcomment %}{# abuse #}Text", "Text"),
        ('<p class="clean" aria-label="Said">Shown</p>', "Said Shown"),
        ('<a href="/abuse/">{{ clean }}{% if dirty %}A{% endif %}</a>', "A"),
        (
            '<b title="{% translate "Hint" %}">{% include "x" with what=_("Place") %}</b>',
            "Hint Place",
        ),
    ],
)
def test_of_a_template_what_is_seen_is_read(source, seen):
    seen_text = texts.of_template(source)
    assert " ".join(seen_text.split()).replace(" !", " !") == seen
    assert len(seen_text) == len(source)


def test_of_a_module_what_it_gives_to_gettext_is_read(tmp_path):
    path = tmp_path / "a.py"
    path.write_text('clean = "dirty"\nx = _("One")\ny = ngettext("Two", "Three", 2)\n')
    assert [(text.words, text.first_line) for text in texts.of_python(path)] == [
        *(("One", 2), ("Two", 3), ("Three", 3)),
    ]


def test_of_a_guide_titles_of_sources_are_not_ours(tmp_path):
    path = tmp_path / "en" / "a.md"
    path.parent.mkdir()
    path.write_text(
        '+++\ntitle = "Ours"\n[[sources]]\nid = "x"\ntitle = "Drug Abuse"\n+++\n\n'
        "Text [@abuse] [link](https://a.example/clean)\n"
    )
    text = texts.of_guide(path)
    assert text.words.split() == ["+++", "title", "=", '"Ours"', "+++", "Text", "[link"]
    assert text.line_of(text.words.index("Text")) == 8


def test_of_a_catalog_the_translations_are_read(tmp_path):
    path = tmp_path / "es" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(
        'msgid ""\nmsgstr "Language: es"\n\nmsgid "clean"\nmsgstr "uno"\n\n'
        'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "dos"\n'
    )
    translations = [text for text in texts.of_catalog(path) if text.words]
    assert [(text.words, text.language, text.first_line) for text in translations] == [
        *(("uno", "es", 4), ("dos", "es", 7)),
    ]
