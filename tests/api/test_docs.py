"""docs/api.md names all that programs send and get."""

import re

import pytest
from django.conf import settings

from api import texts
from api.filters import ApiFilter
from api.left_out import headers
from api.search_serializers import FacilityListSerializer, SearchSerializer
from search.request import SearchRequest

TEXT = (settings.BASE_DIR / "docs" / "api.md").read_text()


@pytest.mark.parametrize("serializer", [FacilityListSerializer, SearchSerializer])
def test_every_key_of_a_list_is_named(serializer):
    for name in serializer().fields:
        assert re.search(rf'[`"]{name}[`"]', TEXT), name


def test_every_parameter_is_named():
    assert [name for name in ApiFilter.base_filters if f"`{name}`" not in TEXT] == []


def test_the_columns_are_those_of_the_file():
    listed = re.search(r"The columns:\n\n((?:    .*\n)+)", TEXT)[1]
    assert listed.split() == texts.COLUMNS


def test_every_header_is_named(cast):
    assert [name for name in headers(SearchRequest().results) if f"    {name}: " not in TEXT] == []
