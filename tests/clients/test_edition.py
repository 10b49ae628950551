"""An edition opens in other programs as it is: DuckDB, GeoPandas, GDAL, and a validator of GeoParquet find in it what the sample holds."""

import importlib.util
import json
import os
import subprocess
from pathlib import Path

import duckdb
import geopandas
import geoparquet_validator
import pyogrio
import pytest
import shapely
from conftest import SAMPLE

PROJECT = Path(__file__).resolve().parents[2]
FACTS = json.loads((PROJECT / "tests/facts.json").read_text())["KGZ_R3"]
LEVELS = ["admin0", "admin1", "admin2"]
# Units of the grid of a zoom to a tile.
EXTENT = 4096


def binary():
    target = Path(os.environ.get("CARGO_TARGET_DIR", PROJECT / "target"))
    return os.environ.get("KERBEN_BIN", str(target / "debug/kerben"))


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    editions = tmp_path_factory.mktemp("editions")
    subprocess.run([binary(), "build", SAMPLE, "-o", editions], check=True, capture_output=True, timeout=600)
    return editions / (editions / "current").read_text().strip()


@pytest.fixture(scope="module")
def ask(edition):
    """Asks DuckDB; the files of the edition are tables."""
    base = duckdb.connect()
    for file in edition.glob("*.parquet"):
        base.execute(f"create view {file.stem} as select * from read_parquet('{file}')")
    return lambda question: base.execute(question).fetchall()


def varints(blob):
    """Zigzag varints, as Protocol Buffers write them."""
    number = shift = 0
    for byte in blob:
        number |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80:
            yield (number >> 1) ^ -(number & 1)
            number = shift = 0


def vertices(blob):
    steps = list(varints(blob))
    x = y = 0
    line = []
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        line.append((x, y))
    return line


def test_the_checksums_are_those_of_sha256sum(edition):
    subprocess.run(["sha256sum", "--check", "--quiet", "manifest.json.sha256"], cwd=edition, check=True)
    manifest = json.loads((edition / "manifest.json").read_text())
    sums = "".join(f"{file['sha256']}  {file['name']}\n" for file in manifest["files"])
    subprocess.run(["sha256sum", "--check", "--quiet"], cwd=edition, input=sums, text=True, check=True)
    assert {file["name"] for file in manifest["files"]} == {file.name for file in edition.glob("*.parquet")}


@pytest.mark.parametrize("layer", [*LEVELS, "communities", "facilities"])
def test_layers_are_geoparquet(edition, layer):
    report = geoparquet_validator.check(str(edition / f"{layer}.parquet"))
    assert geoparquet_validator.failed(report) == []
    passed = {outcome["id"] for outcome in report["outcomes"] if outcome["status"] == "pass"}
    assert "/conf/core/geo-metadata" in passed


@pytest.mark.parametrize("level", LEVELS)
def test_geopandas_reads_the_areas_with_codes_as_text(edition, sample, level):
    frame = geopandas.read_parquet(edition / f"{level}.parquet")
    codes = sorted(feature["properties"]["pcode"] for feature in sample.units[level])
    assert list(frame["pcode"]) == codes and all(isinstance(code, str) for code in frame["pcode"])
    assert set(frame.geom_type) == {"MultiPolygon"} and frame.geometry.is_valid.all()
    assert frame.crs.to_authority() == ("OGC", "CRS84")


def test_geopandas_reads_the_communities_where_they_are(edition, sample):
    frame = geopandas.read_parquet(edition / "communities.parquet").set_index("id")
    assert len(frame) == FACTS["communities"] and set(frame.geom_type) == {"Point"}
    for row in sample.communities:
        point = frame.geometry[row["id"]]
        assert (point.x, point.y) == (float(row["lon"]), float(row["lat"]))
        assert frame["households"][row["id"]] == int(row["households"])


