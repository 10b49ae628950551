"""Writes proj.csv: what PROJ says of the projections of some extents. Needs pyproj (written with 3.7.2, PROJ 9.5.1).

python3 proj.py > proj.csv
"""

from math import acos, cos, degrees, radians, sqrt

import pyproj

ALBERS = "+proj=aea +lat_1={first} +lat_2={second} +lat_0={middle} +lon_0={meridian} +datum=WGS84 +units=m"
AZIMUTHAL = "+proj=laea +lat_0={middle} +lon_0={meridian} +datum=WGS84 +units=m"
CYLINDRICAL = "+proj=cea +lat_ts={parallel} +lon_0={meridian} +datum=WGS84 +units=m"

# West, south, east, north; the projection; its parameters.
EXTENTS = [
    ("Kyrgyzstan", (69.25, 39.25, 80.25, 43.25), ALBERS, {}),
    ("Kazakhstan", (46.5, 40.5, 87.5, 55.5), ALBERS, {}),
    ("Chile", (-75.5, -56.0, -66.5, -17.0), ALBERS, {}),
    ("New Zealand", (166.0, -53.0, -176.0, -29.0), ALBERS, {}),
    ("Russia", (19.5, 41.25, -169.0, 82.0), ALBERS, {}),
    ("Svalbard", (10.0, 74.0, 34.0, 81.0), AZIMUTHAL, {}),
    ("Arctic", (-180.0, 60.0, 180.0, 90.0), AZIMUTHAL, {"middle": 90}),
    ("Antarctica", (-180.0, -90.0, 180.0, -60.0), AZIMUTHAL, {"middle": -90}),
    ("Kenya", (33.5, -5.0, 42.0, 5.0), CYLINDRICAL, {}),
    ("world", (-180.0, -60.0, 180.0, 80.0), CYLINDRICAL, {}),
]

print("name,west,south,east,north,proj,longitude,latitude,x,y")
for name, (west, south, east, north), form, given in EXTENTS:
    width = (east - west) % 360 or 360.0
    meridian = (west + width / 2 + 180) % 360 - 180
    middle, height = (south + north) / 2, north - south
    values = {"middle": middle, "first": south + height / 6, "second": north - height / 6, "meridian": meridian, **given}
    # Scale is as wrong at the equator as at the farther edge.
    values["parallel"] = degrees(acos(sqrt(cos(radians(max(-south, north))))))
    proj = form.format(**values)
    project = pyproj.Proj(proj)
    for across in (0.02, 0.3, 0.5, 0.98):
        for up in (0.0, 0.25, 0.5, 0.75, 1.0):
            longitude = (west + across * width + 180) % 360 - 180
            latitude = south + up * height
            x, y = project(longitude, latitude)
            print(f'{name},{west},{south},{east},{north},"{proj}",{longitude:.9f},{latitude:.9f},{x:.6f},{y:.6f}')
