"""The conformance suites of OGC (CITE) for Features and Tiles: no test fails.

`OGC_FEATURES_SUITE` and `OGC_TILES_SUITE` are Java class paths with a suite and what it depends on, such as the `*-aio.jar` that each suite
builds. CONTRIBUTING.md says how they are made.
"""

import os
import subprocess
import xml.etree.ElementTree as ElementTree
import zipfile
from pathlib import Path

import pytest

TILE_MATRIX_SET = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad"


def resource(classpath, name):
    """A file of a class path."""
    for entry in map(Path, classpath.split(":")):
        if (entry / name).is_file():
            return (entry / name).read_bytes()
        if entry.is_file():
            with zipfile.ZipFile(entry) as jar:
                if name in jar.namelist():
                    return jar.read(name)
    raise AssertionError(f"{name} is not in {classpath}")


def outcome(variable, suite, arguments, folder):
    """How many tests of a suite pass, and which fail, with the reason."""
    classpath = os.environ.get(variable)
    if not classpath:
        pytest.skip(f"{variable} is not set: the conformance suite of OGC was NOT run (CONTRIBUTING.md says how)")
    document = ElementTree.fromstring(resource(classpath, f"org/opengis/cite/{suite}/testng.xml"))
    for parameter in document.findall("parameter"):
        document.remove(parameter)
    for place, (name, value) in enumerate(arguments.items()):
        document.insert(place, ElementTree.Element("parameter", name=name, value=value))
    file = folder / "testng.xml"
    file.write_bytes(ElementTree.tostring(document))
    (folder / "logging.properties").write_text(".level=OFF\n")
    logging = f"-Djava.util.logging.config.file={folder / 'logging.properties'}"
    command = ["java", logging, "-cp", classpath, "org.testng.TestNG", "-d", str(folder / "results"), str(file)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=1200, check=False)
    results = folder / "results/testng-results.xml"
    assert results.exists(), f"{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
    tests = [test for test in ElementTree.parse(results).iter("test-method") if test.get("is-config") != "true"]
    failed = [f"{test.get('name')}: {test.findtext('exception/message', '').strip()}" for test in tests if test.get("status") == "FAIL"]
    return sum(test.get("status") == "PASS" for test in tests), failed


def test_features(address, tmp_path):
    passed, failed = outcome("OGC_FEATURES_SUITE", "ogcapifeatures10", {"iut": address, "noofcollections": "-1"}, tmp_path)
    assert failed == []
    assert passed > 300


def test_tiles(address, tmp_path):
    arguments = {
        "iut": address,
        "tilematrixsetdefinitionuri": TILE_MATRIX_SET,
        "urltemplatefortiles": address + "/collections/admin2/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}",
        "tilematrix": "6",
        "mintilerow": "23",
        "maxtilerow": "23",
        "mintilecol": "45",
        "maxtilecol": "46",
        "noofcollections": "-1",
    }
    passed, failed = outcome("OGC_TILES_SUITE", "ogcapitiles10", arguments, tmp_path)
    assert failed == []
    assert passed > 10
