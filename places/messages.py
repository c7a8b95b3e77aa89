"""The sentences that tell people how a text was understood, or why it wasn't."""

from string import capwords

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from places.choosing import Choice, Note
from places.message_kinds import MessageKind
from places.states import STATES

SENTENCES = {
    MessageKind.TOO_LONG: gettext_noop("That’s too long to be a city, state, or ZIP code."),
    MessageKind.UNREADABLE: gettext_noop("We couldn’t read that."),
    MessageKind.NEAR_ME: gettext_noop("We don’t know where you are."),
    MessageKind.COUNTRY: gettext_noop("That is the whole country."),
    MessageKind.MILITARY: gettext_noop("That is a military address overseas."),
    MessageKind.ABROAD: gettext_noop("That is not in the United States."),
    MessageKind.SEVERAL: gettext_noop("We can search only one area at a time. Choose one."),
    MessageKind.UNSURE: gettext_noop("We aren’t sure where “%(text)s” is."),
    MessageKind.UNKNOWN: gettext_noop("We can’t find “%(text)s” in the United States."),
    MessageKind.NOT_IN_STATE: gettext_noop("We can’t find “%(name)s” in %(state)s."),
    MessageKind.FIVE_DIGITS: gettext_noop("A ZIP code has five digits."),
    MessageKind.NO_SUCH_ZIP: gettext_noop("There is no ZIP code %(zip)s."),
    MessageKind.ZIP_IN_OTHER_STATE: gettext_noop(
        "ZIP code %(zip)s is in %(its_state)s, not in %(state)s."
    ),
    MessageKind.SHOWN: gettext_noop("Showing %(place)s."),
    MessageKind.READ_AS: gettext_noop("Showing %(place)s for “%(text)s”."),
    MessageKind.ALL_OF: gettext_noop("We can’t find “%(text)s”, so this is all of %(place)s."),
    MessageKind.ALL_OF_SIDE: gettext_noop("This is all of %(place)s."),
    MessageKind.ZIP_SHOWN: gettext_noop("Showing ZIP code %(zip)s (%(city)s, %(state)s)."),
    MessageKind.LARGEST: gettext_noop(
        "There are %(count)s matches for that name. Showing the largest, %(place)s."
    ),
    MessageKind.SEVERAL_MEANINGS: gettext_noop(
        "There’s more than one match for that name. Showing %(place)s."
    ),
    MessageKind.ABROAD_TOO: gettext_noop(
        "That name is also used outside the United States. Showing %(place)s."
    ),
    MessageKind.STREET: gettext_noop(
        "Showing %(place)s: distances are from its center, not from that street."
    ),
}
# After these people are told what to type instead.
TYPE_ANOTHER = gettext_noop("Type a ZIP code, or a city and its state.")
DEAD_ENDS = {
    MessageKind.TOO_LONG,
    MessageKind.UNREADABLE,
    MessageKind.NEAR_ME,
    MessageKind.COUNTRY,
    MessageKind.MILITARY,
    MessageKind.ABROAD,
    MessageKind.UNSURE,
    MessageKind.UNKNOWN,
}


def message(choice: Choice) -> str:
    """Return what people are told of a choice, in the language in use; "" for what is obvious."""
    sentences = [_sentence(note) for note in choice.notes]
    if any(note.kind in DEAD_ENDS for note in choice.notes):
        sentences.append(_(TYPE_ANOTHER))
    return " ".join(sentences)


def _sentence(note: Note) -> str:
    values = {"text": note.text.strip(), "count": note.places}
    if place := note.place:
        state = STATES.get(place.state)
        values |= {"place": place.label_with_city, "zip": place.zip, "city": place.name}
        values |= {"state": place.state, "its_state": state.name if state else ""}
    if note.kind == MessageKind.NO_SUCH_ZIP:
        values["zip"] = note.text
    if note.state:
        values |= {"state": STATES[note.state].name, "name": capwords(note.text)}
    return _(SENTENCES[note.kind]) % values
