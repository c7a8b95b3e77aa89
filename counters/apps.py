import atexit

from django.apps import AppConfig
from django.conf import settings
from django.core.signals import request_finished


class CountersConfig(AppConfig):
    name = "counters"

    def ready(self):
        from counters.counting import flush, flush_when_due

        request_finished.connect(flush_when_due, dispatch_uid="counters")
        if settings.COUNTS_EVERY is not None:
            atexit.register(flush)
