"""All settings, read from the environment once and checked; README.md lists them."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import tempfile
from email.utils import parseaddr
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()

DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "data"))).resolve()


def _flag(name: str) -> bool:
    text = env.str(name, default="").strip().lower()
    if text in {"", "0", "no", "off", "false"}:
        return False
    if text in {"1", "yes", "on", "true"}:
        return True
    raise ImproperlyConfigured(f"{name} is {text!r}: give 1 or 0.")


def _number(name: str, *, default: int, lowest: int, highest: int) -> int:
    text = env.str(name, default="") or str(default)
    if not (text.isascii() and text.isdigit() and lowest <= int(text) <= highest):
        raise ImproperlyConfigured(f"{name} is {text!r}: give a number from {lowest} to {highest}.")
    return int(text)


def _make_data_dir() -> None:
    """For its owner only: database and index hold what is withheld."""
    advice = "Set DATA_DIR to a folder that this user may write to."
    try:
        DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"The folder {DATA_DIR} cannot be made: {error.strerror}. {advice}") from error
    if not os.access(DATA_DIR, os.W_OK | os.X_OK):
        raise ImproperlyConfigured(f"The folder {DATA_DIR} cannot be written to. {advice}")


def _secret_key() -> str:
    """The environment's key, or one made at the first start and kept with the data, readable by its owner only."""
    key: str = env.str("SECRET_KEY", default="")
    if key:
        if len(key) < 32:
            raise ImproperlyConfigured("SECRET_KEY is too short: give at least 32 random characters.")
        return key
    path = DATA_DIR / "secret-key"
    try:
        if not path.exists():
            with tempfile.NamedTemporaryFile("w", dir=DATA_DIR, encoding="ascii") as draft:
                draft.write(secrets.token_urlsafe(48))
                draft.flush()
                with contextlib.suppress(FileExistsError):
                    os.link(draft.name, path)
        return path.read_text(encoding="ascii")
    except OSError as error:
        raise ImproperlyConfigured(f"The file {path} cannot be used: {error.strerror}.") from error


def _database() -> dict[str, Any]:
    """SQLite in DATA_DIR unless DATABASE_URL names a PostgreSQL server; both tuned for a web site with one writer."""
    advice = "Give DATABASE_URL as postgres://USER:PASSWORD@HOST:PORT/NAME or sqlite:////PATH, or leave it out."
    url = env.str("DATABASE_URL", default="") or f"sqlite:///{DATA_DIR / 'reftel.sqlite3'}"
    if not url.startswith(("postgres://", "postgresql://", "sqlite:///")):
        raise ImproperlyConfigured(f"DATABASE_URL names no kind of database that is known here. {advice}")
    try:
        database: dict[str, Any] = dict(env.db_url_config(url))
    except ValueError as error:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {error}. {advice}") from error
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    else:
        pool = {"min_size": 1, "max_size": 8, "timeout": 10}
        database["OPTIONS"] = {"pool": pool, "connect_timeout": 5} | database.get("OPTIONS", {})
    return database


def _site_url() -> str:
    """Without a stroke at its end; "" where it is not given."""
    url: str = env.str("SITE_URL", default="").strip().rstrip("/")
    if url and not re.fullmatch(r"https?://[A-Za-z0-9.\-\[\]:]+", url):
        raise ImproperlyConfigured(f"SITE_URL is {url!r}: give the site's address, https://cables.example.org.")
    return url


def _sender() -> str:
    sender: str = env.str("EMAIL_FROM", default="").strip()
    try:
        if sender:
            validate_email(parseaddr(sender)[1])
    except ValidationError as error:
        raise ImproperlyConfigured(f"EMAIL_FROM is {sender!r}: give an address, reftel@example.org.") from error
    return sender


