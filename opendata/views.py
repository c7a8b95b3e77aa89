"""The page of data, and its files."""

from typing import Any, NamedTuple

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from api.lists.editions import editions
from opendata.current import MEDIA_TYPES, FileSet, file_set
from opendata.formats import FORMS
from opendata.making import DICTIONARY, LATEST, PACKAGE, SUMS, WIDE_META
from opendata.sending import sent
from programs.problems import problem

# Until somebody tries again: as long as a timer takes at most, and the files after it.
SECONDS_TO_WAIT = 900
ANEW = "A place has withheld its address, so these files are being made anew."
DESCRIPTIONS = {
    DICTIONARY: _("What each field means, and why it may be empty"),
    PACKAGE: _("Data Package: all of this for programs"),
    WIDE_META: _("CSV on the Web: the columns of facilities.csv"),
    SUMS: _("SHA-256 of each file, for sha256sum"),
}


class Offered(NamedTuple):
    """A file on the page: `title` says what it is good for; `sha256` is "" of descriptions."""

    name: str
    title: str | Promise
    size: int
    sha256: str


class DataPage(TemplateView):
    """All listings as files: for whom each is, how old, of which lists, on which terms."""

    template_name = "opendata/data.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        files = file_set()
        is_sent = files is not None and files.may_be_sent
        more: dict[str, Any] = {"files": files if is_sent else None, "is_anew": not is_sent}
        more["was_withdrawn"] = files is not None and not is_sent
        if files is not None and is_sent:
            more |= {"offered": offered(files), "descriptions": DESCRIPTIONS, "latest": LATEST}
            more |= {"about": files.about, "lists": files.about["lists"]}
        else:
            more["lists"] = editions()
        return super().get_context_data(**kwargs, **more)


def offered(files: FileSet) -> list[Offered]:
    """Return the files of data, in the order of their registry."""
    titles = {form.name: form.title for form in FORMS if form.name in files.files}
    return [
        Offered(name, title, files.files[name]["size"], files.files[name]["sha256"])
        for name, title in titles.items()
    ]


@require_safe
def data_file(request: HttpRequest, version: str, name: str) -> HttpResponseBase:
    """Return a file of the latest set, or of one by its version."""
    if name not in MEDIA_TYPES or (files := file_set(version)) is None:
        raise Http404
    if not files.may_be_sent:
        response = problem("unavailable", ANEW)
        response["Retry-After"] = str(SECONDS_TO_WAIT)
        return response
    try:
        return sent(request, files.folder / name, MEDIA_TYPES[name])
    except OSError as error:  # deleted a moment ago
        raise Http404 from error
