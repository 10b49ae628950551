"""Asking: one after the other to look at answers, and with wrk to measure."""

import gzip
import http.client
import json
import os
import re
import subprocess
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from . import settings

SCRIPT = settings.PROJECT / "tests" / "bench" / "measure" / "addresses.lua"


@dataclass
class Answer:
    sent: bytes
    """The body as it went over the wire."""
    encoding: str
    seconds: float

    @property
    def body(self):
        return gzip.decompress(self.sent) if self.encoding == "gzip" else self.sent


class Client:
    """One connection that is kept."""

    def __init__(self, url):
        self.connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=120)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.connection.close()

    def get(self, path):
        try:
            return self.ask(path)
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            # It was idle for too long, while others were asked.
            self.connection.close()
            return self.ask(path)

    def ask(self, path):
        start = time.perf_counter()
        self.connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        response = self.connection.getresponse()
        body = response.read()
        seconds = time.perf_counter() - start
        if response.status != 200:
            raise RuntimeError(f"{path}: {response.status} {body[:500]!r}")
        return Answer(body, response.getheader("Content-Encoding") or "identity", seconds)


def one_by_one(url, paths):
    """Every path once: the bytes of all, and the longest time in milliseconds."""
    size, longest = 0, 0.0
    with Client(url) as client:
        client.get(paths[0])
        for path in paths:
            answer = client.get(path)
            size += len(answer.sent)
            longest = max(longest, answer.seconds * 1000)
    return size, longest


def many(name, url, paths, durations=(1, settings.SECONDS_EACH)):
    """Requests per second and latencies in milliseconds with wrk, which cycles through the paths; after one run that warms up."""
    file = settings.OUTPUT / "paths"
    file.write_text("\n".join(paths) + "\n")
    command = ["wrk", "--threads", str(settings.THREADS), "--connections", str(settings.CONNECTIONS), "--timeout", "60s",
               "--header", "Accept-Encoding: gzip", "--script", str(SCRIPT), "--latency"]
    environment = {**os.environ, "BENCH_PATHS": str(file)}
    for seconds in durations:
        run = subprocess.run([*command, "--duration", f"{seconds}s", url], env=environment, capture_output=True, text=True)
        found = re.search(r"^RESULT (\{.*\})$", run.stdout, re.MULTILINE)
        if run.returncode != 0 or not found:
            raise RuntimeError(f"{name}: wrk failed:\n{run.stdout}\n{run.stderr}")
        result = json.loads(found[1])
        faults = {kind: count for kind, count in result["errors"].items() if count}
        if faults:
            raise RuntimeError(f"{name}: {faults} among {result['requests']} answers, {url}{paths[0]}")
    return {
        "rate": result["requests"] / result["seconds"], "p50": result["p50"], "p99": result["p99"], "worst": result["worst"],
        "requests": result["requests"],
    }
