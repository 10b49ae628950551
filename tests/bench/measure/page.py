"""The page with the figures, and its picture."""

from . import plot, settings

WORDS = {
    "districts": "Tiles of districts", "communities": "Tiles of communities", "communities, grouped": "Tiles of communities in groups",
    "items": "Communities in a box, `limit=100`",
}

SETS = {
    "country": "50 districts of 2,000 vertices, 1,000 communities with 40 attributes",
    "world": "50,000 districts of 300 vertices, 1,000,000 communities with 10 attributes",
}

HEAD = """# Kerben beside other servers

Written by `make bench`; change [`tests/bench/measure/page.py`](../tests/bench/measure/page.py), not this file. How it is
measured, and what each server was told, is in [`tests/bench`](../tests/bench/README.md).

![Requests per second](benchmark.svg)

Absolute figures depend on the machine; compare the **ratios**, which were measured in one run, one server after the other;
Kerben's cached responses and the bare server took turns; for them and for Kerben uncached, the table has medians of seven rounds, and
their ratio is the median of the seven ratios.
*Uncached* is Kerben without a response cache (`--cache 0`): each request clips its tile from the Atlas and joins the figures of the requested year.
The attributes of a feature for a selection of figures are encoded on first use and cached (`--attributes`) for all tiles and pages.
*Cached* is Kerben with a response cache of 512 MiB. The *bare* server sends Kerben's bytes from memory: no actix-web server on that machine is faster. The others
read tables into which the figures of that year had been joined beforehand, or, as MBTiles, tiles that Kerben had made. In the column
*grouped*, Kerben sends groups of communities, as it does unless told otherwise, and the others every community: the same place, not the same
work. The column *communities* is like for like.
"""


def write(results, folder):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "benchmark.svg").write_text(plot.bars("Requests per second", panels(results)))
    (folder / "benchmark.md").write_text("\n".join(page(results)) + "\n")


def panels(results):
    for name, result in results["data"].items():
        for layer, words in WORDS.items():
            lines = [(line["server"], line["words"], line["rate"]) for line in result["lines"] if line["layer"] == layer]
            if lines:
                yield f"{words.replace('`', '')}, {name}: requests per second", sorted(lines, key=lambda line: -line[2])


def page(results):
    machine = results["machine"]
    yield HEAD
    yield (f"One run of {results['minutes']:.0f} minutes: {machine['cores']} cores ({machine['model']}), "
           f"{machine['memory_gib']:.0f} GiB, load average {machine['load_before']:.1f} before it began. "
           f"{settings.CONNECTIONS} connections from {settings.THREADS} threads of `wrk` on the loopback interface, gzip, "
           f"{results['seconds_each']} s for each line (Kerben and the bare server: seven times 2 s) after 1 s of warming up; servers, database and `wrk` share the cores.")
    yield from ratios(results)
    for name, result in results["data"].items():
        yield f"\n## {name.capitalize()}\n"
        yield f"{SETS[name][0].upper()}{SETS[name][1:]}. The same 200 tiles for all, by lot where communities are ({result['zooms']}).\n"
        for layer, words in WORDS.items():
            yield from table(layer, words, result["lines"])
        yield from starts(result)
        yield from checks(result)
    yield "\n" + (settings.PROJECT / "tests" / "bench" / "mechanisms.md").read_text().rstrip()


RATIOS = [
    ("Kerben cached, of the bare server", "kerben", "bare"),
    ("Kerben cached, times Martin from MBTiles, cached", "kerben", "martin-mbtiles"),
    ("Kerben cached, times bbox-server", "kerben", "bbox"),
    ("Kerben uncached, times Martin from MBTiles, not cached", "kerben-uncached", "martin-mbtiles-uncached"),
    ("Kerben uncached, times Martin from PostGIS, cached", "kerben-uncached", "martin-postgis"),
    ("Kerben uncached, times Martin from PostGIS, not cached", "kerben-uncached", "martin-postgis-uncached"),
    ("Kerben uncached, times bbox-server", "kerben-uncached", "bbox"),
    ("Kerben uncached, times tipg", "kerben-uncached", "tipg"),
]


def ratios(results):
    """Requests per second of one server divided by those of another one; round by round for those that took turns."""
    columns = [(name, layer) for name, result in results["data"].items() for layer in WORDS
               if any(line["layer"] == layer for line in result["lines"])]
    yield "\n## Ratios\n"
    yield "| requests per second | " + " | ".join(f"{name}, {layer}" for name, layer in columns) + " |"
    yield "|---|" + "--:|" * len(columns)
    rates = {
        (name, line["layer"], line["server"]): line["rate"] for name, result in results["data"].items() for line in result["lines"]
    }
    by_turns = {
        ((name, line["layer"]), line["server"], other): ratio
        for name, result in results["data"].items() for line in result["lines"] for other, ratio in line["beside"].items()
    }
    for words, one, other in RATIOS:
        # Others have no groups: what they send for the same place is every community.
        pairs = [(rates.get((name, layer, one)), rates.get((name, layer, other)) or rates.get((name, layer.removesuffix(", grouped"), other)))
                 for name, layer in columns]
        cells = [f"{ours / theirs:.2f}" if ours and theirs else "" for ours, theirs in pairs]
        cells = [f"{by_turns[column, one, other]:.2f}" if (column, one, other) in by_turns else cell for column, cell in zip(columns, cells)]
        if any(cells):
            yield f"| {words} | {' | '.join(cells)} |"


def table(layer, words, lines):
    lines = [line for line in lines if line["layer"] == layer]
    if not lines:
        return
    rate = {line["server"]: line["rate"] for line in lines}
    yield f"### {words}\n"
    yield "| | requests/s | of the bare server | Kerben uncached is | p50, ms | p99, ms | worst alone, ms | mean KiB |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|"
    for line in lines:
        bare = f"{line['rate'] / rate['bare']:.3g}" if "bare" in rate else ""
        times = rate.get("kerben-uncached", 0) / line["rate"]
        ours = ""
        if times and not line["server"].startswith(("kerben", "bare")):
            ours = f"{times:.2g} ×" if times < 10 else f"{times:,.0f} ×"
        yield (f"| {line['words']} | {line['rate']:,.0f} | {bare} | {ours} | {line['p50']:.2f} | {line['p99']:.1f} | "
               f"{line['alone']:.1f} | {line['bytes'] / 1024:.1f} |")
    yield ""


def starts(result):
    yield "### Start and memory\n"
    yield "| | ready after, s | MiB when ready | MiB after the load |"
    yield "|---|--:|--:|--:|"
    for start in result["starts"].values():
        ready = "" if start["ready_seconds"] is None else f"{start['ready_seconds']:.2f}"
        yield f"| {start['words']} | {ready} | {start['idle_mib']:.0f} | {start['loaded_mib']:.0f} |"
    facts = result["facts"]
    yield (f"\nThe edition was built from its sources in {facts['build_seconds']:.0f} s and has "
           f"{facts['edition_bytes'] / 1024 / 1024:,.0f} MiB. The memory of the database is not counted for those that need one.\n")


def checks(result):
    if result["checked"]:
        peers = "; ".join(
            f"{name}: " + ", ".join(f"{found['features']:,} {'in boxes' if layer == 'items' else layer}" for layer, found in checked.items())
            for name, checked in result["checked"].items()
        )
        yield (f"Compared with Kerben uncached, feature by feature in every fourth tile (ids, names, households, return migrants; "
               f"areas smaller than a pixel may be missing on either side) before each was measured: {peers}.")
    if result["skipped"]:
        yield f"\nNot installed, so not measured: {', '.join(result['skipped'])}."
