"""Archives of tiles, read by others (PMTiles' own library, GDAL) and from elsewhere (an S3 service, a web server)."""

import gzip
import json
import os
import subprocess
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import boto3
import pyogrio
import pytest
from conftest import SAMPLE
from moto.server import ThreadedMotoServer
from pmtiles.reader import MmapSource, Reader, all_tiles
from pmtiles.tile import Compression, TileType

BINARY = os.environ["KERBEN_BIN"]
LAYERS = ["admin2", "communities"]
TILE = "6/45/23"
KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_REGION": "us-east-1", "AWS_ALLOW_HTTP": "true"}


@pytest.fixture(scope="module")
def archives(tmp_path_factory):
    """One layer a file, in both formats."""
    folder = tmp_path_factory.mktemp("archives")
    for layer in LAYERS:
        for extension in ("pmtiles", "mbtiles"):
            target = folder / f"{layer}.{extension}"
            subprocess.run([BINARY, "export", layer, SAMPLE, "-o", target, "--maxzoom", "7"], check=True, timeout=300)
    return folder


class Serving:
    """A server of its own for one archive."""

    def __init__(self, place, environment=None):
        command = [BINARY, "serve", str(place), "--listen", "127.0.0.1:0", "--log-format", "json"]
        environment = {**os.environ, **(environment or {})}
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
        line = self.process.stdout.readline()
        if not line:
            self.reason = self.process.communicate(timeout=30)[1]
            self.base = None
            return
        self.base = line.removeprefix("Kerben is ready: ").strip().rstrip("/")
        # Nobody reads the log; it must not fill its pipe.
        threading.Thread(target=self.process.stderr.read, daemon=True).start()

    def get(self, path, **headers):
        request = urllib.request.Request(self.base + path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, dict(answer.headers), answer.read()
        except urllib.error.HTTPError as answer:
            return answer.code, dict(answer.headers), answer.read()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()


@pytest.mark.parametrize("layer", LAYERS)
def test_the_library_of_pmtiles_reads_every_tile_as_the_server_sends_it(server, archives, layer):
    with open(archives / f"{layer}.pmtiles", "rb") as file:
        source = MmapSource(file)
        reader = Reader(source)
        header, metadata = reader.header(), reader.metadata()
        tiles = dict(all_tiles(source))
    assert (header["tile_type"], header["tile_compression"]) == (TileType.MVT, Compression.GZIP)
    assert header["clustered"] and header["addressed_tiles_count"] == len(tiles) > 10
    assert [part["id"] for part in metadata["vector_layers"]][0] == layer
    for (z, x, y), packed in tiles.items():
        _, body = server.bytes(f"/tiles/{layer}/{z}/{x}/{y}.mvt")
        assert gzip.decompress(packed) == body


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("extension", ["pmtiles", "mbtiles"])
def test_gdal_finds_every_place_in_an_archive(sample, archives, layer, extension):
    path = archives / f"{layer}.{extension}"
    if extension.upper().replace("TILES", "Tiles") not in pyogrio.list_drivers():
        pytest.skip(f"GDAL {pyogrio.__gdal_version__} does not read .{extension}")
    assert layer in [name for name, _ in pyogrio.list_layers(path)]
    key = "id" if layer == "communities" else "pcode"
    _, _, _, (keys,) = pyogrio.raw.read(path, layer=layer, columns=[key], read_geometry=False)
    assert len(set(keys)) == sample.count(layer)


def test_debians_gdal_knows_an_mbtiles_archive(archives):
    words = subprocess.run(["ogrinfo", "-so", archives / "admin2.mbtiles", "admin2"], capture_output=True, text=True, check=True, timeout=60).stdout
    assert "Layer name: admin2" in words and "pcode: String" in words


@pytest.fixture
def s3(archives):
    """An S3 service with the archives in the bucket `maps`, and the environment that leads to it."""
    service = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    service.start()
    host, port = service.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    client = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id="test", aws_secret_access_key="test")
    client.create_bucket(Bucket="maps")
    client.upload_file(str(archives / "admin2.pmtiles"), "maps", "world/admin2.pmtiles")
    yield service, client, {**KEYS, "AWS_ENDPOINT": endpoint}
    service.stop()


