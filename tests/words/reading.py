"""How hard a text is to read, by textstat 0.7.3.

The formulas count the words of sentences and the syllables of words; on labels, names and
lists of links they mean nothing. So only whole sentences count: of a page, those of its own
content; of a guide, those of its text.
"""

import re
import warnings
from html.parser import HTMLParser

with warnings.catch_warnings():
    # textstat 0.7.3 asks for its data by pkg_resources, which newer setuptools warn of.
    warnings.filterwarnings("ignore", message=".*pkg_resources.*")
    from textstat import textstat

# A sentence of fewer words is an exclamation.
SHORTEST = 3
# So many semicolons join names of services: a list, though a full stop ends it.
LIST = 2
BLOCKS = set("p li dt dd h1 h2 h3 h4 td th legend label summary small button option div ul".split())
BLOCKS |= set("section article form fieldset blockquote table tr ol dl address header".split())
UNREAD = {"script", "style", "cite", "svg", "select"}
VOID = {"input", "br", "hr", "meta", "link", "img", "source", "wbr"}
SENTENCE = re.compile(r"[^.?!]+[.?!]+")


class Blocks(HTMLParser):
    """Collects the text of each block of a page's <main>, without names and other languages."""

    def __init__(self, language):
        super().__init__()
        self.language = language
        self.blocks, self.open = [""], []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag in BLOCKS or tag == "br":
            self.blocks.append("")
        if tag in VOID:
            return
        is_main = tag == "main" or any(name == "main" for name, _skipped in self.open)
        skipped = (
            tag in UNREAD
            or given.get("translate") == "no"
            or given.get("lang", self.language) != self.language
            or any(was for _name, was in self.open)
        )
        self.open.append((tag, skipped))
        self.is_read = is_main and not skipped

    def handle_endtag(self, tag):
        names = [name for name, _skipped in self.open]
        if tag in names:
            del self.open[len(names) - 1 - names[::-1].index(tag) :]
        if tag in BLOCKS:
            self.blocks.append("")

    def handle_data(self, data):
        is_main = any(name == "main" for name, _skipped in self.open)
        if is_main and not any(was for _name, was in self.open):
            self.blocks[-1] += data


def sentences_of_page(html, language):
    """Return the sentences of a page's own content."""
    blocks = Blocks(language)
    blocks.feed(html)
    return sentences(blocks.blocks)


def sentences_of_guide(source):
    """Return the sentences of a guide's file: its summary and its text, without its marks."""
    front, _plus, body = source.removeprefix("+++").partition("\n+++")
    summary = re.findall(r'^summary = "(.*)"$', front, re.MULTILINE)
    body = re.sub(r"\[@[^\]]*\]", "", body)  # a source
    body = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", body)  # a link
    body = re.sub(r"\n(?![\n|>#*-]|\d+\.)", " ", body)  # a line that goes on
    body = re.sub(r"^(?:[>*-]|\d+\.)\s+|^#+ .*|[*_`]", "", body, flags=re.MULTILINE)
    return sentences([*summary, *re.split(r"[\n|]", body)])


def sentences(blocks):
    """Return the whole sentences of blocks of text, numbers as one short word each."""
    whole_sentences = []
    for block in blocks:
        text = re.sub(r"https?://\S+|\S+\.(?:org|gov|com)\b/?", "", " ".join(block.split()))
        text = re.sub(r"\b(?:e\.g|i\.e|U\.S|vs|Dr|p\.m|a\.m)\.", "so", text)
        text = re.sub(r"[+(]?\d[\d(),.:/ -]*\d|\d", "2", text)
        whole = [
            sentence.strip()
            for sentence in SENTENCE.findall(text)
            if len(sentence.split()) >= SHORTEST
        ]
        whole_sentences += [sentence for sentence in whole if sentence.count(";") < LIST]
    return whole_sentences


def grade(texts):
    """Return the US school grade of sentences (Flesch-Kincaid): the higher of two counts.

    textstat counts syllables where a word may be broken at the end of a line, too few by a
    tenth, which is a grade or two; so they are counted by groups of vowels, too.
    """
    words = " ".join(texts).split()
    syllables = sum(map(english_syllables, words))
    own = 0.39 * len(words) / len(texts) + 11.8 * syllables / len(words) - 15.59
    return max(own, measure("en", textstat.flesch_kincaid_grade, texts))


def ease(texts):
    """Return how easy Spanish sentences are (Szigriszt-Pazos, 0 to 100): the lower of two counts.

    80 and more is very easy, from 65 on fairly easy, 55 to 65 normal (the INFLESZ scale).
    """
    words = " ".join(texts).split()
    syllables = sum(map(spanish_syllables, words))
    own = 206.84 - 62.3 * syllables / len(words) - len(words) / len(texts)
    return min(own, measure("es", textstat.szigriszt_pazos, texts))


def measure(language, formula, texts):
    textstat.set_lang(language)
    # Rounded, syllables per word come in steps of more than a grade.
    textstat.set_rounding(False)
    return formula(" ".join(texts))


def english_syllables(word):
    """Return how many syllables a word has, by its groups of vowels: right for most."""
    word = re.sub("[^a-z]", "", word.lower())
    count = len(re.findall("[aeiouy]+", word))
    is_mute = re.search("[^aeiouyl]e$|[^aeiouytd]ed$", word)
    return max(count - bool(is_mute and count > 1), 1)


def spanish_syllables(word):
    """Return how many syllables a word has: strong or accented vowels each make one."""
    word = re.sub("[^a-záéíóúüñ]", "", word.lower())
    word = re.sub("y$", "i", re.sub("qu|gu(?=[eéií])", "q", word))
    groups = re.findall("[aeiouáéíóúü]+", word)
    return max(sum(max(len(re.findall("[aeoáéóíú]", group)), 1) for group in groups), 1)
