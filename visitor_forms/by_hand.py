"""What staff may not do by hand in the admin, whoever they are."""


class NeitherAddedNorDeleted:
    """Mixin of admins: what visitors or imports write is neither added nor deleted by hand."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnly(NeitherAddedNorDeleted):
    """Mixin of admins: nor is it changed."""

    def has_change_permission(self, request, obj=None):
        return False