def test_an_archive_is_served_from_an_s3_service(archives, s3):
    service, client, environment = s3
    with Serving(archives / "admin2.pmtiles") as disk, Serving("s3://maps/world/admin2.pmtiles", environment) as remote:
        assert json.loads(remote.get("/tiles/admin2.json")[2])["vector_layers"][0]["id"] == "admin2"
        for tile in ("0/0/0", TILE, "7/91/47"):
            path = f"/tiles/admin2/{tile}.mvt"
            status, headers, body = remote.get(path, Accept_Encoding="gzip")
            assert (status, headers["content-encoding"], body) == (200, "gzip", disk.get(path, Accept_Encoding="gzip")[2])
        # Another archive in its place is noticed by the first tile that is not kept, served from then on, and never mixed with the former one.
        for layer, not_kept in (("communities", "7/92/47"), ("admin2", "7/91/47")):
            client.upload_file(str(archives / f"{layer}.pmtiles"), "maps", "world/admin2.pmtiles")
            with Serving(archives / f"{layer}.pmtiles") as disk:
                for tile in (not_kept, TILE):
                    served = remote.get(f"/tiles/admin2/{tile}.mvt", Accept_Encoding="gzip")
                    assert served[0::2] == disk.get(f"/tiles/{layer}/{tile}.mvt", Accept_Encoding="gzip")[0::2] and served[0] == 200
            assert json.loads(remote.get("/tiles/admin2.json")[2])["vector_layers"][0]["id"] == layer
        # Without the service, what is not kept cannot be sent; the rest goes on.
        service.stop()
        started = time.monotonic()
        status, headers, body = remote.get("/tiles/admin2/7/90/47.mvt")
        assert status in (502, 503) and headers["content-type"] == "application/problem+json"
        assert json.loads(body)["status"] == status and time.monotonic() - started < 25
        assert environment["AWS_ENDPOINT"].encode() not in body
        assert remote.get(f"/tiles/admin2/{TILE}.mvt", Accept_Encoding="gzip")[0] == 200
        assert remote.get("/health/ready")[0] == 200
        service.start()


def test_an_archive_that_is_not_in_the_bucket_is_refused_with_its_name(s3):
    with Serving("s3://maps/nothing.pmtiles", s3[2]) as refused:
        assert refused.base is None and "nothing.pmtiles" in refused.reason and refused.process.returncode == 1


class InParts(BaseHTTPRequestHandler):
    """A web server that hands out parts of one file, or hangs."""

    def do_GET(self):  # noqa: N802
        self.server.answers.wait()
        content = self.server.content
        first, last = self.headers["Range"].removeprefix("bytes=").split("-")
        part = content[int(first): int(last) + 1]
        self.send_response(206)
        self.send_header("Content-Length", str(len(part)))
        self.send_header("Content-Range", f"bytes {first}-{int(first) + len(part) - 1}/{len(content)}")
        self.send_header("ETag", '"one"')
        self.send_header("Last-Modified", "Sat, 01 Nov 2025 00:00:00 GMT")
        self.end_headers()
        self.wfile.write(part)

    def log_message(self, *_):
        pass


def test_an_archive_is_served_from_a_web_server_that_may_hang(archives):
    site = ThreadingHTTPServer(("127.0.0.1", 0), InParts)
    site.content, site.answers, site.daemon_threads = Path(archives / "admin2.pmtiles").read_bytes(), threading.Event(), True
    site.answers.set()
    threading.Thread(target=site.serve_forever, daemon=True).start()
    with Serving(f"http://127.0.0.1:{site.server_port}/admin2.pmtiles") as remote, Serving(archives / "admin2.pmtiles") as disk:
        path = f"/tiles/admin2/{TILE}.mvt"
        assert remote.get(path)[0::2] == disk.get(path)[0::2]
        site.answers.clear()
        started = time.monotonic()
        status, _, body = remote.get("/tiles/admin2/7/91/47.mvt")
        assert status in (502, 503) and time.monotonic() - started < 25 and json.loads(body)["status"] == status
        assert remote.get("/health/ready")[0] == 200
        site.answers.set()
        assert remote.get("/tiles/admin2/7/91/47.mvt")[0] == 200
    site.shutdown()
