"""QGIS itself, without a window: it draws tiles from the server, from an MBTiles file and from a folder, and reads collections."""

import json
import os
import subprocess
import warnings
from pathlib import Path

import pytest
from conftest import SAMPLE

BINARY = os.environ["KERBEN_BIN"]
PYTHON = "/usr/bin/python3"
"""QGIS is installed for Debian's Python, not for that of the tests."""
PROVINCE = "KG02000000000"
BOX = "72.5,40,74.25,41.5"
STYLES = [
    "return_migrants/style.json?per=per_1000_households",
    "return_migrants/style.json?per=per_1000_households&year=2023&lang=ky",
    "households_beyond/style.json?service=drinking_water&km=25&per=share",
    "return_migrants/style.json?per=change&year=2022&breaks=-50,-5,5,50",
]


@pytest.fixture(scope="module")
def found(server, tmp_path_factory):
    """What QGIS says of the server and of archives of its districts."""
    has_qgis = subprocess.run([PYTHON, "-c", "import qgis.core"], capture_output=True, check=False).returncode == 0
    if not has_qgis:
        words = "QGIS is not installed (Debian: python3-qgis); that it reads what Kerben serves is NOT checked"
        warnings.warn(words, stacklevel=1)
        pytest.skip(words)
    folder = tmp_path_factory.mktemp("qgis")
    for target in ("admin2.mbtiles", "tiles"):
        subprocess.run([BINARY, "export", "admin2", SAMPLE, "-o", folder / target, "--maxzoom", "7"], check=True, timeout=300)
    # A profile of its own: what somebody set in theirs changes nothing here, and the other way round.
    environment = {**os.environ, "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)}
    script = Path(__file__).with_name("in_qgis.py")
    command = [PYTHON, script, server.base, folder / "admin2.mbtiles", folder / "tiles", PROVINCE, BOX, *STYLES]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("source", ["server", "mbtiles", "folder"])
def test_qgis_draws_districts_and_knows_what_they_say(server, found, source):
    drawn = found[source]
    assert drawn["valid"] and drawn["errors"] == []
    assert drawn["zooms"] == [0, 14 if source == "server" else 7]
    provinces = [unit["properties"] for unit in server.json("/collections/admin1/items?limit=100")["features"]]
    areas = {province["pcode"]: province["area_km2"] for province in provinces}
    share = drawn["one"] / (drawn["one"] + drawn["others"])
    assert share == pytest.approx(areas[PROVINCE] / sum(areas.values()), abs=0.02)
    assert drawn["nothing"] > 0 and drawn["one"] + drawn["others"] > 10_000


def test_an_archive_looks_in_qgis_as_the_server_does(found):
    assert found["server"]["one"] == found["mbtiles"]["one"] == found["folder"]["one"]
    assert found["server"]["others"] == found["mbtiles"]["others"] == found["folder"]["others"]


@pytest.mark.parametrize("collection", ["admin1", "admin2", "communities"])
def test_qgis_reads_a_collection_and_what_lies_in_a_box(server, sample, found, collection):
    read = found["features"][collection]
    assert read["valid"] and read["crs"] == "EPSG:4326" and "return_migrants" in read["fields"]
    key = "id" if collection == "communities" else "pcode"
    rows = sample.communities if collection == "communities" else [unit["properties"] for unit in sample.units[collection]]
    assert read["all"] == sorted(row[key] for row in rows)
    in_box = server.json(f"/collections/{collection}/items?bbox={BOX}&limit=1000")["features"]
    # The server answers with what lies in the box or touches it with its own box; QGIS looks again at the shape.
    assert 0 < len(read["in_box"]) <= len(in_box) and set(read["in_box"]) <= {place["properties"][key] for place in in_box}
    if collection == "communities":
        assert len(read["in_box"]) == len(in_box) < len(read["all"])


@pytest.mark.parametrize("style", STYLES)
def test_qgis_draws_districts_in_the_colours_of_the_legend(server, found, style):
    """QGIS converts a style; 3.22 knows neither `step` nor expressions in expressions."""
    read = found["styles"][style]
    assert read["valid"] and read["errors"] == []
    assert not [warning for warning in read["warnings"] if "fill" in warning or "line" in warning or "pattern" in warning]
    assert {name: kind for name, (kind, _) in read["patterns"].items()} == {"kerben-pattern-no-data": "RasterFill", "kerben-pattern-suppressed": "RasterFill"}
    assert all(width > 0 for _, width in read["patterns"].values())
    document = server.json(f"/maps/{style.replace('/style.json', '')}")
    values = server.json(document["values"].removeprefix(server.base))["rows"]
    areas = {unit["properties"]["pcode"]: unit["properties"]["area_km2"] for unit in server.json("/collections/admin2/items?limit=1000")["features"]}
    def colour(row):
        if row["status"] != "reported":
            return next(entry["color"] for entry in document["legend"]["entries"] if entry["kind"] == row["status"])
        return [part["color"] for part in document["classes"] if part["low"] <= row["value"]][-1]
    expected = {}
    for row in values:
        expected[colour(row)] = expected.get(colour(row), 0) + areas[row["pcode"]]
    shown = {entry["color"]: read["without_names"].get(entry["color"], 0) for entry in document["legend"]["entries"]}
    assert len(shown) >= 3 and set(expected) == set(shown)
    for one, pixels in shown.items():
        assert pixels / sum(shown.values()) == pytest.approx(expected[one] / sum(areas.values()), abs=0.02), one
    assert sum(shown.values()) > 150_000
    # The ink of names, and the borders of the country.
    assert read["colours"]["#1f2933"] > 1000 and read["colours"]["#3d3d3d"] > 2000
    # Names of what lies around stand before those of districts.
    assert read["names"][-1:] == [f'"{"name_ky" if "lang=ky" in style else "name"}"']
