"""GDAL's driver for OGC API Features (what ogrinfo, ogr2ogr and QGIS use) reads every collection."""

import json
import re
import subprocess

import pytest

COLLECTIONS = ["admin0", "admin1", "admin2", "communities"]
# Smaller than every collection but the country, and no divisor of their sizes.
PAGE = 7
ITEMS = "/collections/{collection}/items"
BOX = (72.5, 40.0, 74.25, 41.5)


def run(*command):
    """What a command prints; it must succeed without a word of warning."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0 and done.stderr == "", f"{command}: {done.stderr}"
    return done.stdout


def read(server, collection, *options):
    """The features of a collection as GDAL hands them on."""
    text = run("ogr2ogr", "-f", "GeoJSON", "/vsistdout/", f"OAPIF:{server.base}", collection, *options)
    return json.loads(text)["features"]


def test_ogrinfo_lists_the_collections(server, sample, collections):
    listed = re.findall(r"^\d+: (\S+)", run("ogrinfo", "-ro", f"OAPIF:{server.base}"), re.MULTILINE)
    assert listed == collections == COLLECTIONS
    assert {layer["level"] for layer in sample.manifest["layers"]} | {"communities"} == set(listed)


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_ogrinfo_counts_what_the_source_holds(server, sample, collection):
    words = run("ogrinfo", "-ro", "-so", f"OAPIF:{server.base}", collection)
    assert f"Feature Count: {sample.count(collection)}\n" in words
    assert "WGS 84" in words and "Data axis to CRS axis mapping: 2,1" in words


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_gdal_pages_through_every_feature_exactly_once(server, sample, collection):
    before = server.answered(ITEMS)
    features = read(server, collection, "-oo", f"PAGE_SIZE={PAGE}")
    requests = server.answered(ITEMS) - before
    count = sample.count(collection)
    assert len(features) == count
    assert requests >= count / PAGE, "all features came in fewer requests than pages"
    if collection == "communities":
        expected = {row["id"] for row in sample.communities}
        keys = [feature["properties"]["id"] for feature in features]
    else:
        expected = {unit["properties"]["pcode"] for unit in sample.units[collection]}
        keys = [feature["properties"]["pcode"] for feature in features]
    assert len(set(keys)) == len(keys) and set(keys) == expected


def test_the_sample_has_999_communities_and_45_districts(sample):
    assert (sample.count("communities"), sample.count("admin2")) == (999, 45)


def test_communities_arrive_where_the_source_puts_them(server, sample):
    places = {row["id"]: (float(row["lon"]), float(row["lat"]), int(row["households"])) for row in sample.communities}
    for feature in read(server, "communities", "-oo", "PAGE_SIZE=1000"):
        lon, lat, households = places[feature["properties"]["id"]]
        assert feature["geometry"]["coordinates"] == pytest.approx([lon, lat], abs=1e-9)
        assert feature["properties"]["households"] == households


def test_a_spatial_filter_of_gdal_finds_the_points_inside(server, sample):
    west, south, east, north = BOX
    inside = {
        row["id"] for row in sample.communities
        if west <= float(row["lon"]) <= east and south <= float(row["lat"]) <= north
    }
    found = [
        feature["properties"]["id"]
        for feature in read(server, "communities", "-oo", "PAGE_SIZE=50", "-spat", *map(str, BOX))
    ]
    assert 50 < len(inside) < 999
    assert len(found) == len(inside) and set(found) == inside


def test_a_spatial_filter_is_answered_by_the_server_not_by_reading_all(server):
    before = server.answered(ITEMS)
    read(server, "communities", "-oo", "PAGE_SIZE=10", "-spat", "74.5", "42.8", "74.7", "42.95")
    assert server.answered(ITEMS) - before < 20, "a small box must not read the hundred pages of the whole"
