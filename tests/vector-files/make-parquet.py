"""Writes the GeoParquet files of this folder: by geopandas, and by pyarrow what geopandas does not write."""

import datetime
import decimal
import json

import geopandas
import pyarrow
import pyarrow.parquet

country = geopandas.read_file("country.geojson", engine="pyogrio")
country["aliases"] = [["Sandland", "Песчаная"]]
country["capital"] = [{"name": "Adra"}]
country["area"] = [decimal.Decimal("-12.50")]
country["share"] = [float("nan")]
country["official"] = [True]
country["day"] = [datetime.date(2024, 2, 29)]
point = geopandas.read_file("place.geojson", engine="pyogrio")

country.to_parquet("country.parquet", write_covering_bbox=True, schema_version="1.1.0")
country.to_parquet("country-1-0.parquet", schema_version="1.0.0", compression="gzip")
country.to_parquet("country-native.parquet", geometry_encoding="geoarrow", schema_version="1.1.0", compression="zstd")
country.explode().iloc[:1].to_parquet(
    "country-polygon.parquet", geometry_encoding="geoarrow", schema_version="1.1.0", compression="brotli"
)
country.to_crs(32643).to_parquet("country-utm.parquet", compression="lz4")
country.to_crs(4284).to_parquet("country-pulkovo.parquet", compression=None)
country.set_crs(None, allow_override=True).to_parquet("country-no-crs.parquet")
point.to_parquet("place.parquet")
point.to_parquet("place-native.parquet", geometry_encoding="geoarrow")
country.drop(columns="geometry").to_parquet("no-geometry.parquet")

# Many rows in many row groups, pages of the second format, and the encodings of differences.
many = pyarrow.table(
    {
        "pcode": [f"ZZ{number:04}" if number else "ZZ" for number in range(300)],
        "name": ["Кыргызстан"] * 300,
        "number": pyarrow.array(range(300), pyarrow.uint32()),
        "geometry": [
            geopandas.GeoSeries.from_wkt([f"POLYGON (({w} 42,{e} 42,{e} 43,{w} 43,{w} 42))"]).to_wkb()[0]
            for w, e in ((74 + number / 256, 74 + (number + 1) / 256) for number in range(300))
        ],
    }
)
geo = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": {"encoding": "WKB", "geometry_types": []}}}
many = many.replace_schema_metadata({"geo": json.dumps(geo)})
pyarrow.parquet.write_table(
    many,
    "many.parquet",
    row_group_size=70,
    data_page_version="2.0",
    data_page_size=1024,
    use_dictionary=["name"],
    column_encoding={"number": "DELTA_BINARY_PACKED", "pcode": "DELTA_LENGTH_BYTE_ARRAY", "geometry": "PLAIN"},
)
