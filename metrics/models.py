"""When each nightly command last did its work."""

from django.db import models


class LastRun(models.Model):
    """A command, and when it last ended well."""

    command = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self):
        return f"{self.command}, {self.at:%Y-%m-%d %H:%M}"
