"""The binary, and a server of the sample."""

import os
import subprocess
import urllib.request
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
BINARY = os.environ.get("KERBEN_BIN", str(PROJECT / "target/debug/kerben"))


def kerben(*arguments):
    return subprocess.run([BINARY, *map(str, arguments)], capture_output=True, text=True, timeout=300, check=False)


@pytest.fixture(scope="session")
def address():
    """Of a server of the sample."""
    sample = PROJECT / "geodata/samples/kyrgyzstan"
    command = [BINARY, "serve", str(sample), "--listen", "127.0.0.1:0", "--no-warm-up"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        line = server.stdout.readline()
        assert line.startswith("Kerben is ready: "), line
        base = line.removeprefix("Kerben is ready: ").strip().rstrip("/")
        assert urllib.request.urlopen(base + "/health/ready", timeout=30).status == 200
        yield base
        server.terminate()
