"""Servers as processes: started, watched, and stopped by the id of their process."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

from . import settings


def stop_when_told():
    """What was started is stopped too when this program is told to stop."""

    def leave(number, _):
        sys.exit(128 + number)

    signal.signal(signal.SIGTERM, leave)


class Process:
    """A server. `ready` is a path that answers 200 once it is, or a pattern of a line that it prints with its address."""

    def __init__(self, name, command, ready, url=None, env=None, stop=signal.SIGTERM, patience=1200):
        self.name = name
        self.out = settings.OUTPUT / f"{name}.out"
        self.log = settings.OUTPUT / f"{name}.log"
        self.stop_signal = stop
        start = time.monotonic()
        with self.out.open("w") as out, self.log.open("w") as log:
            self.child = subprocess.Popen(
                [str(part) for part in command], stdout=out, stderr=log, env={**os.environ, **(env or {})}
            )
        try:
            self.url = self.wait(ready, url, start + patience)
        except BaseException:
            self.stop()
            raise
        self.ready_seconds = time.monotonic() - start

    def wait(self, ready, url, until):
        while time.monotonic() < until:
            if self.child.poll() is not None:
                raise RuntimeError(f"{self.name} ended with {self.child.returncode}:\n{self.log.read_text()[-4000:]}")
            if url is None:
                found = re.search(ready, self.out.read_text())
                if found:
                    return found[1].rstrip("/")
            else:
                try:
                    with urllib.request.urlopen(url + ready, timeout=5):
                        return url
                except (urllib.error.URLError, ConnectionError, TimeoutError):
                    pass
            time.sleep(0.01)
        raise RuntimeError(f"{self.name} was not ready in time:\n{self.log.read_text()[-4000:]}")

    def resident_mib(self):
        """Memory of the process and its children, by what each alone is charged for (PSS)."""
        total = 0
        for pid in family(self.child.pid):
            try:
                with open(f"/proc/{pid}/smaps_rollup") as file:
                    total += next(int(line.split()[1]) for line in file if line.startswith("Pss:"))
            except (FileNotFoundError, ProcessLookupError):
                continue
        return total / 1024

    def stop(self):
        if self.child.poll() is None:
            self.child.send_signal(self.stop_signal)
            try:
                self.child.wait(60)
            except subprocess.TimeoutExpired:
                self.child.kill()
                self.child.wait()


def family(pid):
    """A process and what it started."""
    pids = [pid]
    try:
        tasks = os.listdir(f"/proc/{pid}/task")
    except FileNotFoundError:
        return []
    for task in tasks:
        try:
            with open(f"/proc/{pid}/task/{task}/children") as file:
                for child in file.read().split():
                    pids += family(int(child))
        except FileNotFoundError:
            continue
    return pids
