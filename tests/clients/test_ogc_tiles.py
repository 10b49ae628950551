"""OGC API Tiles: its documents beside an independent reading of the standard, and GDAL's OGCAPI driver, old and new."""

import subprocess
import urllib.error
import urllib.request

import morecantile
import pyogrio
import pytest
from pyogrio.raw import read

TILESETS = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector"
TILING_SCHEME = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme"
WEB_MERCATOR = morecantile.tms.get("WebMercatorQuad")
EXTENT = {"MINX": "7703000", "MINY": "4740000", "MAXX": "8940000", "MAXY": "5360000"}
"""Kyrgyzstan, in metres of the web map."""


def links(document, relation):
    return [link for link in document["links"] if link["rel"] == relation]


def test_the_tile_matrix_set_is_that_of_the_register(server):
    document = server.json("/tileMatrixSets/WebMercatorQuad")
    ours = morecantile.TileMatrixSet.model_validate(document)
    assert str(ours.crs.root) == str(WEB_MERCATOR.crs.root) and ours.uri == WEB_MERCATOR.uri and ours.id == WEB_MERCATOR.id
    assert [matrix.id for matrix in ours.tileMatrices] == [str(zoom) for zoom in range(15)]
    for matrix, known in zip(ours.tileMatrices, WEB_MERCATOR.tileMatrices):
        for name in ("scaleDenominator", "cellSize"):
            assert getattr(matrix, name) == pytest.approx(getattr(known, name), rel=1e-12), (matrix.id, name)
        assert matrix.pointOfOrigin == pytest.approx(known.pointOfOrigin, rel=1e-12)
        for name in ("id", "tileWidth", "tileHeight", "matrixWidth", "matrixHeight", "cornerOfOrigin"):
            assert getattr(matrix, name) == getattr(known, name), (matrix.id, name)
    listed = server.json("/tileMatrixSets")["tileMatrixSets"]
    assert [entry["id"] for entry in listed] == ["WebMercatorQuad"]
    assert links(listed[0], "self")[0]["href"] == links(document, "self")[0]["href"]


def test_every_list_of_tilesets_leads_to_tilesets_and_tiles(server, collections):
    """What the conformance suite follows (ets-ogcapi-tiles10): links, limits and templates, from the landing page on."""
    landing = server.json("/?f=json")
    lists = [link["href"] for link in links(landing, TILESETS)]
    for collection in server.json("/collections?f=json")["collections"]:
        lists.extend(link["href"] for link in links(collection, TILESETS))
    assert len(lists) == 1 + len(collections)
    for address in lists:
        listed = server.json(address.removeprefix(server.base))
        assert links(listed, "self") and len(listed["tilesets"]) == 1
        for tileset in listed["tilesets"]:
            assert tileset["dataType"] == "vector" and tileset["crs"] == "http://www.opengis.net/def/crs/EPSG/0/3857"
            assert tileset["tileMatrixSetURI"] == str(WEB_MERCATOR.uri) and tileset["tileMatrixSetId"] == WEB_MERCATOR.id
            scheme = links(tileset, TILING_SCHEME)[0]["href"].removeprefix(server.base)
            assert server.json(scheme)["id"] == WEB_MERCATOR.id
            full = server.json(links(tileset, "self")[0]["href"].removeprefix(server.base))
            assert {name: full[name] for name in tileset} == tileset, "a list says a part of what the set says"
            templates = {link["type"]: link for link in links(full, "item")}
            assert set(templates) == set(full["mediaTypes"]) and all(link["templated"] for link in templates.values())
            for media_type, link in templates.items():
                for limits in full["tileMatrixSetLimits"][:7]:
                    status, _ = fetch(server, link["href"], limits["tileMatrix"], limits["maxTileRow"], limits["minTileCol"])
                    assert status in (200, 204), media_type
                    for row, column in beyond(limits):
                        status, answered = fetch(server, link["href"], limits["tileMatrix"], row, column)
                        assert status == 404 and answered == "application/problem+json"


def beyond(limits):
    """Row and column of tiles right outside of some limits."""
    row, column = limits["minTileRow"], limits["minTileCol"]
    return [(limits["maxTileRow"] + 1, column), (row, limits["maxTileCol"] + 1)] + (
        [(row - 1, column)] if row else []) + ([(row, column - 1)] if column else [])


def fetch(server, template, matrix, row, column):
    address = template.replace("{tileMatrix}", matrix).replace("{tileRow}", str(row)).replace("{tileCol}", str(column))
    assert address.startswith(server.base) and "{" not in address
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return answer.status, answer.headers["Content-Type"]
    except urllib.error.HTTPError as error:
        return error.code, error.headers["Content-Type"]


@pytest.mark.parametrize("collection", ["admin1", "admin2", "communities"])
def test_gdal_reads_the_tiles_of_a_collection(server, sample, collection):
    address = f"OGCAPI:{server.base}/collections/{collection}"
    # Without bounds in metres GDAL takes those of the collection, in degrees, for metres, and finds the first zooms alone.
    assert [name for name, _ in pyogrio.list_layers(address)][:3] == ["Zoom level 0", "Zoom level 1", "Zoom level 2"]
    key = "id" if collection == "communities" else "pcode"
    meta, _, geometries, _ = read(address, layer="Zoom level 2")
    # Communities are in groups there.
    assert meta["crs"] == "EPSG:3857" and len(geometries) > 0 and ("cluster" if key == "id" else key) in meta["fields"]
    meta, _, _, fields = read(address, layer="Zoom level 8", **EXTENT)
    keys = set(fields[list(meta["fields"]).index(key)])
    assert len(keys) == sample.count(collection)


def test_gdal_of_debian_finds_the_collections(server, collections):
    """Its OGCAPI driver is built without vector tiles: it lists collections, and reads their features."""
    def said(*arguments):
        done = subprocess.run(["ogrinfo", "-ro", *arguments], capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout
    found = said(f"OGCAPI:{server.base}")
    for collection in collections:
        assert f"OGCAPI:{server.base}/collections/{collection}" in found
    features = said("-so", f"OGCAPI:{server.base}/collections/admin1", "-oo", "API=ITEMS", "admin1")
    assert "Feature Count: 9" in features
