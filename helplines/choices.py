"""What a helpline is for, and what is known of its referrals."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a line is for, in the words pages print beside its number."""

    EMERGENCY = "emergency", _("Emergency")
    CRISIS = "crisis", _("Crisis")
    NATIONAL = "national", _("National helpline")
    VETERANS = "veterans", _("Veterans")
    POISON = "poison", _("Poison")
    VIOLENCE = "violence", _("Hurt or scared at home")
    OVERDOSE = "overdose", _("Using alone")
    OPERATOR = "operator", _("This site's own line")
    PROVIDER = "provider", _("A treatment company's own line")


class Referral(models.TextChoices):
    """Whether a line may send callers to a provider that pays for it."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not known")
