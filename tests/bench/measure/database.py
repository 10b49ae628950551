"""PostgreSQL with PostGIS: a cluster of its own on the loopback interface, run by an unprivileged user."""

import os
import pwd
import shutil
import signal
import subprocess
import time
from pathlib import Path

from . import settings
from .datasets import remember, same_maker
from .processes import Process

BIN = Path(os.environ.get("POSTGRES_BIN", "/usr/lib/postgresql/15/bin"))
PORT = settings.FIRST_PORT


def found():
    extension = Path("/usr/share/postgresql/15/extension/postgis.control")
    return (BIN / "postgres").exists() and extension.exists() and shutil.which("psql") and shutil.which("ogr2ogr")


def unprivileged(command):
    """PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return command
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]


class Database:
    """A running cluster; one database per data set."""

    def __init__(self):
        # Beside the cache, where another user can reach it.
        self.folder = Path(os.environ.get("BENCH_CLUSTER", "/var/tmp/kerben-bench-cluster"))
        if not (self.folder / "PG_VERSION").exists():
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.mkdir(parents=True, mode=0o700)
            if os.getuid() == 0:
                user = pwd.getpwnam("postgres")
                os.chown(self.folder, user.pw_uid, user.pw_gid)
            subprocess.run(
                unprivileged([str(BIN / "initdb"), "-D", str(self.folder), "-U", "bench", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]),
                check=True, stdout=subprocess.DEVNULL, cwd="/",
            )
        options = {
            "listen_addresses": "127.0.0.1", "port": PORT, "unix_socket_directories": "",
            "shared_buffers": "1GB", "work_mem": "64MB", "maintenance_work_mem": "512MB", "effective_cache_size": "6GB",
            "random_page_cost": 1.1, "max_connections": 60, "jit": "off",
            # The data can be made again.
            "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_wal_size": "4GB",
        }
        arguments = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        command = unprivileged([str(BIN / "postgres"), "-D", str(self.folder), *arguments])
        self.process = PostgresProcess("postgres", command, ready=None, stop=signal.SIGINT)

    def url(self, data):
        return f"postgresql://bench@127.0.0.1:{PORT}/{data.name}"

    def sql(self, data, text):
        command = ["psql", "-q", "-X", "-v", "ON_ERROR_STOP=1", "-d", self.url(data)]
        subprocess.run(command, input=text, text=True, check=True, cwd=data.folder, stdout=subprocess.DEVNULL)

    def recreate(self, data):
        """An empty database with PostGIS."""
        for statement in [f"drop database if exists {data.name}", f"create database {data.name}"]:
            command = ["psql", "-q", "-X", "-v", "ON_ERROR_STOP=1", "-d", f"postgresql://bench@127.0.0.1:{PORT}/postgres", "-c", statement]
            subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        self.sql(data, "create extension postgis")

    def load(self, data):
        """Tables with the figures of a year joined in, indexed, in the projection of the tiles; and a second table of the
        communities in degrees, for questions by box."""
        mark = data.folder / "loaded-by"
        generator = settings.EXAMPLES / "generate"
        names = subprocess.run(
            ["psql", "-X", "-At", "-d", f"postgresql://bench@127.0.0.1:{PORT}/postgres", "-c", "select datname from pg_database"],
            check=True, capture_output=True, text=True,
        ).stdout.split()
        if data.name in names and same_maker(mark, generator):
            return
        print(f"{data.name}: loading PostGIS", flush=True)
        self.recreate(data)
        subprocess.run(
            ["ogr2ogr", "-q", "-f", "PostgreSQL", f"PG:host=127.0.0.1 port={PORT} user=bench dbname={data.name}",
             str(data.dataset / "admin2.fgb"), "-nln", "borders", "-t_srs", "EPSG:3857", "-lco", "GEOMETRY_NAME=geom",
             "-lco", "SPATIAL_INDEX=NONE", "-nlt", "POLYGON", "-select", "pcode", "--config", "PG_USE_COPY", "YES"],
            check=True,
        )
        self.sql(data, self.table(data, "districts") + self.table(data, "communities") + """
            create table districts as
              select row_number() over (order by pcode)::int as gid, b.geom, r.* from borders b join districts_rows r using (pcode);
            create table communities as
              select row_number() over (order by id)::int as gid, r.*,
                st_transform(st_setsrid(st_makepoint(lon, lat), 4326), 3857)::geometry(point, 3857) as geom from communities_rows r;
            alter table communities drop column lon, drop column lat;
            create table places as
              select row_number() over (order by id)::int as gid, r.*,
                st_setsrid(st_makepoint(lon, lat), 4326)::geometry(point, 4326) as geom from communities_rows r;
            alter table places drop column lon, drop column lat;
            drop table borders, districts_rows, communities_rows;
            alter table districts add primary key (gid);
            alter table communities add primary key (gid);
            alter table places add primary key (gid);
            create index on districts using gist (geom);
            create index on communities using gist (geom);
            create index on places using gist (geom);
            vacuum analyze;
        """)
        remember(mark, generator)

    def columns(self, data, layer):
        """Names and types of the attributes of a table."""
        question = (
            "select column_name, udt_name from information_schema.columns "
            f"where table_name = '{layer}' and column_name not in ('gid', 'geom') order by ordinal_position"
        )
        command = ["psql", "-X", "-At", "-F", ",", "-d", self.url(data), "-c", question]
        lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
        return [line.split(",") for line in lines]

    def table(self, data, layer):
        """The rows as they are in a file: numbers as numbers, the rest as text."""
        path = data.rows(layer)
        with path.open() as file:
            names, first = file.readline().strip().split(","), file.readline().strip().split(",")
        numbers = {"lon": "float8", "lat": "float8", "households": "int", "communities": "int", "year": "text"}
        truths = {"partial", "illustrative", "pcode_official"}
        groups = {name[:-7] for name in names if name.endswith("_status")}

        def kind(name):
            if name in numbers:
                return numbers[name]
            if name.endswith("_km"):
                return "float8"
            return "boolean" if name in truths else "int" if name in groups else "text"

        assert len(names) == len(first)
        columns = ", ".join(f"{name} {kind(name)}" for name in names)
        return f"create table {layer}_rows ({columns});\n\\copy {layer}_rows from '{path}' with (format csv, header true)\n"

    def stop(self):
        self.process.stop()


class PostgresProcess(Process):
    def wait(self, ready, url, until):
        while time.monotonic() < until:
            if self.child.poll() is not None:
                raise RuntimeError(f"postgres ended with {self.child.returncode}:\n{self.log.read_text()[-4000:]}")
            asked = subprocess.run([str(BIN / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(PORT)])
            if asked.returncode == 0:
                return None
            time.sleep(0.1)
        raise RuntimeError("postgres was not ready in time")
