"""What the kinds of corrections of numbers share."""

from django.utils.translation import gettext_lazy as _

from facilities.corrections.kinds.base import Kind
from facilities.listings.cleaning import clean_text
from facilities.listings.phones import numbers_in
from facilities.listings.records import PhoneRecord
from facilities.numbers import main_number

APART = "; "  # between the numbers found wrong


class NumberKind(Kind):
    """A correction of a number."""

    def right(self, correction):
        return correction.phone

    def clean(self, values, correction, facility, source):
        if not values["phone"]:
            return {}
        numbers = numbers_in(clean_text(values["phone"], 100), facility.state)
        if len(numbers) != 1 or not numbers[0].e164:
            return {"phone": _("Enter one number that can be dialed, such as 781-555-0100.")}
        values["phone"] = numbers[0].display
        return {}

    def conflicts(self, values, facility, active):
        texts = active.exclude(wrong="").values_list("wrong", flat=True)
        wrong = {n.dialled for text in texts for n in numbers_in(text, facility.state)}
        if wrong & {number.dialled for number in numbers_in(values["phone"], facility.state)}:
            return {"phone": _("Another correction says that this number is wrong.")}
        return {}


class WrongNumbers:
    """Tells whether a PhoneRecord is one of the numbers found wrong (`texts`)."""

    def __init__(self, texts, correction, state):
        self.texts = set(texts.split(APART)) - {""}
        self.dialled = {n.dialled for text in self.texts for n in numbers_in(text, state)}
        self.right = dialled_by(correction, state)

    def __call__(self, phone):
        if phone.dialled == self.right:
            return False
        return phone.display in self.texts or phone.dialled in self.dialled


def other_numbers(composed):
    """Return the PhoneRecords of a Composed besides the main one; of None, none."""
    phones = composed.phones if composed else ()
    return [phone for phone in phones if phone is not main_number(phones)]


def number_of(correction, state):
    """Return the Number that a Correction gives, or None."""
    return next(iter(numbers_in(correction.phone, state)), None)


def dialled_by(correction, state):
    """Return what the number that a Correction gives dials, or None."""
    right = number_of(correction, state)
    return right and right.dialled


def dialled(text):
    """Return what the numbers in a text dial, without regard to the state.

    To tell two of them apart it doesn't matter in which state one has another country code.
    """
    return {number.dialled for number in numbers_in(text)}


def record_for(kind, number):
    """Return the PhoneRecord of a Number."""
    return PhoneRecord(kind, number.display, number.e164, number.extension)


def with_number(phones, line, right):
    """Return the PhoneRecords with the Number `right` behind them, if it isn't there yet."""
    if right is None or any(phone.dialled == right.dialled for phone in phones):
        return tuple(phones)
    return *phones, record_for(line, right)
