"""The two data sets: generated, and built as editions."""

import csv
import shutil
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from . import settings

# Ten attributes, as the rows of the other servers have.
WORLD_COMMUNITY = [
    "id", "name", "admin2", "admin2_name", "admin1_name", "households", "year", "partial",
    "return_migrants", "return_migrants_status",
]


@dataclass
class DataSet:
    name: str
    folder: Path
    groups: bool = False
    """True if Kerben groups communities, unless told not to."""
    facts: dict = field(default_factory=dict)

    @property
    def dataset(self):
        return self.folder / "dataset"

    @property
    def editions(self):
        return self.folder / "editions"

    def rows(self, layer):
        return self.folder / "rows" / f"{layer}.csv"

    def query(self, layer):
        """What Kerben is asked for: the figures of a year, joined in for each request."""
        if self.name == "world" and layer == "communities":
            return "year=2023&properties=" + ",".join(WORLD_COMMUNITY)
        # The others have no lines of borders and no label points.
        return "year=2023&layers=areas" if layer == "districts" else "year=2023"

    def places(self):
        """Longitude and latitude of every community."""
        with self.rows("communities").open(newline="") as file:
            rows = csv.reader(file)
            next(rows)
            return [(float(row[0]), float(row[1])) for row in rows]


def make(name):
    """Generates a data set, unless the same generator did so before, and builds its edition with this Kerben."""
    data = DataSet(name, settings.CACHE / name)
    generator = settings.EXAMPLES / "generate"
    if not same_maker(data.folder / "generated-by", generator):
        print(f"{name}: generating", flush=True)
        shutil.rmtree(data.folder, ignore_errors=True)
        subprocess.run([generator, name, data.folder], check=True)
        remember(data.folder / "generated-by", generator)
    if not same_maker(data.folder / "built-by", settings.KERBEN):
        print(f"{name}: building the edition", flush=True)
        shutil.rmtree(data.editions, ignore_errors=True)
        start = time.monotonic()
        log = (settings.OUTPUT / f"build-{name}.log").open("w")
        subprocess.run([settings.KERBEN, "build", data.dataset, "-o", data.editions], check=True, stdout=log, stderr=log)
        (data.folder / "build-seconds").write_text(f"{time.monotonic() - start:.1f}")
        remember(data.folder / "built-by", settings.KERBEN)
    data.facts["build_seconds"] = float((data.folder / "build-seconds").read_text())
    data.facts["edition_bytes"] = sum(file.stat().st_size for file in data.editions.rglob("*") if file.is_file())
    return data


def stamp(maker):
    return f"{maker.stat().st_size} {maker.stat().st_mtime_ns}"


def same_maker(mark, maker):
    return mark.exists() and mark.read_text() == stamp(maker)


def remember(mark, maker):
    mark.write_text(stamp(maker))
