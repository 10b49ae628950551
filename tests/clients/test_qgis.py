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
    command = [PYTHON, script, server.base, folder / "admin2.mbtiles", folder / "tiles", PROVINCE, BOX]
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
