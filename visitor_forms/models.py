"""Which pages were sent, so that one page is good for one sending."""

from django.db import models


class Sending(models.Model):
    """That a page was sent, by a digest of its token, and a digest of what it said; of nobody.

    Both are made with the token's random text, which isn't kept: nothing can be tried out on them.
    """

    page = models.CharField(max_length=22, unique=True)
    answers = models.CharField(max_length=22)
    sent_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"Sending {self.pk}"
