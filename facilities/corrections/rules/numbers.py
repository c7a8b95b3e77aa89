"""Corrections of numbers: the one to call, another one, one that the listing lacks."""

from facilities.corrections.rules.rule import Rule
from facilities.listings.phones import numbers_in
from facilities.listings.records import PhoneRecord
from facilities.numbers import number_to_call

APART = "; "  # between the numbers found wrong


def _number_of(one, state):
    """Return the Number that a Correction gives, or None."""
    return next(iter(numbers_in(one.phone, state)), None)


def wrong_numbers(*texts, right=""):
    """Return as one text the numbers of `texts`, each once, without one that is right."""
    found = {text: None for many in texts for text in many.split(APART)}
    return APART.join(text for text in found if text and text != right)


class ToCall(Rule):
    """The number to call is another, or is wrong. A wrong one is kept off wherever it stands."""

    def says(self, one, composed, listed, codes):
        shown = number_to_call(composed.phones)
        return shown.display if shown else ""

    def agrees(self, one, composed, codes):
        state = composed.fields["state"]
        if any(map(_Wrong(one, state), composed.phones)):
            return False
        shown = number_to_call(composed.phones)
        return one.is_gone or bool(shown) and shown.dialled == _dialled_by(one, state)

    def is_news(self, one, says):
        return _dialled(says) not in (_dialled(one.said), _dialled(one.phone))

    def lay(self, one, composed, positions, codes):
        state = composed.fields["state"]
        right, is_wrong = _number_of(one, state), _Wrong(one, state)
        kept = [phone for phone in composed.phones if not is_wrong(phone)]
        if right:
            shown = number_to_call(composed.phones)
            others = [p for p in kept if p is not shown and p.dialled != right.dialled]
            kept = [_record("main", right), *others]
        return composed._replace(phones=tuple(kept))


class Other(Rule):
    """Another number is wrong: the right one stands in its place, or none does."""

    def says(self, one, composed, listed, codes):
        is_wrong = _Wrong(one, composed.fields["state"])
        return next((phone.display for phone in composed.phones if is_wrong(phone)), "")

    def agrees(self, one, composed, codes):
        state = composed.fields["state"]
        if any(map(_Wrong(one, state), composed.phones)):
            return False
        right = _dialled_by(one, state)
        return one.is_gone or any(phone.dialled == right for phone in composed.phones)

    def is_news(self, one, says):
        return _dialled(says) != _dialled(one.said)

    def lay(self, one, composed, positions, codes):
        state = composed.fields["state"]
        right, is_wrong = _number_of(one, state), _Wrong(one, state)
        found = []
        for phone in composed.phones:
            if not is_wrong(phone):
                found.append(phone)
            elif right and right.dialled not in {p.dialled for p in (*composed.phones, *found)}:
                found.append(_record(phone.kind, right))
        return composed._replace(phones=_with(found, one.line, right))


class More(Rule):
    """A number that reaches the place, which no listing gives."""

    def agrees(self, one, composed, codes):
        right = _dialled_by(one, composed.fields["state"])
        return any(phone.dialled == right for phone in composed.phones)

    def lay(self, one, composed, positions, codes):
        right = _number_of(one, composed.fields["state"])
        return composed._replace(phones=_with(composed.phones, one.line, right))


class _Wrong:
    """Tells whether a PhoneRecord is a number that was found to be wrong."""

    def __init__(self, one, state):
        known = one.wrong if one.what == "other-phone" else wrong_numbers(one.wrong, one.said)
        self.texts = set(known.split(APART)) - {""}
        self.dialled = {n.dialled for text in self.texts for n in numbers_in(text, state)}
        self.right = _dialled_by(one, state)

    def __call__(self, phone):
        if phone.dialled == self.right:
            return False
        return phone.display in self.texts or phone.dialled in self.dialled


def _with(phones, line, right):
    """Return the PhoneRecords with the Number `right` behind them, if it isn't there yet."""
    if right is None or any(phone.dialled == right.dialled for phone in phones):
        return tuple(phones)
    return *phones, _record(line, right)


def _record(kind, number):
    return PhoneRecord(kind, number.display, number.e164, number.extension)


def _dialled_by(one, state):
    right = _number_of(one, state)
    return right and right.dialled


def _dialled(text):
    """Return what a number in words dials; in which state its country code is another's
    doesn't matter to tell two of them apart."""
    return {number.dialled for number in numbers_in(text)}
