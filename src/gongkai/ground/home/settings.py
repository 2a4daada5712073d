"""Django's settings. Two variables steer the product: ``GONGKAI_HOME`` and ``DATABASE_URL``; the others are for tests."""

import logging
import os
from pathlib import Path

from gongkai.ground.home import paths
from gongkai.ground.home.database import databases
from gongkai.ground.home.rooms import rooms

paths.prepare()

BASE_DIR = paths.home_path()
DEBUG = False
SECRET_KEY = paths.key("django").hex()
ALLOWED_HOSTS = os.environ.get("GONGKAI_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("GONGKAI_ORIGINS", "").split(",") if origin]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    *rooms(),
]
MIDDLEWARE = [
    "gongkai.ground.home.middleware.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "gongkai.doors.urls"
WSGI_APPLICATION = None
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
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
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
DATABASES = databases()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "units.Person"
LOGIN_URL = "/desk/sign-in"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("MinimumLengthValidator", {"min_length": 10}),
        ("UserAttributeSimilarityValidator", {"user_attributes": ("username", "name")}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]

# Sessions and rate counters stay out of the main database: SQLite has one writer, and a backup should hold no session.
# A reader that may not wait, and by default it waits 10 ms, takes a busy shard for an empty one: its visitor is signed out.
CACHES = {
    "default": {
        "BACKEND": "diskcache.DjangoCache",
        "LOCATION": str(paths.home_path("cache")),
        "TIMEOUT": 3600,
        "DATABASE_TIMEOUT": 10,
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.cache"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = os.environ.get("GONGKAI_HTTPS") == "1"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "gongkai.doors.desk.stale.refused"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True
STATIC_URL = "/assets/"
# The look of an audited report belongs to the auditor, which is no app: it works without Django.
STATICFILES_DIRS = [Path(__file__).resolve().parents[2] / "pure" / "audit" / "page" / "static"]
STATIC_ROOT = str(paths.home_path("assets"))
DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024
# More than anybody chooses by hand: a form that allows fewer says so itself, and keeps the rest of what was typed.
DATA_UPLOAD_MAX_NUMBER_FILES = 1000
FILE_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["gongkai.ground.files.uploads.InMemory"]
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "auth.E003", "auth.W004"]


def in_one_line(record: logging.LogRecord) -> bool:
    """What Django refuses, too many fields, a wrong host or an unknown charset, is a visitor's doing: told, but without our own stack."""
    if record.name.startswith("django.security") or (
        record.name == "django.request" and record.levelno < logging.ERROR
    ):
        record.exc_info = None
    return True


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"in_one_line": {"()": "django.utils.log.CallbackFilter", "callback": in_one_line}},
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["in_one_line"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
