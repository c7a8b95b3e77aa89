"""The garbage collector is as it was before, whatever happened."""

import gc
from contextlib import suppress

import pytest

from derived.collecting import no_collecting


@pytest.mark.parametrize(
    "turn, error", [(gc.enable, None), (gc.disable, None), (gc.enable, OSError)]
)
def test_it_is_off_meanwhile_and_then_as_before(turn, error):
    turn()
    before = gc.isenabled()
    try:
        with suppress(OSError), no_collecting():
            assert not gc.isenabled()
            if error:
                raise error
        assert gc.isenabled() == before
    finally:
        gc.enable()
