"""Guides: plain answers with their sources, author, reviewer and review dates."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guides.checks import problems
from guides.markdown import opening, plain
from guides.problems import by_field
from guides.querysets import GuideQuerySet
from guides.reviews import Kind, digest_of, parse_reviews
from guides.rules import CONSTRAINTS
from guides.sources import NOTICE, parse_sources
from guides.topics import topics
from helplines.languages import LONGEST_CODE, site_languages
from helplines.shipped import Shipped


class Guide(Shipped):
    """One text in one language; the same slug in another language is its translation.

    The shipped ones come from fixtures/guides/ through `load_guides`. docs/guides.md says
    how to write and review one.
    """

    slug = models.SlugField(_("slug"), max_length=60)
    language = models.CharField(
        _("language"),
        max_length=LONGEST_CODE,
        choices=site_languages,
        default=settings.LANGUAGE_CODE,
    )
    title = models.CharField(_("title"), max_length=120)
    summary = models.TextField(
        _("short answer"), help_text=_("One paragraph, shown first. It can cite sources.")
    )
    steps = models.TextField(
        _("steps to take at once"),
        blank=True,
        help_text=_("One on each line, shown before all else. Only where a life may depend on it."),
    )
    body = models.TextField(
        _("text"),
        help_text=_(
            "Markdown: ## and ### headings, lists, tables, [words](/search/?service=detox), "
            "[call:988], [text:988]. Cite a source as [@its-id]."
        ),
    )
    sources = models.TextField(
        _("sources"),
        blank=True,
        help_text=_(
            "One on each line: id | title | publisher | https://… | 2024-03. For a rule that "
            "ends, add its last day: | 2026-12-31"
        ),
    )

    topic = models.CharField(
        _("topic"),
        max_length=20,
        blank=True,
        choices=topics,
        help_text=_("Its place in the list of guides. Empty: under “More guides”."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=100)
    search = models.CharField(
        _("search it leads to"),
        max_length=200,
        blank=True,
        help_text=_("What stands after the “?” of a search's address: service=detox"),
    )
    search_label = models.CharField(
        _("words of that search"),
        max_length=80,
        blank=True,
        help_text=_("Such as: Find detox near you"),
    )
    services = models.TextField(
        _("services it speaks of"),
        blank=True,
        help_text=_("Their slugs with spaces between: detox mat outpatient"),
    )

    author = models.CharField(_("written by"), max_length=120)
    reviewer = models.CharField(
        _("reviewed by"),
        max_length=120,
        blank=True,
        help_text=_(
            "Name and credential of the clinician who reviewed it. Empty: the page says "
            "that no clinician has."
        ),
    )
    reviews = models.TextField(
        _("reviews"),
        blank=True,
        help_text=_(
            "One on each line: kind | name, credential | date | digest, as `review_packet` "
            "records them. A review of a text that has changed since is no longer shown."
        ),
    )
    last_reviewed = models.DateField(_("last reviewed"))
    next_due = models.DateField(_("next review due"))

    is_published = models.BooleanField(_("published"), default=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = GuideQuerySet.as_manager()

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")
        ordering = ["position", "slug", "language"]
        constraints = CONSTRAINTS

    # Slugs of guides loaded together with this one.
    together_with = frozenset()

    def __str__(self):
        return f"{self.title} ({self.language})"

    def get_absolute_url(self):
        return reverse("guide", args=[self.slug])

    def clean(self):
        mistakes = list(problems(self, self.known_guides()))
        if mistakes:
            raise ValidationError(by_field(mistakes))

    def known_guides(self):
        """Return the slugs of guides that this one may link to."""
        languages = {self.language, settings.LANGUAGE_CODE}
        stored = Guide.objects.filter(language__in=languages)
        return {self.slug, *self.together_with, *stored.values_list("slug", flat=True)}

    @property
    def is_urgent(self):
        """Whether it begins with steps to take at once."""
        return bool(self.steps)

    @property
    def is_due(self):
        return self.next_due < timezone.localdate()

    @property
    def reviewed_text(self):
        """What a reviewer reads and answers for."""
        parts = (self.title, self.summary, self.steps, self.body, self.sources)
        return "\n\n".join(part.replace("\r\n", "\n").strip() for part in parts) + "\n"

    @property
    def text_digest(self):
        return digest_of(self.reviewed_text)

    @property
    def review_list(self):
        return parse_reviews(self.reviews)

    @property
    def past_reviews(self):
        """The Reviews of a text that has changed since."""
        digest = self.text_digest
        return [review for review in self.review_list if review.digest != digest]

    @property
    def clinician(self):
        """Who reviewed the medicine in this text; "" also if it has changed since."""
        is_past = any(review.kind == Kind.CLINICIAN for review in self.past_reviews)
        return "" if is_past else self.reviewer

    @property
    def other_reviews(self):
        """The Reviews of this text by others than clinicians."""
        digest = self.text_digest
        current = [review for review in self.review_list if review.digest == digest]
        return [review for review in current if review.kind != Kind.CLINICIAN]

    @property
    def service_list(self):
        return self.services.split()

    @property
    def source_list(self):
        return parse_sources(self.sources)

    @property
    def next_end(self):
        """The last day of the first of its rules that ends, or None."""
        return min((source.ends_on for source in self.source_list if source.expires), default=None)

    @property
    def ended(self):
        """Its sources whose last day has come."""
        return [source for source in self.source_list if source.has_ended]

    @property
    def ends_soon(self):
        """Whether a rule it rests on ends within the notice, or has ended."""
        return any(source.ends_within(NOTICE) for source in self.source_list)

    @property
    def plain_summary(self):
        """The short answer without marks and citations."""
        return plain(self.summary)

    @property
    def opening(self):
        """The first whole sentences of the short answer: half a sentence can mislead."""
        return opening(self.plain_summary)
