"""Dear answers that were refused are counted, where numbers are asked for."""

import pytest
from django.apps import apps
from prometheus_client import REGISTRY

from budget import Busy, refused, slot
from finder.watching.apps import count_refusal


def count():
    return REGISTRY.get_sample_value("finder_no_slot_total") or 0


@pytest.mark.parametrize("port, counted", [(9100, 2), (None, 0)])
def test_refusals_are_counted_where_numbers_are_asked_for(settings, free_slots, port, counted):
    settings.METRICS_PORT = port
    apps.get_app_config("finder").ready()
    try:
        before = count()
        with slot(), slot():
            for _time in range(2):
                with pytest.raises(Busy), slot():
                    pass
        assert count() - before == counted
    finally:
        refused.disconnect(count_refusal)
