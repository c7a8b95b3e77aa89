"""Log-in of the staff (docs/decisions/0021-log-in.md); settings.py takes all of it as it is."""

from datetime import timedelta

SESSION_COOKIE_AGE = 12 * 60 * 60  # seconds: one shift, not Django's two weeks
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
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
