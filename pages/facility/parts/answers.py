"""Parts of a facility's page that list what it says: facts, signs, questions, what it lacks.

Many places say the same, and more of them something else: each is a text for its shape, filled.
"""

from django.utils.translation import get_language

from facilities.models import Service
from facilities.signs import SIGNS, Checklist, SignAnswer
from facilities.wording import short_name
from pages.parts.cutting import cut, cuts, escaped, mark
from search.open_questions import ALWAYS

FOLDER = "pages/facility"
WORDS = ("only", "lead", "text", "no")  # of a Fact


def fact_html(fact):
    """Return a Fact as pages/facility/_fact.html has it."""
    values = {name: getattr(fact, name) for name in WORDS}
    kept = tuple(name for name in WORDS if values[name])
    return _fact(get_language(), kept) % escaped({**values, "label": fact.label})


def _cut_fact(_language, kept):
    fact = {"label": mark("label"), "is_unsaid": not kept, **{name: mark(name) for name in kept}}
    return cut(f"{FOLDER}/_fact.html", {"fact": fact}).text


def ask_html(page):
    """Return what to ask when one calls; `page`: the context of a facility's page."""
    questions, by_need = page["questions"], page["by_need"]
    values = {f"question{n}": each.ask for n, each in enumerate(questions)}
    values |= {f"need{n}": question for n, question in enumerate(by_need)}
    return _ask(get_language(), len(questions), len(by_need)) % escaped(values)


def _cut_ask(_language, questions, by_need):
    shown = {
        "questions": [{"ask": mark(f"question{n}")} for n in range(questions)],
        "by_need": [mark(f"need{n}") for n in range(by_need)],
        "always": ALWAYS,
    }
    return cut(f"{FOLDER}/_ask.html", shown).text


def signs_html(page):
    """Return the signs of good care; `page`: the context of a facility's page."""
    if not (signs := page["signs"]):
        return _signs(get_language(), None)
    kinds = tuple((each.answer, len(each.services)) for each in signs.answers)
    values = {
        f"service{row}.{n}": short_name(service.name)
        for row, each in enumerate(signs.answers)
        for n, service in enumerate(each.services)
    }
    return _signs(get_language(), kinds) % escaped(values)


def _cut_signs(_language, kinds):
    """Return the text; `kinds`: answer and number of services named of each of SIGNS, or None."""
    if kinds is None:
        return cut(f"{FOLDER}/_signs.html", {"signs": None}).text
    answers = tuple(
        SignAnswer(
            sign,
            answer,
            tuple(Service(name=mark(f"service{row}.{n}")) for n in range(services)),
        )
        for row, (sign, (answer, services)) in enumerate(zip(SIGNS, kinds, strict=True))
    )
    return cut(f"{FOLDER}/_signs.html", {"signs": Checklist(answers)}).text


def unoffered_html(page):
    """Return what a facility doesn't offer; `page`: the context of its page."""
    declined, denied = page["declined"], page["denied"]
    values = {f"declined{n}": service.name for n, service in enumerate(declined)}
    for n, each in enumerate(denied):
        values[f"name{n}"], values[f"items{n}"] = each.group.name, each.denied_items
    kinds = tuple(each.group.is_of_programs for each in denied)
    return _unoffered(get_language(), len(declined), kinds) % escaped(values)


def _cut_unoffered(_language, declined, kinds):
    """Return the text; `declined`: how many; `kinds`: which groups are of programs for people."""
    denied = [
        {
            "group": {"is_of_programs": is_of_programs, "name": mark(f"name{n}")},
            "denied_items": mark(f"items{n}"),
        }
        for n, is_of_programs in enumerate(kinds)
    ]
    shown = {
        "declined": [{"name": mark(f"declined{n}")} for n in range(declined)],
        "denied": denied,
    }
    return cut(f"{FOLDER}/_not_offered.html", shown).text


_fact, _ask = cuts(_cut_fact, most=50), cuts(_cut_ask, most=300)
_signs, _unoffered = cuts(_cut_signs, most=500), cuts(_cut_unoffered, most=300)
