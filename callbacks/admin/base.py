"""What the agents' lists share."""

from django.contrib import admin


class FixedOrderAdmin(admin.ModelAdmin):
    """A list with a fixed order and no bulk actions."""

    actions = None
    sortable_by = ()
