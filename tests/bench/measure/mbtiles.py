"""Kerben's tiles as an MBTiles archive, for servers that read ready-made tiles."""

import sqlite3

from . import load, settings
from .datasets import remember, same_maker


def make(data, source, layer, tiles):
    """Asks a running Kerben for the tiles, and keeps them packed with gzip, as the format wants."""
    path = data.folder / f"{layer}.mbtiles"
    mark = data.folder / f"{layer}.mbtiles-made-by"
    if path.exists() and same_maker(mark, settings.KERBEN):
        return path
    path.unlink(missing_ok=True)
    archive = sqlite3.connect(path)
    archive.executescript("""
        create table metadata (name text, value text);
        create table tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob);
        create unique index tile_index on tiles (zoom_level, tile_column, tile_row);
    """)
    metadata = {
        "name": layer, "format": "pbf", "minzoom": "0", "maxzoom": "14", "bounds": "-180,-85,180,85",
        "json": '{"vector_layers":[{"id":"%s","fields":{}}]}' % layer,
    }
    archive.executemany("insert into metadata values (?, ?)", metadata.items())
    with load.Client(source.process.url) as client:
        for z, x, y in tiles:
            answer = client.get(source.tile(layer, (z, x, y)))
            assert answer.encoding == "gzip", f"{answer.encoding} where gzip was asked for"
            archive.execute("insert into tiles values (?, ?, ?, ?)", (z, x, (1 << z) - 1 - y, answer.sent))
    archive.commit()
    archive.close()
    remember(mark, settings.KERBEN)
    return path
