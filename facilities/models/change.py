"""What changed in what the public is told of facilities; api/changes/recording.py writes it."""

import hashlib

from django.db import models
from django.utils.translation import gettext_lazy as _


class Change(models.Model):
    """A facility that was listed, changed or removed.

    Recorded one after another, so the order of their pks is that in which readers can see them.
    It holds no value of a facility, only names of fields: what was withheld since is nowhere.
    """

    class Kind(models.TextChoices):
        LISTED = "listed", _("listed")
        CHANGED = "changed", _("changed")
        REMOVED = "removed", _("removed")

    class Reason(models.TextChoices):
        CLOSED = "closed", _("closed")
        MERGED = "merged", _("merged into another")
        UNLISTED = "unlisted", _("not in the latest edition")
        DELETED = "deleted", _("deleted")

    public_id = models.CharField(max_length=12)
    state = models.CharField(max_length=2)
    at = models.DateTimeField()
    kind = models.CharField(max_length=7, choices=Kind)
    reason = models.CharField(max_length=8, choices=Reason, blank=True)
    merged_into = models.CharField(max_length=12, blank=True)
    fields = models.JSONField(default=list)
    is_news = models.BooleanField(
        default=False, help_text=_("For the feeds: listed, removed, moved or corrected.")
    )

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["state", "-id"], name="change_news", condition=models.Q(is_news=True)
            )
        ]

    def __str__(self):
        return f"{self.public_id} {self.kind}"

    @property
    def cursor(self):
        """Return what a reader who knows all changes up to this goes on from.

        It tells this change from any other that had its number, in a database that was restored.
        """
        digest = hashlib.sha256(f"{self.pk} {self.public_id} {self.at.isoformat()}".encode())
        return f"{self.pk}-{digest.hexdigest()[:8]}"


class PublishedFacility(models.Model):
    """What was recorded last of a facility; `digests` as api/changes/digests.py makes them.

    Without `digests` it is not listed any more. It stays, as its id may be listed again.
    """

    public_id = models.CharField(max_length=12, unique=True)
    last = models.OneToOneField(Change, models.PROTECT, related_name="+")
    digests = models.TextField(blank=True)

    def __str__(self):
        return self.public_id


class RecordedState(models.Model):
    """The one row that says which state of the directory was recorded last, and when.

    `fields`: which the digests are of, in their order.
    """

    ONLY = 1
    version = models.CharField(max_length=32, blank=True)
    fields = models.JSONField(default=list)
    at = models.DateTimeField(null=True)

    def __str__(self):
        return self.version
