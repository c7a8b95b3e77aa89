"""Django's database router: reads to where the request reads, writes to the primary."""

from database import sources
from database.reading import current


class Router:
    """See `settings.DATABASE_ROUTERS`."""

    def db_for_read(self, model, **hints):
        reading = current()
        if reading is None:
            return self.db_for_write(model)
        if reading.alias is None:
            raise sources.Away("No database can be reached, and there is no copy.")
        reading.has_asked = True
        return reading.alias

    def db_for_write(self, model, **hints):
        # Also asked when one object is set as another's: so it must not fail.
        return sources.PRIMARY

    def allow_relation(self, first, second, **hints):
        return True  # the same rows, wherever they were read

    def allow_migrate(self, db, app_label, **hints):
        return db == sources.PRIMARY
