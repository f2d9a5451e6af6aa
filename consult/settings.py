"""All settings, read from the environment only; with none set, for development on SQLite.

`CONSULT_SERVICE=yes` turns on service mode: HTTPS cookies, no debug pages, and a refusal to start
while something a live service needs is missing. docs/operations.md lists every variable.
"""

import sys
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from consult import env
from consult.secret_files import make_secret_file
from consult.static_headers import add_static_headers


BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("DATA_DIR") or BASE_DIR / "data").resolve()
IN_SERVICE = env.flag("CONSULT_SERVICE")
DEBUG = env.flag("CONSULT_DEBUG")

# --- secrets: files, so that they never stand in a process list, and outside the database ---
SECRET_KEY_FILE = Path(env.text("SECRET_KEY_FILE") or DATA_DIR / "secrets" / "secret_key")
PEPPER_FILE = Path(env.text("PEPPER_FILE") or DATA_DIR / "secrets" / "pepper")
CONTACT_KEY_FILE = Path(env.text("CONTACT_KEY_FILE") or DATA_DIR / "secrets" / "contact_key")
# In service a missing secret stops the start, except of the one command that makes it.
if not IN_SERVICE or sys.argv[1:2] == ["make_secrets"]:
    for _path in (SECRET_KEY_FILE, PEPPER_FILE, CONTACT_KEY_FILE):
        make_secret_file(_path)
SECRET_KEY = env.secret(SECRET_KEY_FILE, name="SECRET_KEY_FILE")
PEPPER = env.secret(PEPPER_FILE, name="PEPPER_FILE")
# Without this one nobody is asked for an e-mail address; everything else works.
CONTACT_KEY = (
    env.secret(CONTACT_KEY_FILE, name="CONTACT_KEY_FILE") if CONTACT_KEY_FILE.exists() else ""
)

ALLOWED_HOSTS = env.words("ALLOWED_HOSTS") or ([] if IN_SERVICE else ["localhost", "127.0.0.1"])
if IN_SERVICE and (DEBUG or not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS):
    raise ImproperlyConfigured(
        "In service, CONSULT_DEBUG must be off and ALLOWED_HOSTS must name your host names, "
        "separated by commas (never *)."
    )

INSTALLED_APPS = [
    "consult",
    "people",
    "safeguarding",
    "surveys",
    "insights",
    "partners",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "formtools",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    # Headers first, so that redirects to https, refused hosts and refused bodies carry them too.
    "consult.middleware.SecurityHeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "consult.middleware.BodySizeMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "consult.middleware.CompressMiddleware",
    "consult.middleware.BusyDatabaseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "surveys.speaking.SpeakingMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "people.sessions.SessionLimitsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "consult.urls"
WSGI_APPLICATION = "consult.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "people.navigation.staff_navigation",
            ],
        },
    }
]

# --- database: durability first (docs/decisions/0003) ---
DATABASE_URL = env.text("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'consult.sqlite3'}"
# Persistent connections on both: with none, SQLite re-opens and re-checks the file on each request.
DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=None)}
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
IS_SQLITE = DATABASES["default"]["ENGINE"].endswith("sqlite3")
if IS_SQLITE:
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            # No trusted_schema=OFF: SQLite 3.40 then refuses Django's own JSON_VALID() checks.
            # Journal DELETE: SQLite below 3.51.3 can corrupt a WAL file that several processes
            # share; synchronous FULL: an acknowledged answer is on the disk.
            "PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            # Without recursive triggers, REPLACE deletes a row unseen by those that keep it.
            "PRAGMA secure_delete=ON; PRAGMA recursive_triggers=ON;"
        ),
    }
