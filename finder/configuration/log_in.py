"""Log-in of the staff (docs/decisions/0021-log-in.md); settings.py takes all of it as it is."""

from datetime import timedelta

# Sessions know whose they are (staff/session_store.py); SESSION_IDLE_MINUTES is in settings.py.
SESSION_ENGINE = "staff.session_store"
SESSION_COOKIE_AGE = 12 * 60 * 60  # seconds: one shift, not Django's two weeks
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60  # seconds that a code for a new password is good for
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# Counted by a digest: no table holds names, addresses, or what was typed.
AXES_HANDLER = "limits.log_ins.LogInHandler"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_CLIENT_IP_CALLABLE = "limits.addresses.address"
# Attempts while locked out are marked as such; they don't extend it.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "finder.log_in.locked_out"
# Its tables stay empty; its messages say that, not who.
AXES_ENABLE_ADMIN = AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True
AXES_CLIENT_STR_CALLABLE = "finder.log_in.unnamed"
# NIST SP 800-63B-4 asks for 15 characters where a password is all there is, else for 8; a random
# one of 8 is guessed too soon (staff/passwords.py), so 10.
LEAST_LENGTH = {"required": 10, "optional": 15}


def password_validators(second_factor):
    """Return AUTH_PASSWORD_VALIDATORS. `second_factor`: "required" or "optional"."""
    django, ours = "django.contrib.auth.password_validation", "staff.passwords"
    length = {"min_length": LEAST_LENGTH[second_factor]}
    return [
        {"NAME": f"{django}.UserAttributeSimilarityValidator"},
        {"NAME": f"{django}.MinimumLengthValidator", "OPTIONS": length},
        {"NAME": f"{django}.CommonPasswordValidator"},
        {"NAME": f"{ours}.GuessingValidator"},
    ]
