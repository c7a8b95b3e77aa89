"""The query string of the page that leads to a search: where, a situation, three answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pages.start.situations import BY_SLUG, SITUATIONS
from search.filters import LONGEST_TEXT

# What each answer asks of a search; those that aren't here ask nothing.
ASKS: dict[str, dict[str, tuple[tuple[str, str], ...]]] = {
    "who": {"teen": (("age", "teens"),)},
    "problem": {
        "opioids": (("service", "methadone"), ("service", "buprenorphine")),
        "withdrawal": (("service", "detox-overnight"),),
    },
    "pay": {
        "medicaid": (("payment", "medicaid"),),
        "medicare": (("payment", "medicare"),),
        "private": (("payment", "private-insurance"),),
        "none": (("payment", "free-or-low-cost"),),
    },
}
UNREADABLE = {"invalid_choice": _("Choose one of the answers in the list.")}


def question(label, *answers):
    """Return the field of a question that may be left open."""
    return forms.ChoiceField(
        label=label,
        choices=answers,
        required=False,
        widget=forms.RadioSelect,
        error_messages=UNREADABLE,
    )


class StartForm(forms.Form):
    """All is optional but the place, without which there is no search to go to."""

    where = forms.CharField(
        label=_("City, state, or ZIP code"),
        max_length=LONGEST_TEXT,
        error_messages={"required": _("Type a city, state, or ZIP code.")},
    )
    need = forms.ChoiceField(
        choices=[(situation.slug, situation.name) for situation in SITUATIONS],
        required=False,
        error_messages=UNREADABLE,
    )
    who = question(
        _("Who needs help?"),
        ("me", _("I do")),
        ("adult", _("An adult I care about")),
        ("teen", _("A child or teen, 17 or under")),
    )
    problem = question(
        _("What is the help for?"),
        ("opioids", _("Heroin, fentanyl, or pain pills")),
        ("withdrawal", _("Alcohol, or pills like Xanax, and getting sick or shaky without it")),
        ("other", _("Something else, or I can't say")),
    )
    pay = question(
        _("How could you pay?"),
        ("medicaid", _("Medicaid")),
        ("medicare", _("Medicare")),
        ("private", _("Other health insurance")),
        ("none", _("No insurance")),
        ("unsure", _("I don't know")),
    )

    @property
    def questions(self):
        """Return the three questions, as bound fields."""
        return [self[name] for name in ASKS]

    @property
    def search(self):
        """Return the [(parameter, value)] of the search that a valid form leads to."""
        asked = self.cleaned_data
        pairs = [("where", asked["where"])]
        if asked["need"]:
            pairs += BY_SLUG[asked["need"]].query
        for name, answers in ASKS.items():
            pairs += answers.get(asked[name], ())
        return list(dict.fromkeys(pairs))


# What a form holds besides its place.
ANSWERS = ("need", *ASKS)
