"""Which state of the directory the database holds: what is kept in memory is of one revision."""

import secrets

from django.db import models

from database.compiled import Compiled


class Revision(models.Model):
    """The one row that every change to the directory rewrites, in its own transaction.

    A random token and no counter: a transaction that is rolled back gives its number
    to the next, but never its token.
    """

    ONLY = 1
    token = models.CharField(max_length=32)
    changed_at = models.DateTimeField(auto_now=True, null=True)

    def __str__(self):
        return self.token


_token = Compiled(lambda pk: Revision.objects.filter(pk=pk).values_list("token"), Revision.ONLY)


def current_revision():
    """Return the token of the directory's state; "" as long as nothing was written."""
    rows = _token.values(Revision.ONLY)
    return rows[0][0] if rows else ""


def mark_changed(**_signal):
    """Say that the directory changed. For bulk writes; a model's `save` and `delete` do it."""
    Revision.objects.update_or_create(pk=Revision.ONLY, defaults={"token": secrets.token_hex(16)})
