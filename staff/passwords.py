"""Which passwords are refused: those that somebody who guesses tries first."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from zxcvbn import zxcvbn

from staff import record
from staff.models import Event

# Words that belong to every installation; a site's own name and hosts come on top.
WORDS = ("treatment", "finder", "addiction", "recovery", "rehab", "detox", "samhsa", "helpline")
# Out of 4: 10^8 guesses or more (https://github.com/dropbox/zxcvbn).
LEAST_SCORE = 3
# What zxcvbn reads; longer passwords are allowed, and judged by their beginning.
LONGEST_READ = 72


def context_words(user=None):
    """Return words that are easy to guess here: the site's, and those of its owner's account."""
    texts = [*WORDS, settings.SITE_NAME, settings.CALLBACKS_BY, *settings.ALLOWED_HOSTS]
    if user is not None:
        texts += [user.get_username(), user.first_name, user.last_name, user.email]
    return sorted({word for text in texts for word in re.findall(r"\w{4,}", text.lower())})


class GuessingValidator:
    """Refuse passwords that are guessed soon: leaked ones, words, names, dates, rows of keys.

    zxcvbn has 30,000 passwords from leaks, names and words on board, with capitals, digits for
    letters and what is put before and after them, and asks nobody. Words of the site count for
    nothing. No kind of character is asked for.
    """

    def validate(self, password, user=None):
        for word in sorted(context_words(user), key=len, reverse=True):
            password = re.sub(re.escape(word), "", password, flags=re.IGNORECASE)
        if not password or zxcvbn(password[:LONGEST_READ])["score"] < LEAST_SCORE:
            raise ValidationError(
                _(
                    "This password is too easy to guess. Use several words that don't belong "
                    "together."
                ),
                code="password_guessable",
            )

    def password_changed(self, password, user=None):
        """Put it on record; Django calls this once a new password is stored."""
        if user is not None:
            record.note(Event.What.NEW_PASSWORD, user)

    def get_help_text(self):
        return _(
            "It may hold any characters, and spaces. It can't be a password that leaked somewhere, "
            "nor be made of names, dates, or words of this site."
        )
