import pytest

from tests.chromium import find_chromium


@pytest.fixture
def browsers(tmp_path, monkeypatch):
    """Make these the only programs there are."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)

    def install(*names):
        for name in names:
            (tmp_path / name).touch(mode=0o755)
        return tmp_path

    return install


@pytest.mark.parametrize("name", ["chromium", "chromium-browser", "google-chrome"])
def test_chromium_is_found_under_its_usual_names(browsers, name):
    folder = browsers(name)
    assert find_chromium() == str(folder / name)


def test_chromium_is_the_one_that_is_named(browsers, monkeypatch):
    folder = browsers("chromium", "mine")
    monkeypatch.setenv("CHROMIUM", str(folder / "mine"))
    assert find_chromium() == str(folder / "mine")


def test_a_named_chromium_that_is_missing_is_not_replaced(browsers, monkeypatch):
    folder = browsers("chromium")
    monkeypatch.setenv("CHROMIUM", str(folder / "mine"))
    assert find_chromium() is None
