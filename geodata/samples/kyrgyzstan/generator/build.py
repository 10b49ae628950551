"""Writes the dataset: build.py OUTPUT_FOLDER NPM_FOLDER (see generate.sh)."""

import sys
from pathlib import Path

import allocation
import communities
import coverage
import manifest
import mobility
import reports
import services
import sources
import terrain
import verify
import writing


def main() -> None:
    output, npm = Path(sys.argv[1]), Path(sys.argv[2])
    places = sources.populated_places()
    # Where both registries have a place the seats' file decides.
    by_id = {place.geoname_id: place for place in places} | sources.seats(npm)

    ground = terrain.build(sources.elevation())
    provinces = coverage.province_polygons(sources.natural_earth_provinces(npm), by_id)
    numbers = allocation.allocate(ground, provinces, by_id)
    polygons = coverage.districts(ground, provinces, numbers)
    writing.boundaries(output, polygons)

    settled = communities.build(ground, polygons, places)
    writing.communities(output, settled)

    tables = mobility.counts(settled)
    divided = mobility.breakdowns(settled, tables)
    writing.counts(output, settled, tables)
    writing.breakdowns(output, settled, divided)
    writing.services(output, settled, services.build(settled))
    reports.write(output)
    manifest.write(output, divided)

    verify.all_figures(output)


if __name__ == "__main__":
    main()
