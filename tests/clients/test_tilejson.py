"""TileJSON documents against a JSON schema of the TileJSON 3.0 specification."""

import json
import urllib.parse
from pathlib import Path

import jsonschema
import pytest

SCHEMA = json.loads((Path(__file__).parent / "tilejson-3.0.schema.json").read_text())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
LAYERS = ["admin0", "admin1", "admin2", "communities"]


def good():
    return {"tilejson": "3.0.0", "tiles": ["http://host/{z}/{x}/{y}.mvt"], "vector_layers": [{"id": "a", "fields": {}}]}


def test_the_schema_itself_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    VALIDATOR.validate(good())


@pytest.mark.parametrize("broken", [
    {"tilejson": "3.0"}, {"tilejson": "2.2.0"}, {"tiles": []}, {"tiles": ["http://host/tile.mvt"]}, {"vector_layers": None},
    {"vector_layers": [{"id": "a"}]}, {"vector_layers": [{"id": "a", "fields": {"x": 1}}]}, {"bounds": [0, 0, 1]},
    {"bounds": [0, -91, 1, 1]}, {"center": [0, 0]}, {"minzoom": 31}, {"maxzoom": 5.5}, {"scheme": "wms"}, {"version": "1"},
])
def test_the_schema_refuses_what_the_specification_forbids(broken):
    assert not VALIDATOR.is_valid({**good(), **broken})


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("query", ["", "?year=2024", "?indicator=return_migrants&year=2023", "?indicator=emigrants&per=share"])
def test_the_document_of_each_layer_follows_the_specification(server, layer, query):
    document = server.json(f"/tiles/{layer}.json{query}")
    VALIDATOR.validate(document)
    for name in ("bounds", "minzoom", "maxzoom", "attribution"):
        assert name in document
    west, south, east, north = document["bounds"]
    assert 69 < west < east < 81 and 39 < south < north < 44
    assert document["minzoom"] <= document["center"][2] <= document["maxzoom"]
    beside = [] if layer == "communities" else [f"{layer}_borders", f"{layer}_labels"]
    assert [part["id"] for part in document["vector_layers"]] == [layer, *beside]
    assert "IOM" in document["attribution"] and "llustrative" in document["description"]


@pytest.mark.parametrize("layer", LAYERS)
def test_the_tiles_of_the_document_can_be_fetched_and_keep_its_question(server, layer):
    document = server.json(f"/tiles/{layer}.json?indicator=return_migrants&year=2023")
    address = document["tiles"][0]
    asked = urllib.parse.parse_qs(urllib.parse.urlsplit(address).query)
    assert (asked["indicator"], asked["year"]) == (["return_migrants"], ["2023"])
    assert address.startswith(server.base)
    path = address.removeprefix(server.base).format(z=5, x=22, y=11)
    status, body = server.bytes(path)
    assert status == 200 and body
