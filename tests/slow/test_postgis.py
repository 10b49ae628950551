"""Boundaries and communities in a PostGIS database are read as those in a file, and only where the command line allows it."""

import json
import os
import pwd
import shutil
import socket
import subprocess
from pathlib import Path

import pytest
from conftest import PROJECT, kerben

DATASET = PROJECT / "tests/datasets/antimeridian-districts"
SANDLAND = PROJECT / "tests/fixtures/sandland"


def newest_postgresql():
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    assert found, "PostgreSQL is missing: .ci/install slow"
    return found[-1].parent


def run(*command, user=None):
    done = subprocess.run([str(part) for part in command], user=user, capture_output=True, text=True, timeout=120, check=False, cwd="/")
    assert done.returncode == 0, f"{command}: {done.stdout} {done.stderr}"


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    """How a fresh database with PostGIS is reached. PostgreSQL does not run as root."""
    tools = newest_postgresql()
    user = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
    folder = Path("/tmp") / f"kerben-postgis-{os.getpid()}"
    folder.mkdir()
    shutil.chown(folder, user)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    owner = user if os.getuid() == 0 else None
    try:
        run(tools / "initdb", "-D", folder / "data", "-A", "trust", "-U", "kerben", "--no-sync", user=owner)
        options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c fsync=off"
        run(tools / "pg_ctl", "-D", folder / "data", "-l", folder / "log", "-o", options, "-w", "start", user=owner)
        try:
            run("psql", "-h", "127.0.0.1", "-p", port, "-U", "kerben", "-d", "postgres", "-c", "CREATE EXTENSION postgis")
            yield f"PG:host=127.0.0.1 port={port} user=kerben dbname=postgres"
        finally:
            run(tools / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop", user=owner)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_boundaries_of_postgis_are_those_of_the_file(database, tmp_path):
    run("ogr2ogr", "-f", "PostgreSQL", database, DATASET / "a2.geojson", "-nln", "public.districts", "-lco", "GEOMETRY_NAME=geom")
    folder = tmp_path / "dataset"
    shutil.copytree(DATASET, folder)
    text = (folder / "dataset.toml").read_text()
    assert 'file = "a2.geojson"' in text
    remote = f'file = "{database}"\nlayer = "public.districts"\nremote = true'
    (folder / "dataset.toml").write_text(text.replace('file = "a2.geojson"', remote))
    refused = kerben("check", folder)
    assert refused.returncode == 1 and "--allow-remote" in refused.stdout, refused.stdout
    reports = [json.loads(kerben("check", *arguments, "--format", "json").stdout) for arguments in [(DATASET,), (folder, "--allow-remote")]]
    assert not any(finding["severity"] == "error" for finding in reports[1]["findings"]), reports[1]["findings"]
    assert reports[0]["summary"] == reports[1]["summary"]


def test_communities_of_postgis_are_those_of_the_table(database, tmp_path):
    points = ["-oo", "X_POSSIBLE_NAMES=lon", "-oo", "Y_POSSIBLE_NAMES=lat", "-oo", "AUTODETECT_TYPE=YES", "-s_srs", "EPSG:4326", "-t_srs", "EPSG:32643"]
    run("ogr2ogr", "-f", "PostgreSQL", database, SANDLAND / "communities.csv", "-nln", "public.communities", "-lco", "GEOMETRY_NAME=geom", *points)
    folder = tmp_path / "dataset"
    shutil.copytree(SANDLAND, folder)
    text = (folder / "dataset.toml").read_text()
    for known, other in [
        ('file = "communities.csv"', f'file = "{database}"\nlayer = "public.communities"\nremote = true'),
        ('lon = "lon", lat = "lat", ', ""),
    ]:
        assert known in text
        text = text.replace(known, other)
    (folder / "dataset.toml").write_text(text)
    refused = kerben("check", folder)
    assert refused.returncode == 1 and "--allow-remote" in refused.stdout, refused.stdout
    reports = [json.loads(kerben("check", *arguments, "--format", "json").stdout) for arguments in [(SANDLAND,), (folder, "--allow-remote")]]
    assert reports[1]["findings"] == [] and reports[1]["summary"]["communities"] == 4, reports[1]["findings"]
    summaries = [{key: value for key, value in report["summary"].items() if key != "joined"} for report in reports]
    assert summaries[0] == summaries[1]
    # What is joined has the name of its table beside it.
    codes = [[table["by_code"] for table in report["summary"]["joined"]] for report in reports]
    assert codes[0] == codes[1]
