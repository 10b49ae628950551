"""Two decoders that know nothing of Kerben read its tiles: GDAL's MVT driver and tippecanoe-decode."""

import json
import math
import subprocess
import sys
from pathlib import Path

import pytest

LAYERS = ["admin0", "admin1", "admin2", "communities"]
ZOOMS = [0, 3, 5, 6, 7, 8]
BOUNDS = (69.2, 39.1, 80.3, 43.3)
DECODE = Path(sys.executable).parent / "tippecanoe-decode"


def covering(zoom):
    """The tiles that cover the country, by the formulas of the web map grid."""
    side = 2**zoom
    def column(lon):
        return int((lon + 180) / 360 * side)
    def row(lat):
        return int((1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * side)
    west, south, east, north = BOUNDS
    return [(x, y) for x in range(column(west), column(east) + 1) for y in range(row(north), row(south) + 1)]


def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0 and done.stderr == "", f"{command}: {done.stderr}"
    return done.stdout


def decoded(path, zoom, x, y, layer):
    """The features of a tile by tippecanoe-decode."""
    tile = json.loads(run(DECODE, path, zoom, x, y))
    layers = {part["properties"]["layer"]: part["features"] for part in tile["features"]}
    return layers.get(layer, [])


def by_gdal(path, layer, clip="NO"):
    """The features of a tile by GDAL, as they were encoded unless it shall clip them."""
    text = run("ogr2ogr", "-f", "GeoJSON", "/vsistdout/", f"MVT:{path}", layer, "-oo", f"CLIP={clip}")
    return json.loads(text)["features"]


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("zoom", ZOOMS)
def test_gdal_and_tippecanoe_agree_on_the_features_of_each_tile(server, sample, tmp_path, layer, zoom):
    key = "id" if layer == "communities" else "pcode"
    seen, tiles = set(), covering(zoom)
    if zoom == 8:
        tiles = tiles[::3]
    points = 0
    # Communities one by one, also where there are too many.
    single = "&cluster=false" if layer == "communities" else ""
    for x, y in tiles:
        status, body = server.bytes(f"/tiles/{layer}/{zoom}/{x}/{y}.mvt?year=2023{single}")
        assert (status == 204) == (body == b"")
        if not body:
            continue
        path = tmp_path / f"{x}-{y}.mvt"
        path.write_bytes(body)
        ours = decoded(path, zoom, x, y, layer)
        theirs = by_gdal(path, layer) if ours else []
        assert len(ours) == len(theirs)
        names = [feature["properties"][key] for feature in ours]
        assert sorted(names) == sorted(feature["properties"][key] for feature in theirs)
        assert len(set(names)) == len(names), "a place is in a tile once"
        # Numbers and words survive both decoders alike.
        words = {feature["properties"][key]: feature["properties"] for feature in theirs}
        for feature in ours:
            for name in ("name", "households", "return_migrants", "return_migrants_status"):
                assert feature["properties"].get(name) == words[feature["properties"][key]].get(name)
        seen.update(names)
        points += len(names)
    if zoom == 8:
        return
    if layer == "communities":
        assert len(seen) == points == sample.count(layer), "a community is in exactly one tile"
        return
    areas = {unit["id"]: unit["properties"]["area_km2"] for unit in server.json(f"/collections/{layer}/items?limit=1000")["features"]}
    assert len(areas) == sample.count(layer)
    # Only a unit smaller than a pixel, 1/256 of a tile, may have no polygon there.
    pixel = (40_075 / 2**zoom / 256 * math.cos(math.radians(41))) ** 2
    assert all(areas[pcode] < pixel for pcode in set(areas) - seen)
    # The smallest, a district of Bishkek, is larger than a pixel from zoom 5 on.
    assert zoom < 5 or len(seen) == len(areas)


@pytest.mark.parametrize("layer", LAYERS)
def test_gdal_reads_a_whole_zoom_level_from_the_address(server, sample, tmp_path, layer):
    zoom, expected = 6, 0
    for x, y in covering(zoom):
        _, body = server.bytes(f"/tiles/{layer}/{zoom}/{x}/{y}.mvt")
        if body:
            path = tmp_path / "tile.mvt"
            path.write_bytes(body)
            # Read as a level, GDAL always cuts tiles at their edge, so that nothing is left of what lies in the buffer alone.
            expected += len(by_gdal(path, layer, clip="YES"))
    options = ["-oo", f"METADATA_FILE={server.base}/tiles/{layer}.json", "-oo", "TILE_EXTENSION=mvt"]
    words = run("ogr2ogr", "-f", "GeoJSON", "/vsistdout/", f"MVT:{server.base}/tiles/{layer}/{zoom}", layer, *options)
    features = json.loads(words)["features"]
    assert len(features) == expected
    key = "id" if layer == "communities" else "pcode"
    assert len({feature["properties"][key] for feature in features}) == sample.count(layer)


@pytest.mark.parametrize("layer", ["admin0", "admin1", "admin2"])
def test_gdal_reads_areas_borders_and_labels(server, sample, tmp_path, layer):
    names, lines, areas = set(), 0, 0
    for x, y in covering(6):
        _, body = server.bytes(f"/tiles/{layer}/6/{x}/{y}.mvt")
        if not body:
            continue
        path = tmp_path / f"{x}-{y}.mvt"
        path.write_bytes(body)
        found = [part.split(": ")[1].split(" (")[0] for part in run("ogrinfo", "-ro", f"MVT:{path}").splitlines() if part[:1].isdigit()]
        assert set(found) <= {layer, f"{layer}_borders", f"{layer}_labels"}
        for part in found:
            features = by_gdal(path, part)
            theirs = decoded(path, 6, x, y, part)
            assert len(features) == len(theirs) > 0
            kinds = {feature["geometry"]["type"].removeprefix("Multi") for feature in features}
            if part.endswith("_borders"):
                assert kinds == {"LineString"}
                assert all(feature["properties"]["level"] <= layer for feature in features)
                assert all(feature["properties"].get("outer") == (feature["properties"].get("right") is None) for feature in features)
                lines += len(features)
            elif part.endswith("_labels"):
                assert kinds == {"Point"}
                here = [feature["properties"]["pcode"] for feature in features]
                assert all(feature["properties"][name] for feature in features for name in ("name", "name_ru", "name_ky"))
                assert names.isdisjoint(here), "a label is in one tile"
                names.update(here)
            else:
                assert kinds == {"Polygon"}
                areas += len(features)
    assert len(names) == sample.count(layer) and lines > 0 and areas > 0


def test_ogrinfo_places_a_tile_on_the_earth(server):
    x, y = covering(6)[0]
    words = run("ogrinfo", "-ro", "-so", "-al", f"MVT:{server.base}/tiles/admin2/6/{x}/{y}.mvt")
    assert "Pseudo-Mercator" in words and "Layer name: admin2" in words


def test_a_value_that_is_not_reported_is_absent_for_both_decoders(server, tmp_path):
    path = tmp_path / "tile.mvt"
    x, y = covering(5)[0]
    # International migrant workers are not counted everywhere; no number may stand for that.
    path.write_bytes(server.bytes(f"/tiles/communities/5/{x}/{y}.mvt?indicator=return_migrants&year=2023&per=change")[1])
    for features in (decoded(path, 5, x, y, "communities"), by_gdal(path, "communities")):
        unknown = [feature["properties"] for feature in features if feature["properties"]["status"] != "reported"]
        assert all(properties.get("value") is None for properties in unknown)
        assert all(
            isinstance(feature["properties"]["value"], (int, float))
            for feature in features if feature["properties"]["status"] == "reported"
        )
        assert unknown, "a community with zero in the year before has no change"
