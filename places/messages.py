"""The sentences that tell people how a text was understood, or why it wasn't."""

from string import capwords

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from places.choosing import Choice, Note, Saying
from places.states import STATES

SENTENCES = {
    Saying.TOO_LONG: gettext_noop("That is too long to be a place."),
    Saying.UNREADABLE: gettext_noop("We couldn’t read that."),
    Saying.NEAR_ME: gettext_noop("We don’t know where you are."),
    Saying.COUNTRY: gettext_noop("That is the whole country."),
    Saying.MILITARY: gettext_noop("That is a military address overseas."),
    Saying.ABROAD: gettext_noop("That is not in the United States."),
    Saying.SEVERAL: gettext_noop("We can search one place at a time. Choose one."),
    Saying.UNSURE: gettext_noop("We are not sure which place “%(text)s” is."),
    Saying.UNKNOWN: gettext_noop("We don’t know a place in the United States called “%(text)s”."),
    Saying.NOT_IN_STATE: gettext_noop("We don’t know a place called “%(name)s” in %(state)s."),
    Saying.FIVE_DIGITS: gettext_noop("A ZIP code has five digits."),
    Saying.NO_SUCH_ZIP: gettext_noop("There is no ZIP code %(zip)s."),
    Saying.ZIP_IN_OTHER_STATE: gettext_noop(
        "ZIP code %(zip)s is in %(its_state)s, not in %(state)s."
    ),
    Saying.SHOWN: gettext_noop("Showing %(place)s."),
    Saying.READ_AS: gettext_noop("Showing %(place)s for “%(text)s”."),
    Saying.ALL_OF: gettext_noop("We don’t know “%(text)s”; this is all of %(place)s."),
    Saying.ALL_OF_SIDE: gettext_noop("This is all of %(place)s."),
    Saying.ZIP_SHOWN: gettext_noop("Showing ZIP code %(zip)s (%(city)s, %(state)s)."),
    Saying.LARGEST: gettext_noop(
        "%(count)s places have that name. Showing the largest, %(place)s."
    ),
    Saying.SEVERAL_MEANINGS: gettext_noop("More than one place has that name. Showing %(place)s."),
    Saying.ABROAD_TOO: gettext_noop(
        "There is also a place outside the United States with that name. Showing %(place)s."
    ),
    Saying.STREET: gettext_noop(
        "Showing %(place)s: distances are from its center, not from that street."
    ),
}
# After these people are told what to type instead.
TYPE_ANOTHER = gettext_noop("Type a ZIP code, or a city and its state.")
DEAD_ENDS = {
    *(Saying.TOO_LONG, Saying.UNREADABLE, Saying.NEAR_ME, Saying.COUNTRY, Saying.MILITARY),
    *(Saying.ABROAD, Saying.UNSURE, Saying.UNKNOWN),
}


def message(choice: Choice) -> str:
    """Return what people are told of a choice, in the language in use; "" for what is obvious."""
    sentences = [_sentence(note) for note in choice.notes]
    if any(note.saying in DEAD_ENDS for note in choice.notes):
        sentences.append(_(TYPE_ANOTHER))
    return " ".join(sentences)


def _sentence(note: Note) -> str:
    values = {"text": note.text.strip(), "count": note.places}
    if place := note.place:
        state = STATES.get(place.state)
        values |= {"place": place.label_with_city, "zip": place.zip, "city": place.name}
        values |= {"state": place.state, "its_state": state.name if state else ""}
    if note.saying == Saying.NO_SUCH_ZIP:
        values["zip"] = note.text
    if note.state:
        values |= {"state": STATES[note.state].name, "name": capwords(note.text)}
    return _(SENTENCES[note.saying]) % values
