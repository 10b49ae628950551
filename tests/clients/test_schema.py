"""The schema of a collection is JSON Schema 2020-12, and features are what it says, by an independent validator."""

import pytest
from jsonschema import Draft202012Validator

COLLECTIONS = ["admin0", "admin1", "admin2", "communities"]


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_features_are_what_the_schema_says(server, collection):
    for what in ("schema", "queryables"):
        document = server.json(f"/collections/{collection}/{what}")
        Draft202012Validator.check_schema(document)
        validator = Draft202012Validator(document)
        for year in ("2021", "2024", "window"):
            for feature in server.json(f"/collections/{collection}/items?limit=10000&year={year}")["features"]:
                assert [error.message for error in validator.iter_errors(feature["properties"])] == []


def test_a_wrong_value_would_be_noticed(server):
    validator = Draft202012Validator(server.json("/collections/admin2/schema"))
    properties = server.json("/collections/admin2/items?limit=1")["features"][0]["properties"]
    for wrong in ({"households": "many"}, {"return_migrants_status": "unknown"}, {"year": 2023}, {"pcode": None}):
        assert not validator.is_valid(properties | wrong), wrong
