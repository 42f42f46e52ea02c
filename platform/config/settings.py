"""Settings, from the environment only; docs/operations.md lists every variable.

Without DEBUG nothing secret has a default: a missing one refuses to start and names itself.
"""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import environ
from celery.schedules import crontab
from django.core.exceptions import ImproperlyConfigured

from config import languages
from config.formats.es_MX import formats as spanish_formats

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var")))

DEBUG = env.bool("DEBUG", default=False)
DEMONSTRATION = env.bool("DEMONSTRATION", default=False)
HTTPS = env.bool("HTTPS", default=not DEBUG)


def _secret(name: str) -> str:
    value: str = env.str(name, default="debug-only-" + name.lower() + "-0123456789abcdef" * 3 if DEBUG else "")
    if not value:
        raise ImproperlyConfigured(f"Set the environment variable {name}: see docs/operations.md, Secrets.")
    return value


SECRET_KEY = _secret("SECRET_KEY")
# First key encrypts, all decrypt; the lookup key makes encrypted identifiers findable and must never change.
FIELD_KEYS = [key.strip() for key in _secret("FIELD_KEYS").split(",")]
LOOKUP_KEY = _secret("LOOKUP_KEY")

PUBLIC_URL = env.str("PUBLIC_URL", default="http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[PUBLIC_URL])

INSTALLED_APPS = [
    "demonstration",
    "evaluation.publication",
    "evaluation.findings",
    "evaluation.instruments",
    "evaluation.pilots",
    "certification.verification",
    "certification.credentials",
    "certification.actas",
    "courses.player",
    "courses.records",
    "courses.agenda",
    "courses.recommending",
    "courses.programmes",
    "courses.finding",
    "courses.guidance",
    "courses.conversations",
    "courses.projects",
    "courses.assessment",
    "courses.marking",
    "courses.moving",
    "courses.peers",
    "courses.attendance",
    "courses.notes",
    "courses.study",
    "courses.cohorts",
    "courses.editions",
    "cms.desk",
    "cms.proposals",
    "cms.discussion",
    "cms.tenancy",
    "cms.review",
    "cms.questions",
    "cms.pages",
    "cms.translation",
    "cms.glossary",
    "cms.skills",
    "languages",
    "institutes",
    "letters",
    "accounts",
    "foundation",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtailmedia",
    "modelcluster",
    "taggit",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "health_check",
    "django_htmx",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]
if DEBUG and find_spec("django_migration_linter"):
    INSTALLED_APPS.append("django_migration_linter")  # a developers' tool: `make check` asks it

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "foundation.middleware.SoundRequestMiddleware",
    "foundation.middleware.PermissionsPolicyMiddleware",
    "foundation.middleware.LargeRequestMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "languages.middleware.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.SignedOutMiddleware",
    "accounts.middleware.NoticeMiddleware",
    "institutes.middleware.SecondFactorMiddleware",
    "cms.tenancy.middleware.OthersDraftsMiddleware",
    "cms.review.middleware.ReviewRefusalMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "foundation.context_processors.platform",
                "institutes.context_processors.roles",
            ],
        },
    }
]
FORM_RENDERER = "foundation.forms.PlatformRenderer"

# --- Data -------------------------------------------------------------------------------------------------------------
if env.str("DATABASE_URL", default=""):
    DATABASES = {"default": env.db_url("DATABASE_URL")}
    if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
        DATABASES["default"]["OPTIONS"] = {"pool": {"min_size": 1, "max_size": env.int("DATABASE_POOL", default=8)}}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA_DIR / "platform.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728;"
                    " PRAGMA cache_size=-20000;"
                ),
            },
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# What `manage.py install` runs, in order; each may run again at every update.
INSTALL_COMMANDS = [
    "build_fonts",
    "migrate",
    "load_places",
    "load_skills",
    "load_interface_strings",
    "prepare_cms",
    "index_courses",
]

REDIS_URL = env.str("REDIS_URL", default="")
CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# How long a public page that was drawn for one visitor without an account is shown to the next.
PUBLIC_PAGE_SECONDS = env.int("PUBLIC_PAGE_SECONDS", default=0 if DEBUG else 60)

CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost//"
if not REDIS_URL:
    _BROKER_DIR = DATA_DIR / "broker"
    for _name in ("queue", "control"):
        (_BROKER_DIR / _name).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {
        "data_folder_in": str(_BROKER_DIR / "queue"),
        "data_folder_out": str(_BROKER_DIR / "queue"),
        "control_folder": str(_BROKER_DIR / "control"),
        "store_processed": False,
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = bool(REDIS_URL)
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ALWAYS_EAGER = env.bool("TASKS_EAGER", default=False)
CELERY_TASK_EAGER_PROPAGATES = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "America/Mexico_City"
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "forget-data-exports": {"task": "accounts.schedule.forget_exports", "schedule": 3600.0},
    "sweep-jobs": {"task": "foundation.schedule.sweep_jobs", "schedule": 60.0},
    "forget-question-uploads": {"task": "cms.questions.schedule.forget_uploads", "schedule": 86400.0},
    "tell-authors-of-proposals": {
        "task": "cms.proposals.schedule.tell_authors",
        "schedule": crontab(hour=7, minute=0),
    },
    "send-letters": {"task": "letters.schedule.send_letters", "schedule": 60.0},
    "serve-waiting-lists": {"task": "courses.study.schedule.serve_waiting_lists", "schedule": 600.0},
    "apply-events-set-aside": {
        "task": "courses.study.schedule.apply_events_set_aside",
        "schedule": crontab(hour=4, minute=30),
    },
    "close-overdue-attempts": {"task": "courses.assessment.schedule.close_overdue_attempts", "schedule": 60.0},
    "remind-people": {"task": "courses.guidance.schedule.remind_people", "schedule": 1800.0},
    "sync-editors": {"task": "cms.pages.schedule.sync_editors", "schedule": 3600.0},
    # In the morning, Mexico City time; which days count is the rule's affair (cms/review/stages.py).
    "remind-reviewers": {"task": "cms.review.schedule.remind_reviewers", "schedule": crontab(hour=8, minute=0)},
    "tell-translators": {
        "task": "cms.desk.schedule.tell_translators",
        "schedule": crontab(hour=8, minute=10, day_of_week="mon-fri"),
    },
    "sweep-credentials": {"task": "certification.credentials.schedule.sweep_unrendered", "schedule": 60.0},
}

