"""The benchmark: starts one server after the other, checks that they say the same, measures them, writes tables and plots."""

import json
import os
import platform
import shutil
import statistics
import sys
import time

from . import addresses, database, datasets, load, page, processes, sameness, servers, settings

CHECKED_TILES = 50
CHECKED_BOXES = 20
ROUNDS, ROUND_SECONDS = 7, 2
"""For Kerben and the bare server: with each connection that wrk opens, the kernel distributes them again among two workers, which makes
more of a difference than there is between cached responses and the bare server."""


class Run:
    def __init__(self, data, base):
        self.data = data
        self.base = base
        self.tiles = addresses.tiles(data.places())
        self.boxes = addresses.boxes(data.places())
        self.lines = []
        self.checked = {}
        self.starts = {}
        self.skipped = []

    def measure(self, *starts, layers=tuple(servers.LAYERS), rounds=1):
        """Starts servers, measures all that they offer, one beside the other, and stops them."""
        running = []
        try:
            for start in starts:
                running.append(start())
                self.check(running[-1])
            self.lines_of(running, layers, rounds)
        finally:
            for server in running:
                server.process.stop()

    def lines_of(self, running, layers, rounds=1):
        idle = {server.name: server.process.resident_mib() for server in running}
        for layer in layers:
            self.lines_beside_each_other(layer, {server: [server.tile(layer, at) for at in self.tiles] for server in running}, rounds)
        if all(server.items for server in running):
            self.lines_beside_each_other("items", {server: [server.items(box) for box in self.boxes] for server in running}, rounds)
        for server in running:
            self.starts[server.name] = {
                "words": server.words, "ready_seconds": server.process.ready_seconds if server.ready_counts else None,
                "idle_mib": idle[server.name], "loaded_mib": server.process.resident_mib(),
            }

    def check(self, server):
        """Against the Kerben that computes each answer, every fourth tile."""
        ours = self.reference
        if server is ours:
            return
        every = len(self.tiles) // CHECKED_TILES
        found = {layer: sameness.compare(layer, kerben, ours, server, self.tiles[::every]) for layer, kerben in servers.LAYERS.items()}
        if server.items:
            found["items"] = sameness.compare_items(ours, server, self.boxes[:CHECKED_BOXES])
        self.checked[server.name] = found

    def lines_beside_each_other(self, layer, asked, rounds):
        """Servers that are compared closely take turns: what else the machine does meets each of them. Medians of all rounds count."""
        alone = {server: load.one_by_one(server.process.url, paths) for server, paths in asked.items()}
        found = {server: [] for server in asked}
        durations = (1, settings.SECONDS_EACH if rounds == 1 else ROUND_SECONDS)
        for _ in range(rounds):
            for server, paths in asked.items():
                name = f"{self.data.name} {layer} {server.name}"
                found[server].append(load.many(name, server.process.url, paths, durations))
            durations = durations[-1:]
        for server, paths in asked.items():
            size, worst = alone[server]
            result = {figure: statistics.median(result[figure] for result in found[server]) for figure in found[server][0]}
            # Of each pair of neighbours: the speed of the machine may change from round to round.
            result["beside"] = {
                other.name: statistics.median(one["rate"] / beside["rate"] for one, beside in zip(found[server], found[other]))
                for other in asked if other is not server
            }
            result |= {"server": server.name, "words": server.words, "layer": layer, "bytes": size / len(paths), "alone": worst}
            self.lines.append(result)
            print(f"{self.data.name:8} {layer:12} {server.words:28} {result['rate']:10.0f}/s  p50 {result['p50']:8.2f} ms  "
                  f"p99 {result['p99']:8.2f} ms  worst alone {worst:7.1f} ms  {size / len(paths) / 1024:6.1f} KiB", flush=True)

    def all(self):
        data = self.data
        # Kerben that computes each answer is also what the others are compared with, and what archives are made from.
        self.reference = reference = servers.start_kerben(data, cached=False)
        try:
            with load.Client(reference.process.url) as client:
                data.groups = b'"name":"cluster"' in client.get("/api?f=json").body.replace(b" ", b"")
            self.own_layers = [*servers.LAYERS, *([servers.GROUPED] if data.groups else [])]
            if settings.wanted("kerben"):
                self.lines_of([reference], self.own_layers, ROUNDS)
            close = [lambda: servers.start_kerben(data, cached=True)] if settings.wanted("kerben") else []
            if settings.wanted("bare"):
                paths = [reference.tile(layer, at) for layer in self.own_layers for at in self.tiles]
                paths += [reference.items(box) for box in self.boxes]
                paths = list(dict.fromkeys(paths))
                close.append(lambda: servers.start_bare(data, reference, paths))
            self.measure(*close, layers=self.own_layers, rounds=ROUNDS)
            for cached in [True, False]:
                if self.offered("martin-mbtiles", servers.find("martin")):
                    self.measure(lambda: servers.start_martin_mbtiles(data, reference, self.tiles, cached))
            for cached in [True, False]:
                if self.offered("martin-postgis", servers.find("martin") and self.base):
                    self.measure(lambda: servers.start_martin_postgis(data, self.base, cached))
            if self.offered("bbox", servers.find("bbox-server") and self.base):
                self.measure(lambda: servers.start_bbox(data, self.base))
            if self.offered("tipg", has_tipg() and self.base):
                self.measure(lambda: servers.start_tipg(data, self.base))
        finally:
            reference.process.stop()
        return {
            "lines": self.lines, "checked": self.checked, "starts": self.starts, "facts": data.facts, "skipped": self.skipped,
            "zooms": addresses.zooms_in_words(self.tiles),
        }

    def offered(self, name, found):
        if not settings.wanted(name):
            return False
        if not found and name not in self.skipped:
            print(f"SKIPPED: {name} is not installed; tests/bench/peers installs it", flush=True)
            self.skipped.append(name)
        return bool(found)


def has_tipg():
    uvicorn = servers.find("uvicorn")
    return uvicorn is not None and any(uvicorn.parent.parent.glob("lib/python*/site-packages/tipg"))


def machine():
    with open("/proc/cpuinfo") as file:
        model = next((line.split(":")[1].strip() for line in file if line.startswith("model name")), platform.machine())
    with open("/proc/meminfo") as file:
        memory = int(file.readline().split()[1]) / 1024 / 1024
    with open("/proc/loadavg") as file:
        busy = float(file.read().split()[0])
    return {"model": model, "cores": len(os.sched_getaffinity(0)), "memory_gib": memory, "load_before": busy}


def main():
    start = time.monotonic()
    processes.stop_when_told()
    settings.OUTPUT.mkdir(parents=True, exist_ok=True)
    if not shutil.which("wrk"):
        sys.exit("wrk is missing: .ci/install bench installs it")
    results = {"machine": machine(), "seconds_each": settings.SECONDS_EACH, "data": {}}
    sets = [datasets.make(name) for name in settings.DATA]
    base = None
    if database.found() and any(settings.wanted(name) for name in ["martin-postgis", "bbox", "tipg"]):
        base = database.Database()
    try:
        for data in sets:
            if base:
                base.load(data)
            results["data"][data.name] = Run(data, base).all()
    finally:
        if base:
            base.stop()
    results["minutes"] = (time.monotonic() - start) / 60
    (settings.OUTPUT / "results.json").write_text(json.dumps(results, indent=1))
    page.write(results, settings.PROJECT / "docs" if settings.whole() else settings.OUTPUT)
    print(f"{results['minutes']:.1f} minutes")


main()
