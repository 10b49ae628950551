"""What to measure, where files are stored. Everything can be chosen by environment variables."""

import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", PROJECT / "target"))
CACHE = Path(os.environ.get("BENCH_CACHE", TARGET / "bench"))
"""Data sets, archives and the database: made once, then reused."""
PEERS = Path(os.environ.get("BENCH_PEERS", CACHE / "peers"))
"""What `tests/bench/peers` installed."""
OUTPUT = PROJECT / "tests" / "output" / "bench"
KERBEN = Path(os.environ.get("KERBEN_BIN", TARGET / "release" / "kerben"))
EXAMPLES = TARGET / "release" / "examples"

SECONDS_EACH = int(os.environ.get("SECONDS_EACH", "5"))
DATA = os.environ.get("DATA", "country,world").split(",")
ONLY = [name for name in os.environ.get("ONLY", "").split(",") if name]
"""Names of servers, as the table has them; all that are found where it is empty."""

CONNECTIONS = 16
THREADS = 2
ADDRESSES = 200
ZOOMS = range(4, 13)
FIRST_PORT = int(os.environ.get("BENCH_PORT", "21800"))
"""For servers that cannot choose a free port themselves."""


def whole():
    """True if nothing was left out, so that the pages of the project may be rewritten."""
    return not ONLY and set(DATA) == {"country", "world"} and SECONDS_EACH >= 5


def wanted(name):
    return not ONLY or name in ONLY
