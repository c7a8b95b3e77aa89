"""Mixins for ModelAdmin classes that limit what staff can do, superusers included."""


class NoAddOrDeleteMixin:
    """Block adding and deleting: visitors or imports write these rows."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnlyMixin(NoAddOrDeleteMixin):
    """Block adding, changing and deleting."""

    def has_change_permission(self, request, obj=None):
        return False
