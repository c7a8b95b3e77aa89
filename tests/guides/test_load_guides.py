import pytest
from django.core.management import CommandError, call_command

from guides.models import Guide
from tests.guides.factories import FILE

pytestmark = pytest.mark.django_db


@pytest.fixture
def load(tmp_path, capsys):
    """Return a function: write {name: text}, run the command, return the lines it printed."""

    def run(*arguments, **texts):
        for slug, text in ({"withdrawal": FILE} | texts).items():
            (tmp_path / "en").mkdir(exist_ok=True)
            (tmp_path / "en" / f"{slug}.md").write_text(text, encoding="utf-8")
        call_command("load_guides", f"--folder={tmp_path}", *arguments)
        return capsys.readouterr().out.splitlines()

    return run


def test_the_first_load_creates_and_the_second_writes_nothing(load, django_assert_num_queries):
    assert load() == [
        "en/withdrawal: created",
        "Guides: 1 created, 0 changed, 0 unchanged, 0 kept.",
    ]
    changed_at = Guide.objects.get().changed_at

    assert load() == ["Guides: 0 created, 0 changed, 1 unchanged, 0 kept."]
    assert Guide.objects.get().changed_at == changed_at


def test_a_guide_nobody_edited_follows_its_file(load):
    load()

    printed = load(withdrawal=FILE.replace("Words.", "More words."))

    assert printed[0] == "en/withdrawal: changed"
    guide = Guide.objects.get()
    assert guide.body.endswith("More words.")
    assert not guide.is_edited


def test_an_edited_guide_is_kept_unless_forced(load):
    load()
    Guide.objects.update(title="Ours", is_published=False)
    newer = FILE.replace("Words.", "More words.")

    printed = load(withdrawal=newer)
    assert printed[0] == "en/withdrawal: kept as edited in the admin; --force overwrites it"
    assert Guide.objects.get().title == "Ours"

    assert load("--force", withdrawal=newer)[0] == "en/withdrawal: changed"
    assert Guide.objects.get().title == "Withdrawal"
    assert Guide.objects.get().is_published


def test_a_guide_made_in_the_admin_is_left_alone(load, add):
    add(slug="ours")
    load()

    assert Guide.objects.filter(slug="ours").exists()


def test_a_mistake_changes_nothing(load):
    load()
    with pytest.raises(CommandError, match=r"Nothing was changed\. .*: en/zzz\.md:5: search: "):
        load(
            withdrawal=FILE.replace("Words.", "More words."),
            zzz=FILE.replace("service=detox", "service=zzz"),
        )

    assert Guide.objects.get().body.endswith("\n\nWords.")


def test_new_guides_may_link_to_each_other(load):
    load(
        withdrawal=FILE + "\n[a](/guides/overdose/)\n",
        overdose=FILE + "\n[a](/guides/withdrawal/)\n",
    )

    assert Guide.objects.count() == 2
