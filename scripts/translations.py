"""Update locale/*/LC_MESSAGES/django.po from the code and compile it (`make translations`).

A language that has no catalog yet (fixtures/languages/) gets one.

Needs none of gettext's own tools. What has to be translated is what can reach a visitor
(docs/decisions/0015-spanish.md): every string of the templates but the style guide's, and of the
apps' Python but the admin, the commands, and what models say to the admin alone.
"""

import ast
import re
import sys
from io import BytesIO
from pathlib import Path

import polib
from babel.messages.extract import extract_python
from babel.messages.plurals import get_plural
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from text.languages import languages  # noqa: E402

# Which arguments of a function are what is looked up.
FUNCTIONS = {
    "_": ("msgid",),
    "gettext": ("msgid",),
    "gettext_lazy": ("msgid",),
    "gettext_noop": ("msgid",),
    "pgettext": ("msgctxt", "msgid"),
    "pgettext_lazy": ("msgctxt", "msgid"),
    "ngettext": ("msgid", "msgid_plural"),
    "ngettext_lazy": ("msgid", "msgid_plural"),
    "npgettext": ("msgctxt", "msgid", "msgid_plural"),
    "npgettext_lazy": ("msgctxt", "msgid", "msgid_plural"),
}
# No visitor comes here: what staff see is in English.
UNSEEN_APPS = ("staff",)
UNSEEN = ("admin", "admin.py", "flood_admin.py", "management", "migrations")
UNSEEN += ("styleguide", "styleguide.py")
UNSEEN_TEMPLATES = ("admin", "styleguide", "styleguide.html")
# What a model tells the admin of itself and its fields.
FOR_THE_ADMIN = {"verbose_name", "verbose_name_plural", "help_text", "violation_error_message"}


def sources():
    """Return {path as written in a .po: list of entries' keys} of all that visitors may read."""
    apps = sorted(path.parent for path in [*ROOT.glob("*/apps.py"), ROOT / "finder/urls.py"])
    templates = [ROOT / "templates", *(app / "templates" for app in apps)]
    keys = {}
    for folder, kind, unseen, read in [
        *((folder, "*.html", UNSEEN_TEMPLATES, of_template) for folder in templates),
        *((folder, "*.txt", UNSEEN_TEMPLATES, of_template) for folder in templates),
        *((app, "*.py", UNSEEN, of_python) for app in apps if app.name not in UNSEEN_APPS),
    ]:
        for path in sorted(folder.rglob(kind)):
            if not set(path.relative_to(folder).parts) & set(unseen):
                keys[path.relative_to(ROOT).as_posix()] = read(path)
    return keys


def of_template(path):
    """Return the keys of a template's strings: (msgctxt or None, msgid, msgid_plural or "")."""
    code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    # Its rest is blanked out, but keeps an indentation that Python wouldn't have.
    code = "\n".join(line.strip() for line in code.splitlines())
    calls = extract_python(BytesIO(code.encode()), FUNCTIONS, [], {"encoding": "utf-8"})
    return [
        key_of(name, texts if isinstance(texts, tuple) else (texts,)) for _, name, texts, _ in calls
    ]


def of_python(path):
    """Return the keys of a module's strings, without what a model tells the admin."""
    tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    has_models = any(map(is_models, tree.body))
    unseen = {id(call) for node in ast.walk(tree) if has_models for call in for_the_admin(node)}
    calls = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and name_of(node) in FUNCTIONS and id(node) not in unseen
    ]
    calls.sort(key=lambda call: (call.lineno, call.col_offset))
    texts = [
        (name_of(call), [getattr(argument, "value", None) for argument in call.args])
        for call in calls
    ]
    return [
        key_of(name, strings) for name, strings in texts if strings and isinstance(strings[0], str)
    ]


def name_of(call):
    return getattr(call.func, "id", "")


def is_models(node):
    """Tell whether a line is `from django.db import models`: what follows are models."""
    return isinstance(node, ast.ImportFrom) and "models" in {name.name for name in node.names}


def for_the_admin(node):
    """Return the calls in a field, constraint or Meta of a model that only the admin prints."""
    if isinstance(node, ast.keyword) and node.arg in FOR_THE_ADMIN:
        return [node.value]
    if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in FOR_THE_ADMIN:
        return [node.value]
    is_field = isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Field")
    return node.args[:1] if is_field else []


def key_of(name, texts):
    arguments = dict(zip(FUNCTIONS[name], texts, strict=False))
    return arguments.get("msgctxt"), arguments["msgid"], arguments.get("msgid_plural", "")


def wanted():
    """Return {key: paths of the files it is in}, in the order of the files."""
    paths_of = {}
    for path, keys in sources().items():
        for key in keys:
            paths = paths_of.setdefault(key, [])
            if path not in paths:
                paths.append(path)
    return paths_of


def key(entry):
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def new_catalog(code):
    """Return an empty polib catalog of a language, by its code."""
    catalog = polib.POFile(wrapwidth=98)
    catalog.metadata = {
        "Language": code,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": get_plural(code).plural_forms,
    }
    return catalog


def plural_forms(catalog):
    """Return how many forms of a plural the language of a catalog has."""
    return int(re.search(r"nplurals=(\d+)", catalog.metadata["Plural-Forms"])[1])


def updated(catalog):
    """Return a polib catalog with what is wanted, in its order, as far as `catalog` has it."""
    forms = range(plural_forms(catalog))
    translated = {key(entry): entry for entry in catalog if not entry.obsolete}
    new = polib.POFile(wrapwidth=98)
    new.header, new.metadata = catalog.header, catalog.metadata
    for wanted_key, paths in wanted().items():
        msgctxt, msgid, plural = wanted_key
        entry = translated.get(wanted_key) or polib.POEntry(
            msgctxt=msgctxt,
            msgid=msgid,
            msgid_plural=plural,
            msgstr_plural=dict.fromkeys(forms, "") if plural else {},
        )
        entry.occurrences = [(path, "") for path in paths]
        entry.flags = ["python-format"] if "%(" in msgid else []
        new.append(entry)
    return new


def main():
    status = 0
    for language in languages()[1:]:
        path = ROOT / "locale" / language.code / "LC_MESSAGES" / "django.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        own = polib.pofile(path, wrapwidth=98) if path.exists() else new_catalog(language.code)
        catalog = updated(own)
        catalog.save(path)
        catalog.save_as_mofile(path.with_suffix(".mo"))
        missing = [entry for entry in catalog if not entry.translated()]
        print(f"{path.relative_to(ROOT)}: {len(catalog)} strings, {len(missing)} to translate.")
        status |= bool(missing)
    # The taxonomy's: a test compares it with the files its words are in.
    for path in sorted(ROOT.glob("fixtures/*/locale/*/LC_MESSAGES/django.po")):
        polib.pofile(path).save_as_mofile(path.with_suffix(".mo"))
    return status


if __name__ == "__main__":
    sys.exit(main())
