"""scripts/test.sh: the parts of the suite, one after another."""

import pytest


@pytest.fixture
def run_parts(project):
    """Run scripts/test.sh with pytest's exit codes given; return its own and what it ran."""

    def run(parts, codes, *arguments, jobs="1"):
        log, queue = project.root / "log", project.root / "codes"
        queue.write_text("".join(f"{code}\n" for code in codes))
        python = project.venv / "bin" / "python"
        python.parent.mkdir(parents=True)
        python.write_text(
            '#!/bin/sh\necho "$*" >>log\ncode=$(head -n 1 codes)\n'
            "sed 1d codes >rest; mv rest codes\nexit $code\n"
        )
        python.chmod(0o755)
        result = project.run("scripts/test.sh", *parts.split(), "--", *arguments, TEST_JOBS=jobs)
        return result.returncode, log.read_text().splitlines()

    return run


ALL = "sqlite postgres setup browser"


def test_all_parts_run_with_the_arguments_given(run_parts):
    code, ran = run_parts(ALL, [0, 0, 0, 0], "-k", "detox and not mat")
    assert code == 0
    assert [line.endswith("-k detox and not mat") for line in ran] == [True] * 4
    assert ran[1].startswith("-m tests.postgres -- .venv/bin/python -m pytest")


def test_a_failure_is_the_last_thing_seen(run_parts):
    code, ran = run_parts(ALL, [0, 1, 0, 0])
    assert (code, len(ran)) == (1, 2)


@pytest.mark.parametrize("codes, expected", [([0, 0, 0, 0], 0), ([1, 1, 1, 1], 1)])
def test_parts_run_side_by_side_where_there_are_processors_for_them(run_parts, codes, expected):
    code, ran = run_parts(ALL, codes, jobs="2")
    assert code == expected
    assert len(ran) == (4 if expected == 0 else 3)


@pytest.mark.parametrize(
    "codes, arguments, expected",
    [
        pytest.param([0, 0, 0, 5], [], 5, id="a part without tests is an error"),
        pytest.param([0, 0, 0, 5], ["-x"], 0, id="unless arguments chose the tests of another"),
        pytest.param([5, 5, 5, 5], ["-k", "typo"], 5, id="but not of none"),
    ],
)
def test_no_test_selected(run_parts, codes, arguments, expected):
    assert run_parts(ALL, codes, *arguments)[0] == expected


def test_an_unknown_part_is_refused(project):
    result = project.run("scripts/test.sh", "oracle")
    assert result.returncode == 2
    assert "no such part of the suite: oracle" in result.stderr
