"""What isn't in the code can't be misused: HTML made by scripts, templates and formats of data."""

import ast

import pytest
from django.conf import settings

from tests.finder.test_imports import PACKAGES, modules

SCRIPTS = sorted((settings.BASE_DIR / "static" / "js").glob("*.js"))
# Ways from a text to code or markup, messages from other windows, and the chain of prototypes.
SINKS = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(")
SINKS += ("createContextualFragment", "setHTMLUnsafe", "postMessage", '"message"', "__proto__")
# Names whose call makes a program of a text, and modules that run or revive what they are given.
CALLS = {"eval", "exec", "compile", "Template", "from_string", "RawSQL", "extra", "format_map"}
MODULES = {"pickle", "marshal", "shelve", "dill", "yaml", "jinja2", "lxml"}
MODULES |= {"xml.etree", "xml.dom", "xml.sax.handler", "xml.sax.expatreader"}


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_makes_markup_or_code_of_a_text(path):
    assert [sink for sink in SINKS if sink in path.read_text()] == []


def nodes():
    """Yield (file, node) of all code that serves."""
    for package in PACKAGES:
        for path, _name in modules(package):
            for node in ast.walk(ast.parse(path.read_text())):
                yield path.relative_to(settings.BASE_DIR).as_posix(), node


def name_of(call):
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def test_no_code_makes_a_program_of_a_text():
    found = {
        (path, name_of(node))
        for path, node in nodes()
        if isinstance(node, ast.Call)
        and name_of(node) in CALLS
        # A regular expression is compiled from the code's own text.
        and not (name_of(node) == "compile" and ast.unparse(node.func) == "re.compile")
    }
    assert found == set()


def test_no_code_reads_what_can_hold_a_program():
    found = {
        (path, alias.name)
        for path, node in nodes()
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in (node.names if isinstance(node, ast.Import) else [ast.alias(node.module)])
        if alias.name and any(f"{alias.name}.".startswith(f"{name}.") for name in MODULES)
        if [each.name for each in node.names] != ["PickleBuffer"]  # which reads nothing
    }
    # Of files that this site signed, and of few classes (tests/derived/snapshots/test_file.py);
    # marshal, of the same files, for plain values.
    assert found == {("derived/snapshots/file.py", "pickle"), ("derived/packed.py", "marshal")}


def test_texts_are_formatted_by_the_codes_own_formats():
    """A format of somebody else's could read attributes: `{0.__class__}`."""
    formats = [
        (path, ast.unparse(node.func.value))
        for path, node in nodes()
        if isinstance(node, ast.Call) and name_of(node) == "format"
        if isinstance(node.func, ast.Attribute) and not isinstance(node.func.value, ast.Constant)
    ]
    typed = ("request", "data", "GET", "POST", "raw", "row")
    assert formats
    assert [each for each in formats if any(word in each[1].split(".") for word in typed)] == []


def test_outside_programs_are_called_without_a_shell():
    calls = [
        node
        for _path, node in nodes()
        if isinstance(node, ast.Call)
        if ast.unparse(node.func) in ("subprocess.run", "subprocess.Popen", "os.system", "os.popen")
    ]
    for call in calls:
        assert ast.unparse(call.func).startswith("subprocess.")
        # A list, by its own name or as it stands: a text would need a shell.
        assert isinstance(call.args[0], ast.List | ast.Name)
        assert "shell" not in {keyword.arg for keyword in call.keywords}