def _mail_server() -> dict[str, Any]:
    """Django's settings for sending mail; nothing where EMAIL_URL is not given. Mails need a sender and lead to the
    site, so all three settings go together."""
    url: str = env.str("EMAIL_URL", default="")
    if not url:
        return {}
    advice = "Give it as smtp://HOST:PORT, smtp+tls://USER:PASSWORD@HOST:PORT or smtp+ssl://..., or leave it out."
    if not re.match(r"(smtps?|smtp\+(tls|ssl))://[^/@]*(@[^/@]+)?[^/@]+", url):
        raise ImproperlyConfigured(f"EMAIL_URL names no mail server. {advice}")
    try:
        server: dict[str, Any] = dict(env.email_url_config(url))
    except ValueError as error:
        raise ImproperlyConfigured(f"EMAIL_URL cannot be read: {error}. {advice}") from error
    missing = [name for name, value in [("EMAIL_FROM", EMAIL_FROM), ("SITE_URL", SITE_URL)] if not value]
    if missing:
        raise ImproperlyConfigured(f"EMAIL_URL is given without {' and '.join(missing)}: mails need all three.")
    return server


_make_data_dir()

HOST = env.str("HOST", default="127.0.0.1")
PORT = _number("PORT", default=8000, lowest=1, highest=65_535)
WEB_WORKERS = _number("WEB_WORKERS", default=2, lowest=1, highest=64)
DEMO_CABLES = _number("DEMO_CABLES", default=400, lowest=0, highest=251_287)

DEBUG = _flag("DEBUG")
SECRET_KEY = _secret_key()
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *env.list("ALLOWED_HOSTS", default=[])]
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
BEHIND_HTTPS_PROXY = _flag("BEHIND_HTTPS_PROXY")
API_REQUESTS_PER_MINUTE = _number("API_REQUESTS_PER_MINUTE", default=300, lowest=0, highest=1_000_000)

ROOT_URLCONF = "archive.urls"
WSGI_APPLICATION = "archive.wsgi.application"
DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "archive.apps.ReftelAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "haystack",
    "django_tasks",
    "django_tasks_db",
    "cables.apps.CablesConfig",
    "cables.workspace.apps.WorkspaceConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cables.workspace.middleware.private_pages",
]

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
            ],
        },
    },
]

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_I18N = False
USE_TZ = True
FORMAT_MODULE_PATH = ["archive.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(DATA_DIR / "static"))).resolve()
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

HAYSTACK_CONNECTIONS = {
    "default": {
        "ENGINE": "cables.search.engine.ReftelEngine",
        "PATH": str(DATA_DIR / "index"),
        "INCLUDE_SPELLING": True,
    },
}
HAYSTACK_LIMIT_TO_REGISTERED_MODELS = False

REST_FRAMEWORK = {
    "EXCEPTION_HANDLER": "cables.api.problems.answer",
    "NUM_PROXIES": 1 if BEHIND_HTTPS_PROXY else 0,
    "URL_FORMAT_OVERRIDE": None,
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
}
SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.0",
    "TITLE": "Reftel",
    "VERSION": "1",
    "DESCRIPTION": "A searchable archive of diplomatic cables, to be read by programs.",
    "SORT_OPERATIONS": False,
    "SORT_OPERATION_PARAMETERS": False,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
if BEHIND_HTTPS_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 31_536_000

SITE_URL = _site_url()
EMAIL_FROM = _sender()
_mail = _mail_server()
MAIL_WORKS = bool(_mail)
vars().update(_mail)
DEFAULT_FROM_EMAIL = EMAIL_FROM or "webmaster@localhost"
EMAIL_TIMEOUT = 20

LOGIN_URL = "login"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

UPLOADS_DIR = DATA_DIR / "uploads"
UPLOAD_LIMIT_BYTES = 1024 * 1024 * 1024
UPLOAD_LIMIT_TEXTS = 100_000
DATA_UPLOAD_MAX_NUMBER_FILES = 1_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Below this, Django logs the address of every page that is not found; what visitors look for is not written down.
    "loggers": {"django.request": {"level": "ERROR"}},
}
