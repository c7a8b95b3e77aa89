"""Translations of helplines, and helplines in the language in use."""

import hashlib
import json
from copy import copy
from dataclasses import replace

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from helplines.languages import LONGEST_CODE, is_a_code, translated_languages
from helplines.options import parse_options
from helplines.rules import MUST_KNOW, says
from helplines.shipped import Shipped

# A line's fields that are words: all of them have a field of that name in a translation. Those
# of the first row are names and numbers, as good on a page of any language.
PRINTED = ("name", "call_display", "text_display", "text_body", "tty_display")
PROSE = ("text_send", "text_stop", "who_answers", "who_pays", "hours", "languages", "cost")
WORDS = (*PRINTED, *PROSE, "does", "does_not", "options")


class HelplineTranslation(Shipped):
    """A Helpline's texts in another language; an empty field falls back to English.

    It is shown while `translates` equals the digest of the English texts. Once those are edited,
    pages show them in English until somebody has checked the translation again.
    """

    line = models.ForeignKey("helplines.Helpline", models.CASCADE, related_name="translations")
    language = models.CharField(
        _("language"), max_length=LONGEST_CODE, choices=translated_languages
    )
    name = models.CharField(_("name"), max_length=120)
    call_display = models.CharField(_("number to show"), max_length=60, blank=True)
    text_display = models.CharField(_("text number to show"), max_length=60, blank=True)
    text_body = models.CharField(_("word to send"), max_length=60, blank=True)
    text_send = models.CharField(_("what to send, in words"), max_length=200, blank=True)
    text_stop = models.CharField(_("how to stop the texts, in words"), max_length=200, blank=True)
    tty_display = models.CharField(_("TTY number to show"), max_length=60, blank=True)
    options = models.TextField(_("options"), blank=True)
    who_answers = models.CharField(_("who answers"), max_length=300)
    who_pays = models.CharField(_("who pays"), max_length=300)
    hours = models.CharField(_("hours"), max_length=200)
    languages = models.CharField(_("languages"), max_length=300)
    cost = models.CharField(_("cost"), max_length=200)
    does = models.TextField(_("what it does"))
    does_not = models.TextField(_("what it doesn't do"))
    translates = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        ordering = ["line", "language"]
        constraints = [
            *(says(field, of="helplinetranslation") for field in MUST_KNOW),
            models.UniqueConstraint(
                fields=["line", "language"], name="helplinetranslation_once_in_a_language"
            ),
            is_a_code("helplinetranslation_language_is_a_code", ~Q(language="en")),
        ]

    def __str__(self):
        return f"{self.name} ({self.language})"

    def clean(self):
        try:
            options = parse_options(self.options)
        except ValueError as error:
            message = _("Write “words | number | word to send”, not: %(line)s")
            raise ValidationError({"options": message % {"line": error}}) from error
        linked = {option.uri for option in parse_options(self.line.options)}
        if options and self.is_current and {option.uri for option in options} != linked:
            raise ValidationError(
                {"options": _("Link the same numbers and words to send as in English.")}
            )

    @property
    def is_current(self):
        """Whether it was written or checked for the current English texts."""
        return self.translates == words_digest(self.line)

    @classmethod
    def content_fields(cls):
        own = [field for field in super().content_fields() if field.name != "line"]
        return [*own, cls._meta.get_field("translates")]


def words_digest(line):
    """Return a digest of a Helpline's English texts."""
    words = {name: str(getattr(line, name)).replace("\r\n", "\n") for name in WORDS}
    return hashlib.sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()


def language_in_use():
    """Return the code of the language in use, without its region."""
    return (get_language() or settings.LANGUAGE_CODE).partition("-")[0]


def localized(line, translation=None):
    """Return an unsaved copy of a Helpline with a translation's words, for a page.

    Words without a translation, or with one of an older English text, are marked as English.
    How to reach the language ("988, luego oprime 2") stays while the number does.
    """
    copied = copy(line)
    copied.__dict__.pop("option_list", None)
    is_current = translation is not None and translation.translates == words_digest(line)
    right = WORDS if is_current else _still_right(line, translation)
    for name in WORDS:
        words = name in right and getattr(translation, name)
        setattr(copied, name, words or _left_english(line, name))
    if not (is_current and translation.options):
        options = parse_options(line.options)
        copied.option_list = [replace(option, words=_marked(option.words)) for option in options]
    return copied


def _still_right(line, translation):
    """Return the fields of an outdated translation that hold as long as the number is the same.

    Otherwise an edit of, say, the cost in English would lead to people who speak English only.
    """
    if translation is None or not line.call_display:
        return ()
    if not translation.call_display.startswith(line.call_display):
        return ()
    return ("call_display", "text_body") if line.takes_texts_on_its_number else ("call_display",)


def _left_english(line, name):
    words = getattr(line, name)
    return words if name in PRINTED or name == "options" or not words else _marked(words)


def _marked(words):
    return format_html('<span lang="en">{}</span>', words)
