"""Parse and format United States phone numbers for callbacks."""

import re

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

REGIONS = {"US", "PR", "GU", "VI", "AS", "MP"}
# Not the library's list of assigned numbers, which may be out of date.
POSSIBLE = re.compile(r"[2-9]\d{2}[2-9]\d{6}")
LONGEST_EXTENSION = 10


def canonical(text):
    """Return a number as +16175550123, with ";ext=12" if any, or raise ValidationError."""
    try:
        number = phonenumbers.parse(text, "US")
    except phonenumbers.NumberParseException:
        raise ValidationError(
            _("This isn't a phone number. Enter ten digits, such as 617-555-0123.")
        ) from None  # its message quotes what was typed
    digits = str(number.national_number)
    if number.country_code != 1:
        raise ValidationError(_("We can only call numbers in the United States."))
    if len(digits) != 10:
        message = _("A phone number has ten digits, such as 617-555-0123. Yours has %(count)s.")
        raise ValidationError(message % {"count": len(digits)})
    _check_it_can_be_called(number, digits)
    extension = number.extension or ""
    if len(extension) > LONGEST_EXTENSION:
        raise ValidationError(_("This extension is too long."))
    return f"+1{digits}" + (f";ext={extension}" if extension else "")


def _check_it_can_be_called(number, digits):
    if not POSSIBLE.fullmatch(digits):
        raise ValidationError(_("This can't be a phone number. Please check each digit."))
    region = phonenumbers.region_code_for_number(number)
    if region and region not in REGIONS:
        raise ValidationError(_("We can only call numbers in the United States."))
    if phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.PREMIUM_RATE:
        raise ValidationError(_("We can't call numbers that cost extra."))


def formatted(phone):
    """Return a canonical number for display: 617-555-0123 ext. 12."""
    number, _mark, extension = phone.partition(";ext=")
    digits = number.removeprefix("+1")
    shown = f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"
    return f"{shown} {_('ext. %(number)s') % {'number': extension}}" if extension else shown


def masked(phone):
    """Return a canonical number with all but the last two digits masked."""
    number = phone.partition(";ext=")[0]
    return f"•••-•••-••{number[-2:]}"
