"""Do the servers send the same features? Decoded, by id, tile by tile."""

import json

from . import load, tiles

KEYS = {"districts": "pcode", "communities": "id"}
FIGURES = ["name", "households", "return_migrants", "return_migrants_status"]

PIXEL = (tiles.EXTENT / 256) ** 2
"""Of the 256 along the edge of a drawn tile: what is smaller may be left out."""


class Different(Exception):
    pass


def features(body, layer, kerben):
    """Of a tile: attributes and size by id."""
    found = {}
    layers = tiles.decode(body)
    for feature in layers.get(kerben) or layers.get(layer) or layers.get("default") or layers.get(f"public.{layer}") or []:
        if layer == "communities":
            [[(x, y)]] = feature.parts
            if not (1 < x < tiles.EXTENT - 1 and 1 < y < tiles.EXTENT - 1):
                # A point on the edge may be in one tile or in the next one.
                continue
            size = PIXEL
        else:
            size = abs(sum(tiles.area_within(ring) for ring in feature.parts))
        key = feature.attributes[KEYS[layer]]
        if key in found:
            raise Different(f"{key} is twice in a tile")
        found[key] = (feature.attributes, size)
    return found


def compare(layer, kerben_layer, ours, theirs, addresses):
    """Raises where a feature larger than a pixel is in one tile and not in the other, or where a figure differs. Gives how many
    features were compared."""
    compared = 0
    with load.Client(ours.process.url) as our_client, load.Client(theirs.process.url) as their_client:
        for at in addresses:
            one = features(our_client.get(ours.tile(layer, at)).body, layer, kerben_layer)
            other = features(their_client.get(theirs.tile(layer, at)).body, layer, kerben_layer)
            where = f"{layer} {'/'.join(map(str, at))}: {ours.name} and {theirs.name}"
            for key in one.keys() ^ other.keys():
                size = (one.get(key) or other.get(key))[1]
                if size > PIXEL or layer == "communities":
                    raise Different(f"{where}: only one has {key}, {size / PIXEL:.1f} pixels large")
            for key in one.keys() & other.keys():
                mine, yours = one[key][0], other[key][0]
                for figure in FIGURES:
                    if figure == "households" and mine.get(figure) is None and yours.get("communities") == 0:
                        # Kerben says nothing of the households of no communities; the table says 0.
                        continue
                    if mine.get(figure) != yours.get(figure):
                        raise Different(f"{where}: {key} has {figure} {mine.get(figure)!r} and {yours.get(figure)!r}")
                compared += 1
    if not compared:
        raise Different(f"{layer}: {ours.name} and {theirs.name} have nothing in common in {len(addresses)} tiles")
    return {"features": compared, "tiles": len(addresses)}


def compare_items(ours, theirs, boxes):
    """The same number of features for a box, and every one of them in it. Which hundred come first is up to the server."""
    compared = 0
    with load.Client(ours.process.url) as our_client, load.Client(theirs.process.url) as their_client:
        for box in boxes:
            west, south, east, north = (float(edge) for edge in box.split(","))
            counts = []
            for server, client in [(ours, our_client), (theirs, their_client)]:
                found = json.loads(client.get(server.items(box)).body)["features"]
                for feature in found:
                    lon, lat = feature["geometry"]["coordinates"]
                    if not (west <= lon <= east and south <= lat <= north):
                        raise Different(f"items in {box}: {server.name} sends {feature['properties']['id']} from elsewhere")
                counts.append(len(found))
            if counts[0] != counts[1]:
                raise Different(f"items in {box}: {ours.name} sends {counts[0]}, {theirs.name} {counts[1]}")
            compared += counts[0]
    return {"features": compared, "boxes": len(boxes)}
