"""The running server under test and the sample that it serves."""

import csv
import json
import os
import tomllib
import urllib.request
from pathlib import Path

import pytest

SAMPLE = Path(__file__).resolve().parents[2] / "geodata/samples/kyrgyzstan"


class Server:
    """Asks the server over HTTP."""

    def __init__(self, base):
        self.base = base.rstrip("/")

    def bytes(self, path):
        """The status and the body of an address that must succeed."""
        with urllib.request.urlopen(self.base + path, timeout=60) as answer:
            return answer.status, answer.read()

    def json(self, path):
        return json.loads(self.bytes(path)[1])

    def answered(self, route):
        """How many requests of a route the server has answered so far, by its own count."""
        label = f'route="{route}"'
        lines = self.bytes("/metrics")[1].decode().splitlines()
        return sum(float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith("kerben_requests_total") and label in line)


class Sample:
    """The files of the sample, read without Kerben."""

    def __init__(self, folder):
        self.manifest = tomllib.loads((folder / "dataset.toml").read_text())
        self.units = {
            layer["level"]: json.loads((folder / layer["file"]).read_text())["features"]
            for layer in self.manifest["layers"]
        }
        with open(folder / self.manifest["communities"]["file"], newline="") as file:
            self.communities = list(csv.DictReader(file))

    def count(self, collection):
        return len(self.communities if collection == "communities" else self.units[collection])


@pytest.fixture(scope="session")
def server():
    return Server(os.environ["KERBEN_URL"])


@pytest.fixture(scope="session")
def sample():
    return Sample(SAMPLE)


@pytest.fixture(scope="session")
def collections(server):
    """Names of the collections that the server offers."""
    return [collection["id"] for collection in server.json("/collections?f=json")["collections"]]
