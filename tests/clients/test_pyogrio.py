"""The GDAL that PyPI's pyogrio carries (3.12; what GeoPandas reads with) asks with `crs` and `bbox-crs`, and takes types from the schema."""

import math

import pyogrio
import pytest
from pyproj import CRS, Transformer

COLLECTIONS = ["admin0", "admin1", "admin2", "communities"]
BOX = (72.5, 40.0, 74.25, 41.5)
CRS84 = "OGC:CRS84"
SYSTEMS = ["OGC:CRS84", "EPSG:4326", "EPSG:3857"]


def read(server, collection, root="", crs=None, **options):
    options.setdefault("PAGE_SIZE", 1000)
    if crs:
        options["CRS"] = crs
    return pyogrio.read_dataframe(f"OAPIF:{server.base}{root}", layer=collection, **options)


def features(server, collection, query=""):
    page = server.json(f"/collections/{collection}/items?limit=10000{query}")
    return {feature["id"]: feature for feature in page["features"]}


def key(collection):
    return "id" if collection == "communities" else "pcode"


def same(value, expected):
    """Whether a cell of a table is a value of JSON: a table has no null but NaN and None."""
    if expected is None:
        return value is None or (isinstance(value, float) and math.isnan(value))
    if isinstance(expected, float):
        return value == pytest.approx(expected, abs=1e-12)
    return value == expected


def test_gdal_is_new_enough_to_ask_for_a_system():
    assert pyogrio.__gdal_version__ >= (3, 12, 0)


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_every_value_is_what_the_api_says(server, sample, collection):
    table = read(server, collection)
    expected = features(server, collection)
    assert len(table) == len(expected) == sample.count(collection)
    for row in table.to_dict("records"):
        feature = expected.pop(row[key(collection)])
        for name, value in feature["properties"].items():
            assert same(row[name], value), f"{collection} {feature['id']} {name}: {row[name]!r}, not {value!r}"
    assert not expected


@pytest.mark.parametrize("crs", SYSTEMS)
@pytest.mark.parametrize("collection", ["admin1", "communities"])
def test_geometries_come_in_the_system_asked_for(server, collection, crs):
    table = read(server, collection, crs=crs)
    # GDAL takes EPSG:4326 for CRS84, which is the same but for the order of its axes.
    assert table.crs.equals(CRS.from_user_input(crs), ignore_axis_order=True)
    transform = Transformer.from_crs(CRS84, crs, always_xy=True).transform
    expected = features(server, collection)
    for row in table.itertuples():
        west, south, east, north = row.geometry.bounds
        flat = list(positions(expected[getattr(row, key(collection))]["geometry"]["coordinates"]))
        xs, ys = transform([x for x, _ in flat], [y for _, y in flat])
        assert (west, south, east, north) == pytest.approx((min(xs), min(ys), max(xs), max(ys)), rel=1e-12, abs=1e-5)


def positions(coordinates):
    """All positions of a geometry."""
    if isinstance(coordinates[0], (int, float)):
        yield coordinates
        return
    for part in coordinates:
        yield from positions(part)


@pytest.mark.parametrize("crs", SYSTEMS)
def test_a_box_finds_what_lies_inside_and_is_answered_by_the_server(server, sample, crs):
    west, south, east, north = BOX
    inside = {
        row["id"] for row in sample.communities
        if west <= float(row["lon"]) <= east and south <= float(row["lat"]) <= north
    }
    # Both give x before y, as pyogrio does, whatever the order of the axes.
    corners = Transformer.from_crs(CRS84, crs, always_xy=True).transform([west, east], [south, north])
    bbox = (corners[0][0], corners[1][0], corners[0][1], corners[1][1])
    before = server.answered("/collections/{collection}/items")
    found = set(read(server, "communities", crs=crs, bbox=bbox, PAGE_SIZE=50)["id"])
    assert 50 < len(inside) < 999 and found == inside
    assert server.answered("/collections/{collection}/items") - before <= 2 + math.ceil(len(inside) / 50)


def test_every_page_is_read_once(server, sample):
    for collection in ("admin2", "communities"):
        for crs in (None, "EPSG:3857"):
            table = read(server, collection, crs=crs, PAGE_SIZE=7)
            assert len(table) == len(set(table[key(collection)])) == sample.count(collection)


def test_a_condition_selects_features(server):
    found = read(server, "communities", where="households > 1500 AND admin1 = 'KG06000000000'")
    expected = {
        feature["id"] for feature in features(server, "communities").values()
        if (feature["properties"]["households"] or 0) > 1500 and feature["properties"]["admin1"] == "KG06000000000"
    }
    assert expected and set(found["id"]) == expected


def test_a_root_gives_round_and_year_to_a_client_without_parameters(server):
    for year in ("2021", "2023", "window"):
        table = read(server, "admin2", root=f"/at/kgz-r3/{year}")
        expected = features(server, "admin2", f"&year={year}")
        assert set(table["year"]) == {year}
        for row in table.to_dict("records"):
            properties = expected[row["pcode"]]["properties"]
            assert same(row["return_migrants"], properties["return_migrants"])
            assert same(row["internal_migrants"], properties["internal_migrants"])


def test_types_come_from_the_schema_not_from_the_first_page(server):
    """In 2021 nobody counted internal migrants: the numbers of every page are null, and numbers they stay."""
    numbers = {"return_migrants": "Integer", "internal_migrants": "Integer", "households": "Integer"}
    for root in ("", "/at/kgz-r3/2021"):
        for collection, real in (("admin2", "area_km2"), ("communities", None)):
            info = pyogrio.read_info(f"OAPIF:{server.base}{root}", layer=collection)
            types = dict(zip(info["fields"], info["ogr_types"]))
            assert len(types) == len(info["fields"]), "each field once"
            for name, kind in numbers.items():
                assert types[name] == f"OFT{kind}", f"{root} {collection} {name}"
            assert types["year"] == types["return_migrants_status"] == "OFTString"
            assert info["dtypes"][list(info["fields"]).index("partial")] == "bool"
            if real:
                assert types[real] == "OFTReal"
    table = read(server, "admin2", root="/at/kgz-r3/2021")
    assert table["internal_migrants"].isna().all() and table["internal_migrants"].dtype.kind == "f"
    # The distance to a hospital: most communities have none of their own, the first ones least of all.
    table = read(server, "communities", PAGE_SIZE=7)
    distances = [name for name in table.columns if name.endswith("_km")]
    for name in distances:
        assert table[name].dtype.kind == "f", name