@pytest.mark.parametrize("layer", [*LEVELS, "communities"])
def test_gdal_reads_a_layer_with_its_shapes(edition, sample, layer):
    """Its Parquet driver is not in the packages of PyPI and of Debian 12; its ADBC driver reads the files with the help of DuckDB."""
    reader = importlib.util.find_spec("_duckdb").origin
    path = edition / f"{layer}.parquet"
    info = pyogrio.read_info(f"ADBC:{path}", ADBC_DRIVER=reader)
    assert (info["geometry_type"], info["crs"]) == ("Point" if layer == "communities" else "MultiPolygon", "EPSG:4326")
    assert info["features"] == sample.count(layer)
    key = "id" if layer == "communities" else "pcode"
    _, _, shapes, (codes,) = pyogrio.raw.read(f"ADBC:{path}", columns=[key], ADBC_DRIVER=reader)
    frame = geopandas.read_parquet(path)
    assert list(codes) == list(frame[key])
    assert shapely.equals(shapely.from_wkb(shapes), frame.geometry.values).all()


def test_duckdb_counts_rows_and_joins_by_code(ask, sample):
    for level in LEVELS:
        assert ask(f"select count(*), typeof(any_value(pcode)) from {level}") == [(sample.count(level), "VARCHAR")]
    assert ask("select count(*) from communities join admin2 on communities.admin2 = admin2.pcode") == [(999,)]
    assert ask("select count(*) from admin2 join admin1 on admin2.parent = admin1.pcode") == [(sample.count("admin2"),)]


def test_counts_add_up_to_what_was_published(ask):
    sums = dict(ask("""select "group", sum(value) from counts where status = 'reported' and round = 'kgz-r3' group by 1"""))
    assert sums == {group: total["n"] for group, total in FACTS["totals"].items()}


def test_a_zero_and_no_data_are_two_things(ask, sample):
    values = ask("select status, count(*), count(value), count(*) filter (value = 0) from counts group by 1")
    by_status = {status: numbers for status, *numbers in values}
    assert set(by_status) <= {"reported", "no_data", "suppressed"}
    for status, (rows, with_value, _) in by_status.items():
        assert with_value == (rows if status == "reported" else 0), status
    assert by_status["reported"][2] > 0, "a zero is a reported value"


def test_every_zoom_has_its_borders_and_areas(ask, sample):
    units = sum(sample.count(level) for level in LEVELS)
    assert ask("select zoom, count(*) from areas group by 1 order by 1") == [(zoom, units) for zoom in range(15)]
    assert [zoom for (zoom,) in ask("select distinct zoom from borders order by 1")] == list(range(15))
    assert ask('select count(*) from covers anti join (select pcode from admin0 union all select pcode from admin1 '
               "union all select pcode from admin2) using (pcode)") == [(0,)]
    assert ask("select count(*) from borders anti join covers on borders.left = cover where borders.left > 0") == [(0,)]


@pytest.mark.parametrize("zoom", [6, 12])
def test_the_borders_of_a_zoom_close_around_the_areas_of_the_layer(edition, ask, zoom):
    """Decoded by the description of the columns alone, areas are those of the layer but for what the zoom does not show."""
    lines = [vertices(blob) for (blob,) in ask(f"select vertices from borders where zoom = {zoom}")]
    frame = geopandas.read_parquet(edition / "admin2.parquet").set_index("pcode").to_crs("EPSG:3857")
    side = EXTENT << zoom
    metres = 2 * 20037508.342789244 / side
    for pcode, arcs, rings, polygons in ask(
        f"select pcode, arcs, rings, polygons from areas where zoom = {zoom} and level = 'admin2'"
    ):
        assert sum(rings) == len(arcs) and sum(polygons) == len(rings)
        area, start = 0, 0
        for count in rings:
            ring = []
            for arc in arcs[start:start + count]:
                line = lines[arc] if arc >= 0 else lines[~arc][::-1]
                assert not ring or ring[-1] == line[0]
                ring += line[1:] if ring else line
            start += count
            assert ring[0] == ring[-1] and all(0 <= x <= side and 0 <= y <= side for x, y in ring)
            area += sum(a[0] * b[1] - a[1] * b[0] for a, b in zip(ring, ring[1:], strict=False)) / 2
        given = frame.geometry[pcode]
        # Half a pixel (16 units of the grid) along the border, and a little for rounding.
        assert abs(area * metres**2 - given.area) < 9 * metres * given.length + (20 * metres) ** 2, pcode
