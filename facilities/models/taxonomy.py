"""What a facility can say about itself, and the groups that order it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from facilities.meanings import code_as_published


class ServiceGroup(models.Model):
    """Services that answer the same question, and the rule of its filter."""

    class Rule(models.TextChoices):
        ALL = "all", _("all of those chosen")
        ANY = "any", _("any of those chosen")

    class Parameter(models.TextChoices):
        SERVICE = "service", _("Services")
        PAYMENT = "payment", _("Payment")
        AGE = "age", _("Ages")
        GROUP = "group", _("People served")
        LANGUAGE = "language", _("Languages")

    class Section(models.TextChoices):
        """The parts of a facility's page, by what people ask; of none: "Everything else"."""

        START = "start", _("Getting in")
        COST = "cost", _("Cost and insurance")
        CARE = "care", _("Care and medicines")
        PEOPLE = "people", _("Who it's for")
        LIVING = "living", _("Stays, visits, and support")
        ACCESS = "access", _("Languages and practical help")
        SAFETY = "safety", _("Safety and quality")

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=60)
    explanation = models.CharField(max_length=200, blank=True)
    rule = models.CharField(max_length=3, choices=Rule, default=Rule.ANY)
    parameter = models.CharField(max_length=10, choices=Parameter, default=Parameter.SERVICE)
    position = models.PositiveSmallIntegerField(default=0)
    keeps_silent = models.BooleanField(
        default=False, help_text=_("Searches keep places that don't say, and mark them.")
    )
    section = models.CharField(max_length=6, choices=Section, blank=True)
    is_explained = models.BooleanField(
        default=False, help_text=_("Each of its services needs a sentence, wherever it stands.")
    )
    sums_up = models.BooleanField(
        default=False, help_text=_("Pages leave out services that another of them includes.")
    )
    is_of_programs = models.BooleanField(
        default=False, help_text=_("Who denies one of its services still takes these people.")
    )
    is_compared = models.BooleanField(
        default=False, help_text=_("Its main services make a row each beside other places.")
    )
    card_label = models.CharField(
        max_length=40, blank=True, help_text=_("What its line on a card begins with.")
    )
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["position", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rule__in=["all", "any"]), name="servicegroup_rule_known"
            ),
            models.CheckConstraint(
                condition=Q(parameter__in=["service", "payment", "age", "group", "language"]),
                name="servicegroup_parameter_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    section__in=[
                        *("", "start", "cost", "care", "people", "living", "access", "safety"),
                    ]
                ),
                name="servicegroup_section_known",
            ),
        ]

    def __str__(self):
        return self.name


