"""The files of the languages: read whole, and what is wrong in one named with its line."""

import pytest

from text.language_files import LanguageFileError
from text.languages import languages, pairs, phrases, rows, single_words


@pytest.fixture
def write(tmp_path):
    """Return a function that writes {path: text} beside a language.toml for English and Esperanto.

    It returns their folder.
    """

    def do(**texts):
        files = {
            "en/language.toml": 'name = "English"\nlink = "In English"\n',
            "eo/language.toml": 'name = "Esperanto"\nlink = "En Esperanto"\n',
        }
        for path, text in (files | texts).items():
            (tmp_path / path).parent.mkdir(exist_ok=True)
            (tmp_path / path).write_text(text, encoding="utf-8")
        return tmp_path

    return do


def test_the_folders_are_the_languages_english_first(write):
    folder = write(**{"de/language.toml": 'name = "Deutsch"\nlink = "Auf Deutsch"\n'})
    (folder / "README.md").touch()
    assert [language.code for language in languages(folder)] == ["en", "de", "eo"]
    assert languages(folder)[2] == ("eo", "Esperanto", "En Esperanto")


def test_a_section_has_the_phrases_of_all_languages_in_order(write):
    folder = write(
        **{
            "en/places.txt": "# So\n[before]\nclose to, near\n\n# More\nin\n[county]\nx of: y\n",
            "eo/places.txt": "[before]\nproksime de, ĉe\n",
        }
    )
    assert phrases("places.txt", "before", folder) == [
        "close to",
        "near",
        "in",
        "proksime de",
        "ĉe",
    ]
    assert pairs("places.txt", "county", folder) == [("x of", "y")]


def test_a_file_may_be_missing_but_in_english(write):
    folder = write(**{"en/search.txt": "[small]\nThe, of\n"})
    assert single_words("search.txt", "small", folder) == ["the", "of"]
    with pytest.raises(LanguageFileError, match=r"en/search.txt: it lacks the section \[often\]$"):
        phrases("search.txt", "often", folder)


def test_rows_say_where_they_stand(write):
    folder = write(
        **{
            "en/states.csv": "# A comment\nstate,name\n\nMA,Mass\n",
            "eo/states.csv": 'state,name\nMA,"Masaĉuseco, la"\n',
        }
    )
    table = list(rows("states.csv", ["state", "name"], folder))
    assert [values for _where, values in table] == [["MA", "Mass"], ["MA", "Masaĉuseco, la"]]
    assert table[0][0].endswith("en/states.csv, line 4")


def read(folder):
    return (
        single_words("search.txt", "small", folder),
        pairs("search.txt", "county", folder),
        list(rows("states.csv", ["state", "name"], folder)),
    )


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        ("eo/language.toml", 'name = "E"\nlink\n', r"eo/language.toml: .*line 2"),
        ("eo/language.toml", 'name = "E"\n', r"these two texts: link, name$"),
        ("Eo/language.toml", 'name = "E"\nlink = "E"\n', r"Eo: a language's folder has two"),
        ("eo/search.txt", "la\n", r"eo/search.txt, line 1: it must stand below a \[section\]"),
        ("eo/search.txt", "[smal]\nla\n", r"line 1: the section \[smal\] is not in the English"),
        ("eo/search.txt", "[small]\n\n[small]\n", r"line 3: the section \[small\] is twice"),
        (
            "eo/search.txt",
            "# La\n[small]\nla,,de\n",
            r"eo/search.txt, line 3: “” has no Latin letter",
        ),
        ("eo/search.txt", "[small]\n附近\n", r"eo/search.txt, line 2: “附近” has no Latin letter"),
        ("eo/search.txt", "[small]\nla de\n", r"line 2: “la de” isn't a single word$"),
        ("eo/search.txt", "[county]\ndistrikto\n", r"line 2: write “words: meaning”, not “dis"),
        ("eo/states.csv", "state\nMA\n", r"eo/states.csv, line 1: the first line must be state,na"),
        ("eo/states.csv", "state,name\nMA\n", r"line 2: it needs a value for each of state, name"),
        ("eo/states.csv", 'state,name\nMA,"Mass\n', r"eo/states.csv, line 2: unexpected end"),
        ("eo/states.csv", "state,name\nMA,\n", r"line 2: it needs a value for each of state, name"),
    ],
)
def test_what_is_wrong_is_named_with_file_and_line(write, path, text, message):
    folder = write(**{"en/search.txt": "[small]\nthe\n[county]\nx: y\n", path: text})
    with pytest.raises(LanguageFileError, match=message):
        read(folder)


def test_bytes_that_are_no_text_are_named_with_their_line(write):
    folder = write(**{"en/search.txt": "[small]\nthe\n"})
    (folder / "eo" / "search.txt").write_bytes(b"[small]\nla\n\xff\n")
    with pytest.raises(LanguageFileError, match="eo/search.txt, line 3: not UTF-8"):
        phrases("search.txt", "small", folder)
