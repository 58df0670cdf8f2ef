"""The tests' settings, on a database that is kept: BENCH_DATABASE is its name, or its file."""

import os

from tests.settings import *  # noqa: F403
from tests.settings import DATABASES

DATABASES["default"]["NAME"] = os.environ["BENCH_DATABASE"]
