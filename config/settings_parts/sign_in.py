"""Sign-in: badge number and password, second factor, sessions, tokens."""

from config import env
from config.settings_parts.place import PRODUCTION, VAR_DIR

AUTHENTICATION_BACKENDS = ["station.adapters.BadgeBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = LOGIN_URL

# dengbao: GB/T 22239 (classes, history, change every 90 days); asvs: length and lists.
PASSWORD_PROFILE = env.one_of(
    "PASSWORD_PROFILE", ["dengbao", "asvs"], default="dengbao"
)
AUTH_PASSWORD_VALIDATORS = [{"NAME": "station.validators.StationPasswordValidator"}]
ONE_TIME_PASSWORD_HOURS = env.number("ONE_TIME_PASSWORD_HOURS", default=72, least=1)

# Without a second factor nobody gets beyond the page that sets one up.
MFA_REQUIRED = env.flag("MFA_REQUIRED", default=PRODUCTION)
MFA_ADAPTER = "station.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Fengqiao"
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_RECOVERY_CODE_DIGITS = 10
MFA_FORMS = {
    "authenticate": "station.forms.sign_in.CodeForm",
    "reauthenticate": "station.forms.sign_in.CodeAgainForm",
    "activate_totp": "station.forms.sign_in.SetUpForm",
}

ACCOUNT_ADAPTER = "station.adapters.SignInAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "badge_number"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True  # the age of the session is ours to say
ACCOUNT_RATE_LIMITS = False  # our own limits are exact: station.actions.limits
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_FORMS = {
    "login": "station.forms.sign_in.SignInForm",
    "change_password": "station.forms.sign_in.ChangePasswordForm",
    "reauthenticate": "station.forms.sign_in.PasswordAgainForm",
}

SESSION_ENGINE = "django.contrib.sessions.backends.db"  # the cache may be lost
SESSION_SAVE_EVERY_REQUEST = False  # station.middleware renews once a minute
SESSIONS_AT_ONCE = 2
DEVICE_COOKIE = "device"
DEVICE_DAYS = 90
# Network logs: six months at least (Cybersecurity Law 2025, article 23), by the
# calendar, since 180 days are fewer; and no longer than needed (PIPL, article 19).
SIGN_INS_KEPT_MONTHS = env.number("SIGN_INS_KEPT_MONTHS", default=6, least=6)

TOKEN_DAYS = env.number("TOKEN_DAYS", default=90, least=1)
TOKEN_RATE = env.number("TOKEN_RATE", default=600, least=1)  # requests a minute
TOKEN_REMIND_DAYS = env.number("TOKEN_REMIND_DAYS", default=14, least=1)
REVEALS_ALARM_PER_HOUR = env.number("REVEALS_ALARM_PER_HOUR", default=50, least=1)
REVEALS_MOST_PER_DAY = env.number("REVEALS_MOST_PER_DAY", default=200, least=1)

AUDIT_HEADS_FILE = env.folder(
    "AUDIT_HEADS_FILE", default=VAR_DIR / "audit" / "heads.jsonl"
)
