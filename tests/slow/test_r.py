"""R's sf reads collections, by a root of round and year, in another reference system and by a box."""

import json
import subprocess
import urllib.request
from pathlib import Path


def test_sf_reads_collections(address):
    script = Path(__file__).with_name("sf.R")
    done = subprocess.run(["Rscript", "--vanilla", str(script), address], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    read = json.loads(done.stdout)
    values = json.load(urllib.request.urlopen(address + "/indicators/return_migrants/values?by=admin0&round=kgz-r3&year=2023", timeout=60))
    assert (read["districts"], read["epsg"], read["valid"]) == (45, 4326, True)
    assert (read["pcode"], read["sum"]) == ("character", values["total"]["value"])
    assert read["migrants"] in ("integer", "numeric")
    # Far from the meridian of the zone lengths are up to two per cent too long.
    assert read["differ"] < 4
    assert read["communities"] > 100 and read["inside"]
