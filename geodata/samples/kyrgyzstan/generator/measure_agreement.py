"""How well the schematic districts agree with the official ones: the mean intersection over union of the 40 rayons.

    python measure_agreement.py OFFICIAL.geojson [admin2.geojson]

OFFICIAL is the COD-AB file of admin level 2 (properties ADM2_PCODE, ADM2TYP_EN, ADM1_PCODE). Its cities of oblast
significance belong to no rayon; for the comparison each counts with the rayon of its province that it borders longest. It leaves
the lake Issyk-Kul out, which the sample divides among its shores: the second figure compares the ground that
the official file assigns, the first compares everything. Only measured, never copied.
"""

import json
import sys
from pathlib import Path

from shapely import make_valid
from shapely.affinity import scale
from shapely.geometry import shape
from shapely.ops import unary_union

_CITY_MARGIN = 0.002  # degrees; the official borders of a city and its rayon do not always touch


def official_rayons(path: Path) -> dict:
    rayons, cities = {}, []
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        properties, polygon = feature["properties"], make_valid(shape(feature["geometry"]))
        if properties["ADM2TYP_EN"] == "district":
            rayons[properties["ADM2_PCODE"]] = (properties["ADM1_PCODE"], polygon)
        else:
            cities.append((properties["ADM1_PCODE"], polygon))
    joined = {pcode: [polygon] for pcode, (_, polygon) in rayons.items()}
    for province, city in cities:
        around = city.buffer(_CITY_MARGIN)
        host = max((p for p in sorted(rayons) if rayons[p][0] == province), key=lambda p: rayons[p][1].intersection(around).area)
        joined[host].append(city)
    return {pcode: unary_union(parts) for pcode, parts in joined.items()}


def equal_area(polygon):
    """Good enough for ratios: degrees east shrunk by the cosine at 41.4 degrees north."""
    return scale(polygon, xfact=0.75, yfact=1.0, origin=(0, 0))


def main() -> None:
    official = official_rayons(Path(sys.argv[1]))
    ours_path = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).parent.parent / "boundaries" / "admin2.geojson"
    ours = {f["properties"]["pcode"]: shape(f["geometry"]) for f in json.loads(ours_path.read_text(encoding="utf-8"))["features"]}
    assigned = unary_union(list(official.values()))
    everything, ground = [], []
    for pcode in sorted(official):
        theirs, mine = equal_area(official[pcode]), equal_area(ours[pcode])
        everything.append(theirs.intersection(mine).area / theirs.union(mine).area)
        on_ground = equal_area(ours[pcode].intersection(assigned))
        ground.append(theirs.intersection(on_ground).area / theirs.union(on_ground).area)
        print(f"{pcode}  {everything[-1]:.2f}  {ground[-1]:.2f}")
    print(f"mean of {len(everything)} rayons: {sum(everything) / len(everything):.3f}"
          f" (on the ground that the official file assigns: {sum(ground) / len(ground):.3f})")


if __name__ == "__main__":
    main()
