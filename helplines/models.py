"""Every number that isn't a facility's, and who answers it."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from helplines.choices import Referral, Role, Situation
from helplines.links import sms_uri, tel_uri
from helplines.options import parse_options
from helplines.querysets import HelplineQuerySet
from helplines.rules import CONSTRAINTS
from helplines.shipped import Shipped
from helplines.translation import HelplineTranslation

__all__ = ["Helpline", "HelplineTranslation", "Referral", "Role", "Situation"]

dialable = RegexValidator(
    r"^(\+1[2-9]\d{9}|[2-9]\d{2})$",
    _("Write +1 and ten digits (+18006624357), or a three-digit code (988)."),
)
textable = RegexValidator(
    r"^(\+1[2-9]\d{9}|[2-9]\d{2}|\d{5,6})$",
    _("Write +1 and ten digits, or a code of three, five or six digits."),
)
secure_url = URLValidator(schemes=["https"])


def known_situations(value):
    """Refuse a value that isn't slugs of Situation with a space between."""
    if unknown := set(value.split()) - set(Situation.values):
        raise ValidationError(
            _("There is no situation “%(slug)s”. There are: %(slugs)s"),
            params={"slug": " ".join(sorted(unknown)), "slugs": " ".join(Situation.values)},
        )


def first_sentence(text):
    return re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0]


class Helpline(Shipped):
    """A number or chat to turn to, and what a caller should know first.

    The shipped lines come from fixtures/helplines.json through `load_helplines`. An
    operator adds their own 24/7 line in the admin: role "This site's own line".
    """

    slug = models.SlugField(_("slug"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=10, choices=Role)
    situations = models.CharField(
        _("situations"),
        max_length=120,
        blank=True,
        validators=[known_situations],
        help_text=_(
            "Where the list of helplines shows it, as words with a space between: “now teen”. "
            "Empty: at its end, under other numbers."
        ),
    )

    call_display = models.CharField(_("number to show"), max_length=60, blank=True)
    call_number = models.CharField(
        _("number to dial"), max_length=12, blank=True, validators=[dialable]
    )
    text_display = models.CharField(_("text number to show"), max_length=60, blank=True)
    text_number = models.CharField(
        _("number to text"), max_length=12, blank=True, validators=[textable]
    )
    text_body = models.CharField(
        _("word to send"),
        max_length=60,
        blank=True,
        help_text=_("Written for the visitor when they tap. Leave empty if it is their own words."),
    )
    text_send = models.CharField(_("what to send, in words"), max_length=200, blank=True)
    text_stop = models.CharField(
        _("how to stop the texts, in words"),
        max_length=200,
        blank=True,
        help_text=_(
            "What the line itself says. Leave empty if it doesn't: pages then give the rule "
            "of phone companies, STOP."
        ),
    )
    tty_display = models.CharField(_("TTY number to show"), max_length=60, blank=True)
    tty_number = models.CharField(
        _("TTY number to dial"), max_length=12, blank=True, validators=[dialable]
    )
    chat_url = models.CharField(_("web chat"), max_length=200, blank=True, validators=[secure_url])
    options = models.TextField(
        _("options"),
        blank=True,
        help_text=_(
            "One on each line: “Press 1 for veterans.” To make one a text link, add the "
            "number and the word to send: “Text AYUDA to 988. | 988 | AYUDA”."
        ),
    )

    who_answers = models.CharField(_("who answers"), max_length=300)
    who_pays = models.CharField(_("who pays"), max_length=300)
    hours = models.CharField(_("hours"), max_length=200)
    languages = models.CharField(_("languages"), max_length=300)
    cost = models.CharField(_("cost"), max_length=200)
    does = models.TextField(_("what it does"))
    does_not = models.TextField(_("what it doesn't do"))
    may_refer_to_paying_provider = models.CharField(
        _("may send callers to a provider that pays for the line"),
        max_length=7,
        choices=Referral,
        default=Referral.UNKNOWN,
    )

    source_name = models.CharField(_("source"), max_length=120)
    source_url = models.CharField(_("source address"), max_length=200, validators=[secure_url])
    last_verified = models.DateField(_("last checked against the source"))

    position = models.PositiveSmallIntegerField(_("position"), default=100)
    in_header = models.BooleanField(_("at the top of every page"), default=False)
    is_published = models.BooleanField(_("published"), default=True)

    objects = HelplineQuerySet.as_manager()

    class Meta:
        verbose_name = _("helpline")
        verbose_name_plural = _("helplines")
        ordering = ["position", "name"]
        constraints = CONSTRAINTS

    def __str__(self):
        return self.name

    def clean(self):
        try:
            parse_options(self.options)
        except ValueError as error:
            message = _("Write “words | number | word to send”, not: %(line)s")
            raise ValidationError({"options": message % {"line": error}}) from error

    @property
    def call_uri(self):
        return tel_uri(self.call_number)

    @property
    def text_uri(self):
        return sms_uri(self.text_number, self.text_body)

    @property
    def how_to_stop(self):
        """How to stop its texts: in the line's own words, or else by the carriers' rule.

        CTIA, the phone companies' association, has text services act on STOP.
        """
        return self.text_stop or _("To stop the texts, send STOP to the same number.")

    @property
    def tty_uri(self):
        return tel_uri(self.tty_number)

    @property
    def takes_texts_on_its_number(self):
        """Whether one number takes both calls and texts, as 988 does."""
        return bool(self.call_number) and self.call_number == self.text_number

    @cached_property
    def option_list(self):
        return parse_options(self.options)

    @property
    def what_for(self):
        """What it does in a sentence, the first; all of it where that is marked as English."""
        if isinstance(self.does, SafeString):
            return self.does
        return first_sentence(self.does)

    @property
    def is_provider(self):
        return self.role == Role.PROVIDER
