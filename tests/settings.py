"""
The project's settings, made quick and kept away from anybody's own data.

What the environment says comes before var/secrets.env, so everything that file may hold is
said here. `DATABASE=postgresql pytest` runs the same tests on PostgreSQL.
"""

import os
import tempfile
from pathlib import Path

# One folder for all that a run of the tests writes; xdist's workers are told the controller's.
if "SCRATCH_DIR" not in os.environ:
    scratch = tempfile.TemporaryDirectory(prefix="bansos-")
    os.environ["SCRATCH_DIR"] = scratch.name
SCRATCH_DIR = Path(os.environ["SCRATCH_DIR"])

ON_POSTGRESQL = os.environ.get("DATABASE", "sqlite") == "postgresql"

os.environ |= {
    "DATABASE_URL": f"postgres://postgres:@/{SCRATCH_DIR}/postgres"
    if ON_POSTGRESQL
    else f"sqlite:///{SCRATCH_DIR}/bansos.sqlite3",
    "SECRET_KEY": "for-the-tests-alone-and-nothing-that-anybody-would-want-to-read",
    "PRIVACY_KEYS": "tests:Zm9yIHRoZSB0ZXN0cyBhbG9uZSwgMzIgYnl0ZXMgISE=",
    "INDEX_KEY": "Zm9yIHRoZSBpbmRleCBvZiB0aGUgdGVzdHMgYWxvbmU=",
    "TRAIL_KEY": "Zm9yIHRoZSB0cmFpbCBvZiB0aGUgdGVzdHMgYWxvbmU=",
    "DEBUG": "0",
    "DEMO": "0",
    "HTTPS": "0",
    "BEHIND_PROXY": "0",
    "ALLOWED_HOSTS": "localhost,127.0.0.1",
    "CSRF_TRUSTED_ORIGINS": "",
    "PUBLIC_ADDRESS": "",
    "DOCUMENTS_STORAGE": "null",
}

from bansos.settings import *  # noqa: E402, F403
from bansos.settings import DATABASES, STORAGES  # noqa: E402

if not ON_POSTGRESQL:
    # A file, not memory: threads must meet on it as they do in production.
    DATABASES["default"]["TEST"] = {"NAME": str(SCRATCH_DIR / "tests.sqlite3")}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STORAGES["documents"]["OPTIONS"]["location"] = SCRATCH_DIR / "documents"
STATIC_ROOT = SCRATCH_DIR / "static"
MEDIA_ROOT = SCRATCH_DIR / "media"
STATIC_ROOT.mkdir(exist_ok=True)
