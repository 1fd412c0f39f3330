"""The site's settings, read from the environment.

``SECRET_KEY`` is the only variable that must be set; docs/deploying.md lists them all.  Development values
come from ``newsroom.development``, which only ``manage.py demo`` and the tests ask for.
"""

from pathlib import Path

import django
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from .environment import choice, entries, env, time_zone
from .mail import mailer

BASE_DIR = Path(__file__).resolve().parent.parent
LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]

SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "set SECRET_KEY in the environment (only `manage.py demo` makes one up); where readers come, set "
        "ALLOWED_HOSTS, DATABASE_URL, EMAIL_URL, DEFAULT_FROM_EMAIL and SITE_URL, too: docs/deploying.md"
    )
# Earlier keys, whose links and log-ins go on working.
SECRET_KEY_FALLBACKS = entries("SECRET_KEY_FALLBACKS")
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = entries("ALLOWED_HOSTS", LOOPBACK)
CSRF_TRUSTED_ORIGINS = entries("CSRF_TRUSTED_ORIGINS")
TRUSTED_PROXIES = entries("TRUSTED_PROXIES")

# Whoever can be reached under another name than this machine's own is reached by TLS.
TLS = any(host not in LOOPBACK for host in ALLOWED_HOSTS)

INSTALLED_APPS = [
    "newsroom",
    "articles",
    "comments",
    "comments.apps.ThreadsConfig",
    "django_comments",
    "django_prose_editor",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sites",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "comments.middleware.SharedCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "newsroom.content_security.ContentSecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.compression.PublicGZipMiddleware",
    "newsroom.requests.NoNulMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "newsroom.locale.EditionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
SITE_ID = 1
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

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

# --- Data -----------------------------------------------------------------------------------------------

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'var' / 'newsroom.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Readers don't wait for a writer (WAL), and writers queue up from their first statement (IMMEDIATE):
    # a transaction that starts by reading and then writes fails at once when another writes meanwhile.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    if env.bool("DATABASE_POOLED", default=False):
        # What PgBouncer gives for one transaction alone: a cursor of the server's outlives it.
        DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True
    else:
        # What each reader asks is planned once a connection.
        prepared = {"prepare_threshold": 5}
        DATABASES["default"]["OPTIONS"] = prepared | DATABASES["default"].get("OPTIONS", {})

replica = env.str("DATABASE_REPLICA_URL", default="")
if replica:
    there = env.db_url_config(replica)
    # Nobody waits longer for one that is gone (seconds, milliseconds): the primary has it all.
    quick = {"connect_timeout": 2, "tcp_user_timeout": 2000}
    there |= {"OPTIONS": quick | there.get("OPTIONS", {}), "TEST": {"MIRROR": "default"}}
    DATABASES["replica"] = DATABASES["default"] | there
    DATABASE_ROUTERS = ["comments.replicas.ReplicaRouter"]

CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://")}

mail = env.email("EMAIL_URL", default="smtp://localhost:25") | {"EMAIL_TIMEOUT": 10}
if django.VERSION >= (6, 1):
    MAILERS = {"default": mailer(mail)}
else:
    globals().update(mail)

# Who tries emails after the answer (django.tasks): left out, the request itself just before it.
tasks = env.str("TASKS_BACKEND", default="")
if tasks:
    TASKS = {"default": {"BACKEND": tasks}}
    # The app that brings the backend, with its table and its worker; Django's own ones are none.
    INSTALLED_APPS += [app for app in [tasks.partition(".")[0]] if app != "django"]

DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="webmaster@localhost")

# --- Name, language and time ----------------------------------------------------------------------------

SITE_NAME = env.str("SITE_NAME", default="") or _("Newsroom")
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
FORMAT_MODULE_PATH = "newsroom.formats"
LOCALE_PATHS = [BASE_DIR / "newsroom" / "locale"]
TIME_ZONE = time_zone("TIME_ZONE")
USE_TZ = True

# --- Files ----------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
# With STATIC_ROOT set and `collectstatic` run, files are served under hashed names, compressed, for ever;
# without it, straight from the apps.
STATIC_ROOT = env.str("STATIC_ROOT", default="") or None
WHITENOISE_USE_FINDERS = STATIC_ROOT is None
# Pictures. Where the address names another host, the policy below lets pages load images from there.
MEDIA_URL = env.str("MEDIA_URL", default="") or "/media/"
MEDIA_ROOT = env.str("MEDIA_ROOT", default="") or str(BASE_DIR / "var" / "media")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_ROOT
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# --- Log ------------------------------------------------------------------------------------------------

# Django itself shows errors on the console only with DEBUG, and else mails them to ADMINS: here nobody.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"text": {}, "json": {"()": "newsroom.monitoring.logs.JsonFormatter"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": choice("LOG_FORMAT", "text", "json")}
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # Its warnings are the reader's mistakes, one line for each 404.
        "django.request": {"level": "ERROR"},
        # Three lines for each task that goes well.
        "django.tasks": {"level": "WARNING"},
    },
}

# --- Security -------------------------------------------------------------------------------------------

CONTENT_SECURITY = {
    "default-src": ["'self'"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'self'"],
}
if "//" in MEDIA_URL:
    CONTENT_SECURITY["img-src"] = ["'self'", MEDIA_URL]
if django.VERSION >= (6, 0):
    SECURE_CSP = CONTENT_SECURITY
else:
    CONTENT_SECURITY_POLICY = {"DIRECTIVES": CONTENT_SECURITY}

SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"  # for browsers that don't know frame-ancestors
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = TLS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = TLS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Articles -------------------------------------------------------------------------------------------

release = env.str("RELEASE", default="")
NEWSROOM_ARTICLES = {
    "RELEASE": release,
    "LISTS_VERSION": "newsroom.teasers.version",
}

# --- Comments -------------------------------------------------------------------------------------------

COMMENTS_APP = "django_comments_xtd"
COMMENTS_XTD_MODEL = "comments.models.ReaderComment"
COMMENTS_XTD_FORM_CLASS = "comments.forms.ReplyForm"
NEWSROOM_COMMENTS = {
    "MODELS": {
        "newsroom_articles.Article": {
            "PUBLISHED": "published",
            "LANGUAGE": "language",
            "VERSION": "page_version",
            "AUTHOR": "writer",
            "SECTION": "section",
        }
    },
    "TRUSTED_PROXIES": TRUSTED_PROXIES,
    "RECOMMENDATIONS": True,
    "KEPT_SECONDS": 1,
    "REPLICA": "replica" if replica else "",
    "RELEASE": release,
    "SITE_URL": env.str("SITE_URL", default=""),
    "SITE_NAME": SITE_NAME,
    "MODERATORS": entries("MODERATORS"),
    "RATE_LIMIT": env.str("NEWSROOM_RATE_LIMIT", default="on") != "off",
}
