"""Values kept until what they are made of changes."""

from threading import Barrier, Event, Thread

import pytest
from django.utils.translation import get_language, gettext, override

import database
import derived
from database import deadlines
from derived import Derived, asked_lately


@pytest.fixture(autouse=True)
def registry(monkeypatch):
    """Keep the tests' values out of the registry of the site."""
    monkeypatch.setattr(derived, "_registry", [])


class Source:
    """Data with a version that counts how often a value was made of it."""

    def __init__(self):
        self.version, self.built = 1, []

    def build(self, version, *variant):
        self.built.append((version, *variant))
        return f"value of {version}"


@pytest.fixture
def source():
    return Source()


@pytest.fixture
def value(source):
    return Derived(source.build, version=lambda: source.version)


def in_threads(count, ask):
    """Return what `ask()` answers in each of so many threads that start together."""
    start, answers = Barrier(count), []

    def run():
        start.wait()
        answers.append(ask())

    threads = [Thread(target=run) for _thread in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=10)
    return answers


def test_it_is_built_once_for_a_version(source, value):
    assert [value.current() for _time in range(3)] == ["value of 1"] * 3
    source.version = 2
    assert value.current() == "value of 2"
    assert source.built == [(1,), (2,)]


@pytest.mark.parametrize("ask", [Derived.current, lambda value: value.of(1)])
def test_threads_at_a_cold_value_wait_for_the_one_that_builds(ask):
    built = []

    def build(_version):
        Event().wait(0.05)  # so that all of them come meanwhile
        built.append(object())
        return built[-1]

    value = Derived(build, version=lambda: 1)
    assert in_threads(8, lambda: ask(value)) == [*built] * 8
    assert len(built) == 1


@pytest.fixture
def rebuilding(source):
    """Yield (value of version 1, while a thread builds the one of version 2; a way to end it)."""
    begun, may_end = Event(), Event()

    def build(version):
        if version == 2:
            begun.set()
            assert may_end.wait(10)
        return source.build(version)

    value = Derived(build, version=lambda: source.version)
    value.current()
    source.version = 2
    builder = Thread(target=value.current)

    def end():
        may_end.set()
        builder.join(timeout=10)

    builder.start()
    assert begun.wait(10)
    yield value, end
    end()


def test_the_previous_value_is_served_while_another_thread_builds(source, rebuilding):
    value, end = rebuilding
    assert value.current() == "value of 1"
    end()
    assert value.current() == "value of 2"
    assert source.built == [(1,), (2,)]


def test_who_needs_one_version_waits_for_it(rebuilding):
    value, end = rebuilding
    answers = []
    waiting = Thread(target=lambda: answers.append(value.of(2)))
    waiting.start()
    waiting.join(timeout=0.05)
    assert answers == []
    end()
    waiting.join(timeout=10)
    assert answers == ["value of 2"]


def test_a_failed_build_is_not_kept_and_locks_nobody_out(source):
    failures = [OSError("no disk"), OSError("no disk")]

    def build(version):
        if version == 2 and failures:
            raise failures.pop()
        return source.build(version)

    value = Derived(build, version=lambda: source.version)
    value.current()
    source.version = 2
    for _time in range(2):
        with pytest.raises(OSError, match="no disk"):
            value.current()
        assert value.latest() == "value of 1"
    assert value.current() == "value of 2"


def test_variants_are_kept_side_by_side_and_of_one_version(source, value):
    for language in ("en", "es", "en", "es"):
        value.of(1, language)
    assert source.built == [(1, "en"), (1, "es")]
    value.of(2, "en")
    assert value.latest("en") == "value of 2"
    assert value.latest("es") is None


def test_a_limited_number_of_variants_is_kept(source):
    value = Derived(source.build, most=3)
    for variant in range(10):
        value.current(variant)
    assert [variant for variant in range(10) if value.latest(variant)] == [7, 8, 9]


def test_versions_are_compared_by_equality(source, value):
    assert value.of((1, "a")) is value.of((1, *"a"))
    assert len(source.built) == 1


def test_warming_builds_all_values_in_all_variants(source):
    Derived(source.build, version=lambda: "once")
    Derived(source.build, version=lambda: "languages", variants=derived.languages)
    Derived(source.build, version=lambda: "never", variants=lambda: [])
    derived.warm()
    derived.warm()
    assert source.built == [("once",), ("languages", "en"), ("languages", "es")]


def test_a_reset_forgets_all_values(source, value):
    value.current()
    derived.reset()
    assert value.latest() is None
    value.current()
    assert source.built == [(1,), (1,)]


def test_what_was_asked_lately_is_not_asked_again(settings):
    derived.ask_anew()
    settings.ASKED_EVERY = 60
    answers = iter(([], []))
    first, second = (asked_lately("key", lambda: next(answers)) for _time in range(2))
    assert first is second, "a copy would be dearer than the page that shows it"

    settings.ASKED_EVERY = 0
    assert asked_lately("key", lambda: "later") == "later"


def test_a_question_that_visitors_wait_for_is_given_up_as_soon_as_theirs():
    """A frozen database would hold a worker's threads as long as a whole directory may take."""
    assert asked_lately("limit", deadlines._seconds.get) == database.SECONDS < 1


def test_a_process_that_serves_builds_a_new_version_beside_its_requests(monkeypatch):
    monkeypatch.setattr(derived, "_builds_aside", True)
    version, may_go_on = [1], Event()

    def build(present):
        if present > 1:
            assert may_go_on.wait(10)
        return f"value {present}"

    value = Derived(build, version=lambda: version[0])
    assert value.current() == "value 1"
    version[0] = 2
    assert [value.current() for _ in range(3)] == ["value 1"] * 3
    may_go_on.set()
    with value._lock:  # the thread has ended
        assert value.current() == "value 2"


def test_a_value_that_can_not_be_built_anew_is_served_as_it_was(monkeypatch, caplog):
    monkeypatch.setattr(derived, "_builds_aside", True)
    version, does_fail = [1], [False]

    def build(present):
        if does_fail[0]:
            raise RuntimeError("of a search for heroin")
        return f"value {present}"

    value = Derived(build, version=lambda: version[0])
    assert value.current() == "value 1"
    version[0], does_fail[0] = 2, True
    assert value.current() == "value 1"
    with value._lock:
        assert value.current() == "value 1"
    assert [record.getMessage() for record in caplog.records] == [
        "a value couldn't be built anew: RuntimeError"
    ]
    does_fail[0] = False
    value.current()
    with value._lock:
        assert value.current() == "value 2"


def test_where_there_is_no_thread_to_build_in_the_value_is_served_as_it_was(monkeypatch):
    monkeypatch.setattr(derived, "_builds_aside", True)
    version = [1]
    value = Derived(lambda present: f"value {present}", version=lambda: version[0])
    value.current()
    version[0] = 2
    with monkeypatch.context() as full:
        full.setattr(Thread, "start", no_room)
        assert [value.current() for _ in range(2)] == ["value 1"] * 2
    value.current()
    with value._lock:
        assert value.current() == "value 2"


def no_room(_thread):
    raise RuntimeError("can't start new thread")


def test_words_are_of_their_language_whichever_is_in_use_when_they_are_made():
    words = derived.in_words(lambda: (gettext("Payment"), get_language()))
    with override("en"):
        derived.warm()

    assert words.latest("es") == words.current("es") == ("Pago", "es")
    assert words.latest("en") == ("Payment", "en")
