"""The last section of docs/pictures.md: milliseconds and kilobytes of pictures of the sample, as the server sends them without a cache, beside the same
districts in the same format and size by geopandas and matplotlib, which draw less: no neighbours, no place for each name, no legend beside the map.

Milliseconds are those that the processor worked: what else the machine does hardly changes them."""

import gzip
import http.client
import io
import json
import os
import statistics
import urllib.parse

import geopandas
import matplotlib

from . import settings
from .processes import Process, stop_when_told

matplotlib.use("agg")
from matplotlib import pyplot  # noqa: E402  after the choice of the backend

PAGE = settings.PROJECT / "docs" / "pictures.md"
SAMPLE = settings.PROJECT / "geodata" / "samples" / "kyrgyzstan"
HEADING = "## How long they take, and how large they are"
INTRODUCTION = """Maps of the 45 districts of the sample, each drawn anew, beside geopandas and matplotlib, which draw the districts with their names, but no neighbours,
lakes, insets, notes, and no name where it has room. Written by `tests/bench/pictures`. Milliseconds are those that the processor worked, and depend on the machine; compare the ratios.

| picture | ms | geopandas, ms | times | kB | kB gzip |
|---|--:|--:|--:|--:|--:|"""
RATE = "year=2023&per=per_1000_households"
ROUNDS = 15
PICTURES = [
    ("SVG, 800 pixels", "svg", RATE, 800, 1),
    ("SVG, 800 pixels, circles", "svg", "year=2023", 800, 1),
    ("SVG, 640 pixels", "svg", f"{RATE}&width=640", 640, 1),
    ("SVG, 300 pixels", "svg", f"{RATE}&width=300", 300, 1),
    ("SVG, years", "svg", "multiples=years&per=per_1000_households", None, 1),
    ("PNG, 800 pixels", "png", RATE, 800, 1),
    ("PNG, 800 pixels, 2 ×", "png", f"{RATE}&scale=2", 800, 2),
    ("PNG, 300 pixels", "png", f"{RATE}&width=300", 300, 1),
    ("PNG, A3, 2 ×", "png", f"{RATE}&paper=a3&scale=2", 1587, 2),
    ("PDF, 800 pixels", "pdf", RATE, 800, 1),
    ("PDF, A3", "pdf", f"{RATE}&paper=a3", 1587, 1),
]
"""What it is, its format, what is asked, and the width and scale for the peer, where it has such a picture."""


class Kerben:
    def __init__(self, server):
        self.pid = server.child.pid
        self.connection = http.client.HTTPConnection(urllib.parse.urlparse(server.url).netloc)

    def get(self, path):
        self.connection.request("GET", path)
        answer = self.connection.getresponse()
        body = answer.read()
        self.connection.close()
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status} {body[:300]}")
        return body

    def picture(self, form, query):
        return self.get(f"/maps/return_migrants.{form}?{query}")


class Peer:
    """A frame of districts with their values, read once."""

    def __init__(self, kerben):
        values = json.loads(kerben.get(f"/indicators/return_migrants/values?by=admin2&{RATE}"))
        by_code = {row["pcode"]: row["value"] for row in values["rows"]}
        features = json.loads(kerben.get("/collections/admin2/items?limit=1000"))["features"]
        districts = geopandas.GeoDataFrame.from_features(features, crs="EPSG:4326")
        districts["value"] = districts["pcode"].map(by_code).astype(float)
        self.districts = districts.to_crs("+proj=aea +lat_1=40 +lat_2=42.5 +lat_0=41.3 +lon_0=74.7")
        self.names = list(zip(self.districts["name"], self.districts.representative_point()))

    def picture(self, form, width, scale):
        figure, axes = pyplot.subplots(figsize=(width / 96, width * 0.6 / 96))
        self.districts.plot("value", ax=axes, cmap="Blues", edgecolor="white", linewidth=0.5, legend=True)
        for name, at in self.names:
            axes.annotate(name, (at.x, at.y), ha="center", fontsize=6)
        axes.set_axis_off()
        out = io.BytesIO()
        figure.savefig(out, format=form, dpi=96 * scale)
        pyplot.close(figure)
        return out.getvalue()


def worked(pid):
    """How long the processor has worked for a process, in milliseconds."""
    total = 0
    for thread in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{thread}/schedstat") as file:
            total += int(file.read().split()[0])
    return total / 1e6


def milliseconds(pid, make):
    start = worked(pid)
    made = make()
    return worked(pid) - start, made


def row_of(kerben, peer, picture):
    name, form, query, width, scale = picture
    own, others, size = [], [], b""
    for _ in range(ROUNDS):
        took, size = milliseconds(kerben.pid, lambda: kerben.picture(form, query))
        own.append(took)
        if width and len(others) < 5:
            others.append(milliseconds("self", lambda: peer.picture(form, width, scale))[0])
    mine = statistics.median(own)
    theirs = statistics.median(others) if others else None
    beside = f"{theirs:,.0f} | {theirs / mine:.0f}" if theirs else " | "
    packed = f"{len(gzip.compress(size, 6)) / 1000:.1f}" if form == "svg" else ""
    return f"| {name} | {mine:.1f} | {beside} | {len(size) / 1000:.1f} | {packed} |"


def main():
    stop_when_told()
    settings.OUTPUT.mkdir(parents=True, exist_ok=True)
    command = [settings.KERBEN, "serve", SAMPLE, "--listen", "127.0.0.1:0", "--cache", "0"]
    server = Process("pictures", command, r"Kerben is ready: (http://\S+)")
    try:
        kerben = Kerben(server)
        first = milliseconds(kerben.pid, lambda: kerben.picture("svg", RATE))[0]
        peer = Peer(kerben)
        peer.picture("svg", 300, 1)
        rows = [row_of(kerben, peer, picture) for picture in PICTURES]
    finally:
        server.stop()
    said = f"The first picture after the start of the server took {first:.0f} ms."
    before = PAGE.read_text().split(f"\n{HEADING}\n")[0]
    PAGE.write_text("\n".join([before, HEADING, "", INTRODUCTION, *rows, "", said, ""]))
    print("\n".join(rows), said, f"written: {PAGE.relative_to(settings.PROJECT)}", sep="\n")


if __name__ == "__main__":
    main()
