"""The OpenAPI document is valid, and the server does what it says."""

import copy
import json
import subprocess
import sys
from pathlib import Path

import pytest
from openapi_spec_validator import OpenAPIV30SpecValidator

CHECKS = [
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance", "negative_data_rejection", "unsupported_method",
]
SCHEMATHESIS = Path(sys.executable).parent / "schemathesis"
# A text that is far too long is refused before it is read as a parameter; oEmbed 1.0 asks for 501 where a format is not there.
CONFIG = """
[checks]
negative_data_rejection.expected-statuses = [400, 404, 406, 431, 501]

[[operations]]
include-path = "/oembed"
checks.not_a_server_error.expected-statuses = ["2xx", "3xx", "4xx", "501"]
"""
# Both bound the run; the seed makes it the same run every time.
EXAMPLES, SEED = 60, 20240430


@pytest.fixture(scope="module")
def document(server):
    return server.json("/api?f=json")


def test_the_document_follows_the_openapi_specification(document):
    assert [error.message for error in OpenAPIV30SpecValidator(document).iter_errors()] == []


def test_the_document_names_every_address_of_the_interface(document):
    promised = {
        "/", "/conformance", "/api", "/collections", "/collections/{collection}", "/collections/{collection}/schema",
        "/collections/{collection}/queryables", "/collections/{collection}/items",
        "/collections/{collection}/items/{feature}", "/collections/{collection}/tiles",
        "/collections/{collection}/tiles/{tileMatrixSetId}", "/collections/{collection}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}",
        "/tiles", "/tiles/{tileMatrixSetId}", "/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}", "/tileMatrixSets", "/tileMatrixSets/{tileMatrixSetId}",
        "/tiles/{collection}/{z}/{x}/{y}.mvt", "/tiles/{collection}/{z}/{x}/{y}.mlt", "/tiles/{collection}.json", "/rounds", "/indicators", "/services", "/sources",
        "/indicators/{indicator}/values", "/maps/{indicator}", "/maps/{indicator}/style.json", "/fonts/{fontstack}/{range}.pbf", "/services/{service}/communities",
        "/services/{service}/distance", "/services/{service}/beyond", "/nearest", "/embed", "/health/live",
        "/health/ready", "/metrics",
    }
    assert promised <= set(document["paths"])
    operations = [item["get"] for item in document["paths"].values()]
    names = [operation["operationId"] for operation in operations]
    assert len(set(names)) == len(names)


def without_largest_limit(document):
    """OGC API Features wants the largest `limit` described, and larger ones answered with it all the same (7.15.2): read strictly,
    the description calls them wrong."""
    document = copy.deepcopy(document)
    for item in document["paths"].values():
        for parameter in item["get"]["parameters"]:
            if parameter["name"] == "limit":
                del parameter["schema"]["maximum"]
    return document


def test_schemathesis_finds_no_contradiction_and_no_server_error(server, document, tmp_path):
    (tmp_path / "api.json").write_text(json.dumps(without_largest_limit(document)))
    (tmp_path / "schemathesis.toml").write_text(CONFIG)
    done = subprocess.run(
        [SCHEMATHESIS, "run", "api.json", "--url", server.base, "--checks", ",".join(CHECKS), "--seed", str(SEED),
         "--max-examples", str(EXAMPLES), "--phases", "coverage,fuzzing,stateful", "--no-color",
         "--request-timeout", "60"],
        capture_output=True, text=True, timeout=600, check=False, cwd=tmp_path,
    )
    print(done.stdout[-20_000:], done.stderr[-5_000:])
    assert done.returncode == 0
    assert "Tested: " in done.stdout and " passed" in done.stdout


def test_schemathesis_would_notice_a_contradiction(server, document, tmp_path):
    """The same tool against a document that is wrong in one place fails: the check above can fail."""
    document["components"]["schemas"]["Conformance"] = {"type": "object", "required": ["no-such-member"]}
    (tmp_path / "wrong.json").write_text(json.dumps(document))
    (tmp_path / "schemathesis.toml").write_text(CONFIG)
    done = subprocess.run(
        [SCHEMATHESIS, "run", "wrong.json", "--url", server.base, "--checks", ",".join(CHECKS), "--include-path",
         "/conformance", "--seed", str(SEED), "--max-examples", "5", "--phases", "coverage,fuzzing", "--no-color"],
        capture_output=True, text=True, timeout=120, check=False, cwd=tmp_path,
    )
    assert done.returncode == 1 and "no-such-member" in done.stdout
