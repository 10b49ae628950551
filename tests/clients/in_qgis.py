"""What QGIS makes of Kerben, as JSON. Runs in the Python that QGIS is installed for, without a window:
`in_qgis.py SERVER MBTILES FOLDER PROVINCE BOX STYLE…`."""

import collections
import json
import os
import sys
import urllib.parse
import urllib.request

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import (  # noqa: E402
    QgsApplication, QgsCoordinateReferenceSystem, QgsFeatureRequest, QgsMapBoxGlStyleConversionContext, QgsMapBoxGlStyleConverter,
    QgsMapRendererSequentialJob, QgsMapSettings, QgsRectangle, QgsVectorLayer, QgsVectorTileBasicRenderer, QgsVectorTileBasicRendererStyle, QgsVectorTileLayer, QgsFillSymbol, QgsWkbTypes,
)
from qgis.PyQt.QtCore import QSize  # noqa: E402
from qgis.PyQt.QtGui import QColor, QImage  # noqa: E402

KYRGYZSTAN = QgsRectangle(7_700_000, 4_700_000, 8_950_000, 5_400_000)
SIZE = QSize(250, 140)
LARGE = QSize(1000, 560)


def fill(name, expression, colour):
    style = QgsVectorTileBasicRendererStyle(name, "admin2", QgsWkbTypes.PolygonGeometry)
    style.setFilterExpression(expression)
    style.setSymbol(QgsFillSymbol.createSimple({"color": colour, "outline_style": "no"}))
    style.setEnabled(True)
    return style


def drawn(layer, size):
    """The colours of the pixels of a map of the country, and what went wrong."""
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setOutputSize(size)
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    settings.setExtent(KYRGYZSTAN)
    settings.setBackgroundColor(QColor("white"))
    settings.setFlag(QgsMapSettings.Antialiasing, False)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    picture = job.renderedImage()
    colours = [picture.pixelColor(x, y).name() for x in range(size.width()) for y in range(size.height())]
    return colours, [error.message for error in job.errors()]


def styled(address):
    """Districts as the style at an address draws them."""
    with urllib.request.urlopen(address, timeout=60) as answer:
        style = json.load(answer)
    source = style["sources"]["kerben"]
    template = urllib.parse.quote(source["tiles"][0], safe=":/{}")
    zooms = f"zmin={source['minzoom']}&zmax={source['maxzoom']}"
    layer = QgsVectorTileLayer(f"type=xyz&url={template}&{zooms}&styleUrl={urllib.parse.quote(address, safe='')}", "districts")
    said, done = layer.loadDefaultStyle()
    colours, errors = drawn(layer, LARGE)
    layer.setLabeling(None)
    without_names, _ = drawn(layer, LARGE)
    # What it makes of the style, a second time: a layer does not tell what it left out.
    converter, context = QgsMapBoxGlStyleConverter(), QgsMapBoxGlStyleConversionContext()
    with urllib.request.urlopen(f"{style['sprite']}@2x.json", timeout=60) as index, urllib.request.urlopen(f"{style['sprite']}@2x.png", timeout=60) as picture:
        context.setSprites(QImage.fromData(picture.read()), json.load(index))
    converter.convert(style, context)
    # Each with its parts while it lives: QGIS owns them.
    patterns = {}
    for part in converter.renderer().styles():
        if part.styleName().startswith("kerben-pattern"):
            # Below it is a fill without a colour.
            fill = part.symbol().symbolLayer(part.symbol().symbolLayerCount() - 1)
            patterns[part.styleName()] = [fill.layerType(), fill.width()]
    return {
        "patterns": patterns,
        "valid": done and layer.isValid(), "errors": errors + ([said] if said else []), "warnings": converter.warnings(),
        "names": [label.labelSettings().fieldName for label in converter.labeling().styles()],
        "colours": dict(collections.Counter(colours)), "without_names": dict(collections.Counter(without_names)),
    }


def tiles(uri, province):
    """Districts from tiles: those of one province in red, the others in blue; how many pixels became what."""
    layer = QgsVectorTileLayer(uri, "districts")
    renderer = QgsVectorTileBasicRenderer()
    renderer.setStyles([fill("one", f"\"parent\" = '{province}'", "#ff0000"), fill("others", f"\"parent\" <> '{province}'", "#0000ff")])
    layer.setRenderer(renderer)
    colours, errors = drawn(layer, SIZE)
    return {
        "valid": layer.isValid(), "errors": errors,
        "zooms": [layer.sourceMinZoom(), layer.sourceMaxZoom()],
        "one": colours.count("#ff0000"), "others": colours.count("#0000ff"), "nothing": colours.count("#ffffff"),
    }


def features(server, collection, box):
    """A collection by OGC API Features: all of it, and what lies in a box."""
    layer = QgsVectorLayer(f"url='{server}/' typename='{collection}'", collection, "OAPIF")
    if not layer.isValid():
        return {"valid": False, "errors": [layer.error().message()]}
    key = "id" if collection == "communities" else "pcode"
    return {
        "valid": True, "crs": layer.crs().authid(), "fields": layer.fields().names(),
        "all": sorted(feature[key] for feature in layer.getFeatures()),
        "in_box": sorted(feature[key] for feature in layer.getFeatures(QgsFeatureRequest().setFilterRect(box))),
    }


def main(server, mbtiles, folder, province, box, *styles):
    application = QgsApplication([], False)
    application.initQgis()
    edges = QgsRectangle(*(float(edge) for edge in box.split(",")))
    found = {
        "server": tiles(f"type=xyz&url={server}/tiles/admin2/{{z}}/{{x}}/{{y}}.mvt&zmin=0&zmax=14", province),
        "mbtiles": tiles(f"type=mbtiles&url={mbtiles}", province),
        "folder": tiles(f"type=xyz&url=file://{folder}/{{z}}/{{x}}/{{y}}.mvt&zmin=0&zmax=7", province),
        "styles": {name: styled(f"{server}/maps/{name}") for name in styles},
        "features": {collection: features(server, collection, edges) for collection in ["admin1", "admin2", "communities"]},
    }
    print(json.dumps(found))
    application.exitQgis()


main(*sys.argv[1:])
