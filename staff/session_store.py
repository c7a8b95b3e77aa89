"""Sessions in the database, with whose they are, and an end when nobody uses them.

SESSION_ENGINE. Two servers with one database share them. A session ends SESSION_COOKIE_AGE after
log-in, whatever happens in between, and SESSION_IDLE_MINUTES after its last use.
"""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import Q
from django.utils import timezone

from staff.models import StaffSession

# In a session: when its user logged in, in seconds since 1970.
STARTED = "started"
# A use is written down once a minute at most.
BETWEEN_USES = timedelta(minutes=1)


def over():
    """Return the condition of sessions that no longer count."""
    now = timezone.now()
    idle = timedelta(minutes=settings.SESSION_IDLE_MINUTES)
    return Q(expire_date__lte=now) | Q(used_at__lte=now - idle)


class SessionStore(DatabaseStore):
    """Django's, with the columns of StaffSession."""

    @classmethod
    def get_model_class(cls):
        return StaffSession

    @classmethod
    def clear_expired(cls):
        StaffSession.objects.filter(over()).delete()

    def _get_session_from_db(self):
        session = StaffSession.objects.filter(~over(), session_key=self.session_key).first()
        if session is None:
            self._session_key = None
        elif session.used_at <= timezone.now() - BETWEEN_USES:
            StaffSession.objects.filter(pk=session.pk).update(used_at=timezone.now())
        return session

    def create_model_instance(self, data):
        plain, now = super().create_model_instance(data), timezone.now()
        started = datetime.fromtimestamp(data[STARTED], UTC) if STARTED in data else now
        end = started + timedelta(seconds=settings.SESSION_COOKIE_AGE)
        session = StaffSession(
            session_key=plain.session_key,
            session_data=plain.session_data,
            expire_date=min(plain.expire_date, end),
            user_id=data.get(SESSION_KEY),
            started_at=started,
            used_at=now,
        )
        # Saving again must not make another number of it.
        number = StaffSession.objects.filter(pk=session.pk).values_list("number", flat=True).first()
        session.number = number or session.number
        return session
