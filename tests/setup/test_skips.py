"""tests/skips.py, in suites of one test each."""

import pytest

pytest_plugins = ["pytester"]

NAMES = ("real_data", "postgres", "browser", "node", "machine")


@pytest.fixture
def outcome(pytester, monkeypatch, tmp_path):
    """Run one test under the plugin; return its outcomes and output."""
    monkeypatch.setattr("tests.skips.ROOT", tmp_path)
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "missing"))
    monkeypatch.setenv("SHARED_DATA", str(tmp_path / "missing"))
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)

    def run(source, ci):
        monkeypatch.setenv("CI", ci)
        markers = "".join(f"    {name}: …\n" for name in NAMES)
        pytester.makeini(f"[pytest]\nmarkers =\n{markers}")
        pytester.makepyfile(f"import pytest\n\n{source}")
        # Both plugins can be active only once in a process.
        without_plugins = ("-p", "no:django", "-p", "no:playwright")
        result = pytester.runpytest_inprocess("-p", "tests.skips", *without_plugins, "-rA")
        return result.parseoutcomes(), str(result.stdout)

    return run


MARKED = "@pytest.mark.{}\ndef test_one():\n    pass\n"


@pytest.mark.parametrize(
    "marker, reason",
    [
        ("browser", "apt install chromium"),
        ("postgres", "make test-postgres"),
        ("node", "make install"),
        ("real_data", "SHARED_DATA"),
    ],
)
def test_what_is_missing_is_skipped_with_advice_on_a_laptop(outcome, marker, reason):
    outcomes, output = outcome(MARKED.format(marker), ci="")
    assert outcomes == {"skipped": 1}
    assert reason in output


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(MARKED.format("browser"), id="browser"),
        pytest.param(MARKED.format("postgres"), id="postgres"),
        pytest.param(MARKED.format("node"), id="node"),
        pytest.param("def test_one():\n    pytest.skip('tired')\n", id="in the test"),
        pytest.param(MARKED.format("skip(reason='tired')"), id="by mark"),
    ],
)
def test_with_ci_a_skip_is_a_failure(outcome, source):
    outcomes, output = outcome(source, ci="true")
    assert outcomes in ({"failed": 1}, {"errors": 1})
    assert "with CI=true nothing may be skipped" in output


def test_with_ci_a_skipped_module_is_an_error(outcome):
    source = "pytest.importorskip('no_such_module_anywhere')\n\ndef test_one():\n    pass\n"
    assert outcome(source, ci="")[0] == {"skipped": 1}
    assert outcome(source, ci="true")[0] == {"errors": 1}


def test_with_ci_real_data_may_be_missing(outcome):
    assert outcome(MARKED.format("real_data"), ci="true")[0] == {"skipped": 1}


def test_with_ci_real_data_that_is_there_may_not_be_skipped(outcome, monkeypatch, tmp_path):
    monkeypatch.setenv("SHARED_DATA", str(tmp_path))
    source = "@pytest.mark.real_data\ndef test_one():\n    pytest.skip('tired')\n"
    assert outcome(source, ci="true")[0] == {"failed": 1}


def test_an_expected_failure_is_not_a_skip(outcome):
    source = "@pytest.mark.xfail\ndef test_one():\n    raise ValueError\n"
    assert outcome(source, ci="true")[0] == {"xfailed": 1}


def test_with_ci_a_machine_may_be_left_unmade_where_the_system_lets_nobody(outcome, monkeypatch):
    monkeypatch.setattr("tests.skips.can_make_a_machine", lambda: False)
    assert outcome(MARKED.format("machine"), ci="true")[0] == {"skipped": 1}
