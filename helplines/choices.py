"""What a helpline is for, when people look for it, and what is known of its referrals."""

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
    ASSAULT = "assault", _("Sexual assault")
    CHILD = "child", _("A child being hurt")
    YOUTH = "youth", _("Young people")
    PREGNANCY = "pregnancy", _("Pregnancy and new babies")
    PARENTS = "parents", _("Parents and family")
    GAMBLING = "gambling", _("Gambling")
    TOBACCO = "tobacco", _("Quitting tobacco")
    LOCAL = "local", _("Food, housing, a ride")
    RELAY = "relay", _("Relay calls")
    OPERATOR = "operator", _("This site's own line")
    PROVIDER = "provider", _("A treatment company's own line")


class Situation(models.TextChoices):
    """What somebody who looks for a number would say, in the order of the page's list."""

    NOW = "now", _("I need help right now")
    HURT = "hurt", _("Someone is hurting me")
    SWALLOWED = "swallowed", _("Someone swallowed something")
    ALONE = "alone", _("I use alone")
    TREATMENT = "treatment", _("I'm looking for treatment")
    PREGNANT = "pregnant", _("I'm pregnant or have a new baby")
    TEEN = "teen", _("I'm a teen")
    FAMILY = "family", _("I'm worried about my child")
    VETERAN = "veteran", _("I'm a veteran or in the service")
    NEEDS = "needs", _("I need food, housing or a ride")
    GAMBLING = "gambling", _("A gambling problem")
    TOBACCO = "tobacco", _("I want to quit tobacco")
    DISASTER = "disaster", _("After a storm, fire or other disaster")
    HEARING = "hearing", _("I'm deaf, or it's hard for me to speak")


class Referral(models.TextChoices):
    """Whether a line may send callers to a provider that pays for it."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not known")