else:
    # Server-side binding keeps the words of an answer out of statements, and so out of server logs.
    DATABASES["default"].setdefault("OPTIONS", {})["server_side_binding"] = True
    # A page asks for a few rows of many. PostgreSQL thinks of all of them, and then compiles the
    # query and starts helpers, which takes longer than to find the few.
    DATABASES["default"]["OPTIONS"].setdefault(
        "options", "-c jit=off -c max_parallel_workers_per_gather=0"
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- people ---
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ACCOUNT_ADAPTER = "people.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by an administrator, never by sign-up
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "people.forms.LoginForm",
    "reauthenticate": "people.forms.ReauthenticateForm",
    "change_password": "people.forms.ChangePasswordForm",
}
ACCOUNT_RATE_LIMITS = {"login_failed": "10/300s/ip,30/300s/key"}
MFA_ADAPTER = "people.adapter.MFAAdapter"
MFA_FORMS = {
    "authenticate": "people.forms.AuthenticateForm",
    "reauthenticate": "people.forms.ReauthenticateWithCodeForm",
    "activate_totp": "people.forms.ActivateTOTPForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Consult"
# A phone may be a step (30 s) off, and a code typed at the end of its step arrives after it.
MFA_TOTP_TOLERANCE = 1
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"

# --- cookies: __Host- needs HTTPS, which only service mode promises ---
_PREFIX = "__Host-" if IN_SERVICE else ""
SESSION_COOKIE_NAME = f"{_PREFIX}staff"
CSRF_COOKIE_NAME = f"{_PREFIX}form"
DRAFT_COOKIE_NAME = f"{_PREFIX}survey"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = DRAFT_COOKIE_SECURE = IN_SERVICE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 12 * 60 * 60  # a working day, whatever happens (people/sessions.py)
SESSION_IDLE_SECONDS = 30 * 60
LANGUAGE_COOKIE_SAMESITE = "Strict"

# --- headers (consult/middleware.py adds the rest) ---
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
PERMISSIONS_POLICY = {
    name: []
    for name in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
}
X_FRAME_OPTIONS = "DENY"
# Not "no-referrer": Chromium then posts forms with `Origin: null`, which every check must refuse.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
if IN_SERVICE:
    SECURE_SSL_REDIRECT = env.flag("CONSULT_SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^healthz/"]
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    if env.flag("CONSULT_BEHIND_PROXY"):
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- what people type ---
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DRAFT_IDLE_HOURS = 24
SAVED_DAYS = 14  # a draft whose owner keeps words to come back with
WAY_REQUEST_DAYS = 90  # how long a settled request for another way to answer is kept
THANKS_MINUTES = 45
ACCESSIBILITY_CONTACT = env.text("ACCESSIBILITY_CONTACT")  # an address or a phone number
EXIT_URL = env.text("EXIT_URL", "https://www.bbc.co.uk/weather")

# --- long jobs ---
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
JOB_HEARTBEAT_SECONDS = 60
JOB_MAX_ATTEMPTS = 3
EXPORT_DIR = DATA_DIR / "exports"
# What anybody may do with files to publish, in words; it stands on their sheet Licence.
PUBLICATION_LICENCE = env.text("PUBLICATION_LICENCE")
EXPORT_DAYS = 7  # how long a file can be fetched; its row stays
VECTOR_DIR = DATA_DIR / "vectors"  # of answers: insights/remembering.py

# --- the rest ---
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "KEY_FUNCTION": "consult.cache_keys.hashed_key",
    }
}
EMAIL_BACKEND = env.text("EMAIL_BACKEND", "django.core.mail.backends.dummy.EmailBackend")
LANGUAGE_CODE = "en-gb"
# What the site itself speaks; else a browser set to American English gets American dates.
LANGUAGES = [("en-gb", "English")]
# Languages in which a person has checked what the site itself says (surveys/languages.py); nobody
# is offered another. The sample's machine drafts stay with the staff who preview them.
CHECKED_LANGUAGES = ["en", *env.words("CHECKED_LANGUAGES")]
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "locale" / side for side in ("respondent", "staff")]
STATIC_URL = "static/"
# Only a live service collects files; elsewhere WhiteNoise finds them, and warns of a missing root.
STATIC_ROOT = Path(env.text("STATIC_ROOT") or BASE_DIR / "staticfiles") if IN_SERVICE else None
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if IN_SERVICE
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = not IN_SERVICE
WHITENOISE_ADD_HEADERS_FUNCTION = add_static_headers
SERVE_DEMO_LOGINS = not IN_SERVICE

# --- faults and logs never hold what people wrote (consult/reporting.py says how) ---
DEFAULT_EXCEPTION_REPORTER = "consult.reporting.QuietExceptionReporter"
DEFAULT_EXCEPTION_REPORTER_FILTER = "consult.reporting.QuietReporterFilter"
ADMINS = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"quiet": {"()": "consult.reporting.QuietFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "quiet"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.server": {"handlers": [], "level": "CRITICAL", "propagate": False},
        "consult": {"level": "INFO"},
        "surveys": {"level": "INFO"},
        "insights": {"level": "INFO"},
    },
}
