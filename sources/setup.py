"""What the settings say of sources: the registry, how to ask, where to keep."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings

from sources import registry
from sources.network.fetching import Bounds, Fetcher
from sources.network.hosts import Hosts

OWN = settings.BASE_DIR / "fixtures" / "sources.toml"


def chosen(names: Iterable[str]) -> list[registry.OfficialSource]:
    """Return the sources with these names, else those of SOURCES, else those that are on.

    Raises RegistryError.
    """
    files = [OWN, *([Path(settings.SOURCES_FILE)] if settings.SOURCES_FILE else [])]
    return registry.chosen(registry.load(*files), list(names) or settings.SOURCES)


def fetcher() -> Fetcher:
    """Return what asks a source: by the project's name and whom to write to about it."""
    host = settings.ALLOWED_HOSTS[0].lstrip(".")
    contact = settings.CONTACT_EMAIL or (host if "." in host else "")
    agent = f"TreatmentFinder/{settings.RELEASE}" + (f" (+{contact})" if contact else "")
    hosts = Hosts(frozenset(settings.SOURCES_ALLOW_PRIVATE_HOSTS))
    return Fetcher(agent, Bounds(**dict[str, Any](settings.SOURCES_BOUNDS)), hosts)


def root() -> Path:
    """Return the folder of what came from the sources."""
    return Path(settings.SOURCES_DIR)
