"""Every text that someone may see, with where it stands.

A Text's `words` are its file's, with all that isn't seen blanked out, so that an offset in
them is one in the file: `line_of` gives the line to look at.
"""

import ast
import csv
import json
import re
from dataclasses import dataclass

import polib
from django.conf import settings

ROOT = settings.BASE_DIR
GETTEXT = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
GETTEXT |= {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}
# Attributes that are shown or read out; what a script shows lies in data-….
SHOWN_ATTRIBUTES = r"""\b(?:aria-label|content|title|alt|placeholder|data-[\w-]+)="([^"]*)\""""
SHOWN_COLUMNS = ("name", "explanation")
UNSEEN_KEYS = {"slug", "source_url", "chat_url", "call_number", "text_number", "tty_number"}
# In a guide: what other people titled, and what no reader sees.
UNSEEN_IN_GUIDES = r"\[\[sources\]\](?:\n(?!\+\+\+|\[|steps).*)*|^(?:slug|search|services|id) = .*"


@dataclass(frozen=True)
class Text:
    path: str
    words: str
    language: str = "en"
    first_line: int = 1

    def line_of(self, offset):
        return self.first_line + self.words.count("\n", 0, offset)


def blank(text):
    return re.sub(r"\S", " ", text)


def keep(pattern, text, flags=0):
    """Return a text with all blanked out but the groups of each match."""
    parts, done = [], 0
    for match in re.finditer(pattern, text, flags):
        for group in range(1, (match.lastindex or 0) + 1):
            start, end = match.span(group)
            if start >= done:
                parts += [blank(text[done:start]), text[start:end]]
                done = end
    return "".join([*parts, blank(text[done:])])


def drop(pattern, text, flags=0):
    """Return a text with each match blanked out."""
    return re.sub(pattern, lambda match: blank(match[0]), text, flags=flags)


def of_template(source):
    """Return what of a template's source is seen."""
    source = drop(r"{% comment %}.*?{% endcomment %}|{#.*?#}|{{.*?}}", source, re.DOTALL)
    translated = r"""(?:translate|_\()\s*"([^"]*)\""""
    source = re.sub(r"{%.*?%}", lambda tag: keep(translated, tag[0]), source, flags=re.DOTALL)
    return re.sub(r"<[^>]*>", lambda tag: keep(SHOWN_ATTRIBUTES, tag[0]), source)


def of_python(path):
    """Yield the Texts that a module gives to gettext."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in GETTEXT:
            for argument in node.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield Text(relative(path), argument.value, first_line=argument.lineno)


def of_table(path):
    """Yield a Text for each name and explanation of the taxonomy."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            for column in SHOWN_COLUMNS:
                yield Text(relative(path), row[column], first_line=reader.line_num)


def of_helplines(path, language):
    source = path.read_text(encoding="utf-8")
    for line in json.loads(source):
        for key, value in line.items():
            if isinstance(value, str) and key not in UNSEEN_KEYS:
                offset = source.find(json.dumps(value, ensure_ascii=False))
                number = 1 + source.count("\n", 0, max(offset, 0))
                yield Text(relative(path), value.replace("\n", " "), language, number)


def of_guide(path):
    source = drop(UNSEEN_IN_GUIDES, path.read_text(encoding="utf-8"), re.MULTILINE)
    return Text(
        relative(path), drop(r"https?://\S+|\]\([^)]*\)|\[@[^]]*\]", source), path.parts[-2]
    )


def of_catalog(path):
    """Yield the Texts of a .po file's translations."""
    for entry in polib.pofile(path):
        if not entry.obsolete:
            for text in [entry.msgstr, *entry.msgstr_plural.values()]:
                yield Text(relative(path), text, path.parts[-3], entry.linenum)


def relative(path):
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)


def apps():
    return sorted(path.parent for path in [*ROOT.glob("*/apps.py"), ROOT / "finder" / "urls.py"])


def templates():
    return [
        Text(relative(path), of_template(path.read_text(encoding="utf-8")))
        for folder in [ROOT / "templates", *(app / "templates" for app in apps())]
        for kind in ("*.html", "*.txt")
        for path in sorted(folder.rglob(kind))
    ]


def modules():
    paths = [path for app in apps() for path in sorted(app.rglob("*.py"))]
    return [text for path in paths if "migrations" not in path.parts for text in of_python(path)]


def taxonomy():
    folder = ROOT / "fixtures" / "taxonomy"
    names = ("groups", "services", "defined")
    return [text for name in names for text in of_table(folder / f"{name}.csv")]


def helplines():
    folder = ROOT / "fixtures"
    files = [
        (folder / "helplines.json", "en"),
        *((p, p.stem[-2:]) for p in folder.glob("helplines.??.json")),
    ]
    return [text for path, language in files for text in of_helplines(path, language)]


def guides():
    return [of_guide(path) for path in sorted((ROOT / "fixtures" / "guides").glob("*/*.md"))]


def catalogs():
    paths = [
        *ROOT.glob("locale/*/LC_MESSAGES/*.po"),
        *ROOT.glob("fixtures/*/locale/*/LC_MESSAGES/*.po"),
    ]
    return [text for path in sorted(paths) for text in of_catalog(path)]


def everything():
    return [
        text
        for part in (templates, modules, taxonomy, helplines, guides, catalogs)
        for text in part()
        if text.words.strip()
    ]
