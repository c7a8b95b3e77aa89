"""The settings of the tests with one language more, which only its name is there of."""

from tests.settings import *  # noqa: F403
from tests.settings import LANGUAGES

LANGUAGES = [*LANGUAGES, ("eo", "Esperanto")]