# --- Files ------------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(DATA_DIR / "static")))
# Static files that this machine makes for itself: the web fonts of `manage.py build_fonts`.
BUILT_STATIC_DIR = DATA_DIR / "built-static"
BUILT_STATIC_DIR.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static", BUILT_STATIC_DIR]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
PRIVATE_ROOT = DATA_DIR / "private"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PRIVATE_ROOT, "base_url": None},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# A lesson of many questions is a form of thousands of fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# --- People -----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "my_place"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.SignupForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 3
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Formación Docente Jalisco"
USERSESSIONS_TRACK_ACTIVITY = False
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Formación Docente Jalisco <no-responder@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_FILE_PATH = str(DATA_DIR / "mail")
vars().update(env.email_url("EMAIL_URL", default="filemail://" if DEMONSTRATION or DEBUG else "smtp://localhost:25"))
EMAIL_FILE_PATH = str(DATA_DIR / "mail")

# --- Languages and time -----------------------------------------------------------------------------------------------
LANGUAGE_CODE = languages.SPANISH
LANGUAGES = languages.LANGUAGES
LANGUAGES_BIDI = languages.RIGHT_TO_LEFT
WAGTAIL_CONTENT_LANGUAGES = languages.CONTENT_LANGUAGES
CONTENT_LANGUAGE_COOKIE_NAME = "content_language"  # in which language somebody reads lessons
WAGTAIL_I18N_ENABLED = True
WAGTAILADMIN_PERMITTED_LANGUAGES = [(languages.SPANISH, "Español")]
# Which languages administrators added is asked for again after so many seconds, by each process for itself.
LANGUAGES_CHECKED_EVERY = env.float("LANGUAGES_CHECKED_EVERY", default=1.0)
# Languages that the platform speaks beside Spanish have an empty catalogue here, which is what Django asks for.
ADDED_LOCALES_DIR = DATA_DIR / "locale"
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "cms" / "wagtail_es" / "locale", ADDED_LOCALES_DIR]
FORMAT_MODULE_PATH = ["config.formats"]
# For languages of which Django knows no dates and numbers: those of Spanish, never of English.
vars().update({name: value for name, value in vars(spanish_formats).items() if name.isupper()})
USE_I18N = True
USE_TZ = True
TIME_ZONE = "America/Mexico_City"

# --- Wagtail ----------------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Formación Docente Jalisco"
WAGTAILADMIN_BASE_URL = PUBLIC_URL
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "/cuenta/login/"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# Turning an address into a page would tell the titles of others' drafts.
WAGTAILADMIN_EXTERNAL_LINK_CONVERSION = "off"
WAGTAILEMBEDS_FINDERS: list[dict[str, Any]] = []
# Sites whose videos a lesson may point to: names out of cms.pages.videos.SERVICES. Nothing is ever fetched from them.
VIDEO_HOSTS = env.list("VIDEO_HOSTS", default=["youtube", "vimeo"])
WAGTAILADMIN_RICH_TEXT_EDITORS = {"default": {"WIDGET": "cms.pages.rich_text.RichTextArea"}}
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.tenancy.forms.ImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.tenancy.forms.DocumentForm"
WAGTAILMEDIA = {
    "MEDIA_FORM_BASE": "cms.tenancy.forms.MediaForm",
    "AUDIO_EXTENSIONS": ["mp3", "ogg", "wav", "m4a", "webm"],
    "VIDEO_EXTENSIONS": ["mp4", "webm", "ogv"],
}
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "csv", "txt", "vtt"]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
TAGGIT_CASE_INSENSITIVE = True

# --- Security ---------------------------------------------------------------------------------------------------------
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
if REDIS_URL:  # read from memory, kept in the database
    SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^salud/"]
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# Whoever asks is counted by the address that our own proxy saw, else all visitors would share the proxy's.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
SECURE_REFERRER_POLICY = "same-origin"
# Wagtail marks its previews SAMEORIGIN itself; nothing else belongs in a frame.
X_FRAME_OPTIONS = "DENY"
_SELF = "'self'"
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ["/cms/"],
    "DIRECTIVES": {
        "default-src": [_SELF],
        "script-src": [_SELF],
        "style-src": [_SELF],
        "img-src": [_SELF, "data:"],
        "media-src": [_SELF, "blob:"],
        "object-src": ["'none'"],
        "base-uri": [_SELF],
        "form-action": [_SELF],
        "frame-ancestors": [_SELF],
    },
}

# --- Log --------------------------------------------------------------------------------------------------------------
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "foundation.logs.formatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    # One line per reference that Wagtail indexes says nothing to anybody.
    "loggers": {"django_tasks": {"level": "WARNING"}, "weasyprint.progress": {"level": "WARNING"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