class Service(models.Model):
    """Something a facility can say about itself.

    Either one of the source's codes (`code` is set), or *defined* as any of other
    services (`any_of`). Facilities are given both kinds at import, so that filters,
    counts and the API know one mechanism only.
    """

    class Polarity(models.TextChoices):
        OFFERS = "offers", _("offers it")
        DECLINES = "declines", _("says it does not do it")
        SERVES_ONLY = "serves_only", _("serves only these people")

    class OnCard(models.TextChoices):
        LEADING = "leading", _("first, in bold")
        BESIDE = "beside", _("after that")
        ALONE = "alone", _("only if there is nothing else to say")

    slug = models.SlugField(unique=True)
    code = models.CharField(max_length=12, blank=True)
    group = models.ForeignKey(ServiceGroup, models.PROTECT, related_name="services")
    category = models.CharField(max_length=12, blank=True, help_text=_("The source's category."))
    source_label = models.CharField(max_length=400, blank=True)
    name = models.CharField(max_length=400)
    explanation = models.CharField(max_length=250, blank=True)
    polarity = models.CharField(max_length=11, choices=Polarity, default=Polarity.OFFERS)
    any_of = models.ManyToManyField("self", symmetrical=False, related_name="part_of", blank=True)
    featured = models.BooleanField(default=False, help_text=_("Among the main filters."))
    position = models.PositiveSmallIntegerField(default=0)
    on_card = models.CharField(max_length=7, choices=OnCard, blank=True)
    card_name = models.CharField(
        max_length=60, blank=True, help_text=_("Where its name is too long for a card.")
    )
    level = models.PositiveSmallIntegerField(
        default=0, help_text=_("Its place in what kind of place it is, the most care first.")
    )
    shortcut = models.PositiveSmallIntegerField(
        default=0, help_text=_("Its place among the boxes of the home page.")
    )
    part_unsaid = models.CharField(
        max_length=250, blank=True, help_text=_("Explains it where none of its parts is named.")
    )
    question_rank = models.PositiveSmallIntegerField(
        default=0, help_text=_("The place of its question, the most important first.")
    )
    question = models.CharField(
        max_length=100, blank=True, help_text=_("For the phone, where no source says.")
    )
    doesnt_say = models.CharField(
        max_length=100, blank=True, help_text=_("What a card says where no source says.")
    )
    for_substance_use = models.BooleanField(
        default=False, help_text=_("Means nothing at a place that doesn't treat substance use.")
    )
    in_taxonomy = models.BooleanField(
        default=True, help_text=_("Off for a code that only a published file knows.")
    )
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["group__position", "position", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=~Q(code=""), name="service_code_unique"
            ),
            models.CheckConstraint(
                condition=Q(polarity__in=["offers", "declines", "serves_only"]),
                name="service_polarity_known",
            ),
            models.CheckConstraint(
                condition=Q(on_card__in=["", "leading", "beside", "alone"]),
                name="service_on_card_known",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def declines(self):
        """Whether it says what a facility doesn't do: nobody can ask for that."""
        return self.polarity == Service.Polarity.DECLINES

    @property
    def published_code(self):
        """Return its code as files write it, whatever it means in one questionnaire."""
        return code_as_published(self.code)

    @property
    def is_serves_only(self):
        return self.polarity == Service.Polarity.SERVES_ONLY


class ServiceRelation(models.Model):
    """What one service means for another, where that isn't in its codes.

    `without`: it isn't given to a facility that has `other`, which contradicts it.
    `asked_by`: who asks for `other` asks for this *serves only*, too.
    `hidden_by`: searches leave this *serves only* out only where they ask for one `other`.
    `denied_by`: who says `other` doesn't do this.
    `parts`: `other` says which kind of this a facility has; who names none leaves it open.
    `said_by`: a card needn't say this beside `other`, which says it too, or says more.
    `answered_by`: whoever says something of `other` has answered this one's question.
    `waived_by`: what every search looks for, unless it asks for `other`.
    """

    class Kind(models.TextChoices):
        WITHOUT = "without", _("only without")
        ASKED_BY = "asked_by", _("asked for with")
        HIDDEN_BY = "hidden_by", _("left out of searches for")
        DENIED_BY = "denied_by", _("denied by")
        WAIVED_BY = "waived_by", _("not looked for in searches for")
        PARTS = "parts", _("made of")
        SAID_BY = "said_by", _("said by")
        ANSWERED_BY = "answered_by", _("answered by")

    service = models.ForeignKey(Service, models.CASCADE, related_name="relations")
    kind = models.CharField(max_length=11, choices=Kind)
    other = models.ForeignKey(Service, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service", "kind", "other"], name="servicerelation_once"
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        *("without", "asked_by", "hidden_by", "denied_by", "waived_by"),
                        *("parts", "said_by", "answered_by"),
                    ]
                ),
                name="servicerelation_kind_known",
            ),
        ]

    def __str__(self):
        return f"{self.service_id} {self.kind} {self.other_id}"


class Denial(models.Model):
    """A question whose blanks mean no: in a questionnaire, from one year's edition to another's.

    Where there is none, a blank says nothing (docs/decisions/0024-answers.md). `evidence`: what
    was measured, and on which files.
    """

    service = models.ForeignKey(Service, models.CASCADE, related_name="denials")
    questionnaire = models.CharField(max_length=7)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField(null=True, blank=True)
    evidence = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service", "questionnaire", "first_year"], name="denial_once"
            ),
            models.CheckConstraint(
                condition=Q(questionnaire__in=["su", "mh", "otp"]),
                name="denial_questionnaire_is_published",
            ),
        ]

    def __str__(self):
        return f"{self.service_id} in {self.questionnaire} from {self.first_year}"

    def holds(self, questionnaire, year):
        """Tell whether a blank in a questionnaire's edition of a year means no."""
        is_in_time = self.first_year <= year and (self.last_year is None or year <= self.last_year)
        return is_in_time and self.questionnaire == questionnaire
