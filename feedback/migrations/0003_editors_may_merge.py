from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

EDITORS = "Editors"
MAY = ["view_merge", "add_merge", "change_merge"]


def let_merge(apps, schema_editor):
    """Let the group that is there merge places; a new one gets all it may when it is made."""
    Group = apps.get_model("auth", "Group")
    using = schema_editor.connection.alias
    group = Group.objects.using(using).filter(name=EDITORS).first()
    if group:
        create_permissions(
            installed.get_app_config("facilities"), verbosity=0, using=using, apps=apps
        )
        Permission = apps.get_model("auth", "Permission")
        permissions = Permission.objects.using(using).filter(
            content_type__app_label="facilities", codename__in=MAY
        )
        group.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0002_kinds_and_numbers"),
        ("facilities", "0013_no_merge_into_itself"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(let_merge, migrations.RunPython.noop)]
