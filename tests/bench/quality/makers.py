"""Who makes tiles of the boundaries, and how they were told to."""

import gzip
import http.client
import shutil
import sqlite3
import subprocess
from urllib.parse import urlsplit

from measure import database, servers, settings, tiles
from measure.processes import Process

LAYER = "admin2"
HALF_A_PIXEL = "40075016.685578488 / 256 / 2 / 2 ^ z"


class Maker:
    """`raw` gives the bytes of a tile, unpacked, or nothing."""

    def __init__(self, name, words, told, raw):
        self.name, self.words, self.told, self.raw = name, words, told, raw

    def features(self, z, x, y):
        """Parts of the units in a tile by P-code, and the bytes of their layer, packed."""
        data = self.raw(z, x, y)
        if not data:
            return [], 0
        for number, layer in tiles.fields(data):
            if number == 3:
                name, found = tiles.layer(layer)
                # A tile may hold more than areas; only their layer is looked at.
                if name == LAYER:
                    return [(feature.attributes["pcode"], feature.parts) for feature in found], len(gzip.compress(layer, 6))
        return [], 0


class KerbenTiles:
    def __init__(self, boundaries):
        folder = boundaries.write_dataset()
        command = [settings.KERBEN, "serve", folder, "--listen", "127.0.0.1:0", "--cache", "0", "--log-format", "json"]
        self.process = Process("quality-kerben", command, r"Kerben is ready: (http://\S+)", env={"RUST_LOG": "warn"})

    def raw(self, z, x, y):
        # A connection each: the others take so long between two tiles that a kept-alive one would be closed.
        connection = http.client.HTTPConnection(urlsplit(self.process.url).netloc, timeout=60)
        connection.request("GET", f"/tiles/{LAYER}/{z}/{x}/{y}.mvt?properties=pcode")
        response = connection.getresponse()
        body = response.read()
        connection.close()
        if response.status not in (200, 204):
            raise RuntimeError(f"{z}/{x}/{y}: {response.status} {body[:300]!r}")
        return body

    def stop(self):
        self.process.stop()


def postgis(base, boundaries, asked):
    """All asked tiles at once, with and without simplification."""

    class Data:
        name, folder = "quality", boundaries.folder

    geojson = boundaries.folder / "districts.geojson"
    boundaries.write_geojson(geojson)
    base.recreate(Data)
    subprocess.run(
        ["ogr2ogr", "-q", "-f", "PostgreSQL", f"PG:host=127.0.0.1 port={database.PORT} user=bench dbname=quality", str(geojson),
         "-nln", "units", "-t_srs", "EPSG:3857", "-nlt", "PROMOTE_TO_MULTI", "-lco", "GEOMETRY_NAME=geom"],
        check=True,
    )
    values = ",".join(f"({z},{x},{y})" for z, x, y in asked)
    found = {}
    for way, geometry in [("simplified", f"st_simplifypreservetopology(geom, {HALF_A_PIXEL})"), ("plain", "geom")]:
        base.sql(Data, f"create table {way} as select z, pcode, {geometry} as geom from units, generate_series(0, 14) z")
        question = f"""
            with asked(z, x, y) as (values {values})
            select z, x, y, encode((
              select st_asmvt(t, '{LAYER}', 4096, 'geom') from (
                select pcode, st_asmvtgeom(u.geom, st_tileenvelope(a.z, a.x, a.y), 4096, 64, true) as geom
                from {way} u where u.z = a.z and u.geom && st_tileenvelope(a.z, a.x, a.y, margin => 64.0 / 4096)
              ) t where geom is not null), 'hex')
            from asked a"""
        command = ["psql", "-X", "-At", "-F", ",", "-v", "ON_ERROR_STOP=1", "-d", base.url(Data)]
        rows = subprocess.run(command, input=question, check=True, capture_output=True, text=True).stdout.split()
        found[way] = {tuple(map(int, row.split(",")[:3])): bytes.fromhex(row.split(",")[3]) for row in rows}
    return {way: (lambda z, x, y, tiles=tiles: tiles.get((z, x, y), b"")) for way, tiles in found.items()}


def tippecanoe(boundaries, name, *options):
    """An archive, made once; gives a reader."""
    path = boundaries.folder / f"{name}.mbtiles"
    geojson = boundaries.folder / "districts.geojson"
    if not path.exists():
        boundaries.write_geojson(geojson)
        part = path.with_suffix(".part.mbtiles")
        command = [servers.find("tippecanoe"), "--force", "--quiet", "-Z0", "-z14", "-l", LAYER, "-o", part, *options, geojson]
        subprocess.run([str(part) for part in command], check=True)
        shutil.move(part, path)
    archive = sqlite3.connect(f"file:{path}?mode=ro", uri=True)

    def raw(z, x, y):
        question = "select tile_data from tiles where zoom_level = ? and tile_column = ? and tile_row = ?"
        row = archive.execute(question, (z, x, (1 << z) - 1 - y)).fetchone()
        return gzip.decompress(row[0]) if row else b""

    return raw
