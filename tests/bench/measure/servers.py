"""The servers, each with its addresses for a tile and for a page of features."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Optional

from . import mbtiles, settings
from .processes import Process

LAYERS = {"districts": "admin2", "communities": "communities"}
"""Tables of the database and archives; what Kerben calls them."""
GROUPED = "communities, grouped"
"""What Kerben alone sends: where a tile would hold too many communities, groups of them."""


@dataclass(eq=False)
class Server:
    name: str
    words: str
    """As the table calls it."""
    process: Process
    tile: Optional[Callable]
    """From a layer and a tile to a path."""
    items: Optional[Callable]
    """From a box to a path."""
    cached: bool
    """True if it caches its responses."""
    ready_counts: bool = True
    """False where the time to ready says nothing of the data set."""


def port(offset):
    return settings.FIRST_PORT + offset


def kerben_paths(data):
    def tile(layer, at):
        z, x, y = at
        if layer == GROUPED:
            return f"/tiles/communities/{z}/{x}/{y}.mvt?year=2023"
        single = "&cluster=false" if layer == "communities" and data.groups else ""
        return f"/tiles/{LAYERS[layer]}/{z}/{x}/{y}.mvt?{data.query(layer)}{single}"

    def items(box):
        return f"/collections/communities/items?bbox={box}&limit=100&{data.query('communities')}"

    return tile, items


def kerben(data, name, *options):
    # Links name no port, so that the bare server can send the same bytes.
    command = [settings.KERBEN, "serve", data.editions, "--listen", "127.0.0.1:0", "--public-url", "http://kerben.example",
               "--log-format", "json", *options]
    return Process(f"{data.name}-{name}", command, r"Kerben is ready: (http://\S+)", env={"RUST_LOG": "warn"})


def start_kerben(data, cached):
    tile, items = kerben_paths(data)
    if cached:
        process = kerben(data, "kerben", "--cache", "512")
        return Server("kerben", "Kerben, cached", process, tile, items, True)
    process = kerben(data, "kerben-uncached", "--cache", "0")
    return Server("kerben-uncached", "Kerben, uncached", process, tile, items, False)


def start_bare(data, source, paths):
    tile, items = kerben_paths(data)
    file = settings.OUTPUT / f"{data.name}-bare.paths"
    file.write_text("\n".join(paths) + "\n")
    command = [settings.EXAMPLES / "bare", source.process.url, file]
    process = Process(f"{data.name}-bare", command, r"Bare is ready: (http://\S+)")
    return Server("bare", "bare actix-web, same bytes", process, tile, items, True, ready_counts=False)


def find(program):
    """What the script `peers` installed, or what is installed anyway."""
    for place in [settings.PEERS / "martin" / "bin", settings.PEERS / "bbox" / "bin", settings.PEERS / "venv" / "bin"]:
        if (place / program).exists():
            return place / program
    found = shutil.which(program)
    return Path(found) if found else None


def martin(data, name, offset, cached, sources):
    config = settings.OUTPUT / f"{data.name}-{name}.yaml"
    cache = "cache:\n  size_mb: 1024\n  tile_size_mb: 512\n" if cached else "cache: disable\n"
    config.write_text(
        f"listen_addresses: '127.0.0.1:{port(offset)}'\nworker_processes: 2\npreferred_encoding: gzip\n{cache}{sources}"
    )
    return Process(f"{data.name}-{name}", [find("martin"), "--config", config], "/health", url=f"http://127.0.0.1:{port(offset)}")


def plain_tile(layer, at):
    z, x, y = at
    return f"/{layer}/{z}/{x}/{y}"


def start_martin_mbtiles(data, source, tiles, cached):
    archives = {layer: mbtiles.make(data, source, layer, tiles) for layer in LAYERS}
    lines = "".join(f"    {layer}: {path}\n" for layer, path in archives.items())
    name = "martin-mbtiles" if cached else "martin-mbtiles-uncached"
    process = martin(data, name, 1 if cached else 2, cached, f"mbtiles:\n  sources:\n{lines}")
    words = "Martin, MBTiles, " + ("cached" if cached else "not cached")
    return Server(name, words, process, plain_tile, None, cached)


def start_martin_postgis(data, database, cached):
    tables = ""
    for layer in LAYERS:
        columns = database.columns(data, layer)
        properties = "".join(f"        {column}: {kind}\n" for column, kind in columns)
        geometry = "POLYGON" if layer == "districts" else "POINT"
        tables += (
            f"    {layer}:\n      schema: public\n      table: {layer}\n      srid: 3857\n      geometry_column: geom\n"
            f"      id_column: gid\n      geometry_type: {geometry}\n      extent: 4096\n      buffer: 64\n      properties:\n{properties}"
        )
    sources = f"postgres:\n  connection_string: {database.url(data)}\n  pool_size: 20\n  auto_bounds: skip\n  tables:\n{tables}"
    name = "martin-postgis" if cached else "martin-postgis-uncached"
    process = martin(data, name, 3 if cached else 4, cached, sources)
    words = "Martin, PostGIS, " + ("cached" if cached else "not cached")
    return Server(name, words, process, plain_tile, None, cached)


def start_bbox(data, database):
    def tile(layer, at):
        z, x, y = at
        return f"/xyz/{layer}/{z}/{x}/{y}.pbf"

    def items(box):
        return f"/collections/places/items?bbox={box}&limit=100"

    lines = [
        "[webserver]", f'server_addr = "127.0.0.1:{port(6)}"', "worker_threads = 2", 'loglevel = "Error"',
        "[[datasource]]", 'name = "bench"', "[datasource.postgis]", f'url = "{database.url(data)}"',
        "[[collection]]", 'name = "places"', "[collection.postgis]", 'table_name = "places"', 'fid_field = "gid"',
    ]
    for layer in LAYERS:
        geometry = "POLYGON" if layer == "districts" else "POINT"
        lines += [
            "[[tileset]]", f'name = "{layer}"', "[tileset.postgis]", "[[tileset.postgis.layer]]", f'name = "{layer}"',
            f'table_name = "{layer}"', 'geometry_field = "geom"', f'geometry_type = "{geometry}"', "srid = 3857",
            'fid_field = "gid"', "buffer_size = 64",
        ]
    config = settings.OUTPUT / f"{data.name}-bbox.toml"
    config.write_text("\n".join(lines) + "\n")
    command = [find("bbox-server"), "--config", config, "serve"]
    process = Process(f"{data.name}-bbox", command, "/collections.json", url=f"http://127.0.0.1:{port(6)}")
    return Server("bbox", "bbox-server, PostGIS", process, tile, items, False)


def start_tipg(data, database):
    def tile(layer, at):
        z, x, y = at
        return f"/collections/public.{layer}/tiles/WebMercatorQuad/{z}/{x}/{y}"

    def items(box):
        return f"/collections/public.places/items?bbox={box}&limit=100&f=geojson"

    command = [find("uvicorn"), "tipg.main:app", "--host", "127.0.0.1", "--port", port(5), "--workers", 2,
               "--no-access-log", "--log-level", "warning"]
    environment = {
        "DATABASE_URL": database.url(data), "TIPG_DB_SCHEMAS": '["public"]', "TIPG_DB_SPATIAL_EXTENT": "false",
        "TIPG_DB_DATETIME_EXTENT": "false", "TIPG_CATALOG_TTL": "0",
        # Otherwise tiles end at 10,000 features, and reach further beyond their edge than those of the others.
        "TIPG_MAX_FEATURES_PER_TILE": "10000000", "TIPG_TILE_BUFFER": "64",
    }
    process = Process(f"{data.name}-tipg", command, "/healthz", url=f"http://127.0.0.1:{port(5)}", env=environment)
    return Server("tipg", "tipg, PostGIS", process, tile, items, False)
