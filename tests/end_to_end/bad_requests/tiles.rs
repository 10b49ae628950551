//! Vector tiles and what describes them.

use crate::Bad;

pub const TABLE: &[Bad] = &[
    ("/collections/admin2/tiles?limit=1", 400, "limit", "there is no parameter `limit` here"),
    ("/collections/nope/tiles", 404, "", "there is no collection `nope`; see /collections"),
    (
        "/collections/admin2/tiles/WebMercatorQuad/1/2/0",
        404,
        "",
        "outside the tile grid: zoom is 0 to 14, column and row are below 2 to the zoom",
    ),
    (
        "/collections/admin2/tiles/WorldCRS84Quad/0/0/0",
        404,
        "",
        "there is nothing at /collections/admin2/tiles/WorldCRS84Quad/0/0/0",
    ),
    (
        "/tiles/admin2/0/1/0.mvt",
        404,
        "",
        "outside the tile grid: zoom is 0 to 14, column and row are below 2 to the zoom",
    ),
    (
        "/tiles/admin2/3/0/8.mvt",
        404,
        "",
        "outside the tile grid: zoom is 0 to 14, column and row are below 2 to the zoom",
    ),
    (
        "/tiles/admin2/15/0/0.mvt",
        404,
        "",
        "outside the tile grid: zoom is 0 to 14, column and row are below 2 to the zoom",
    ),
    (
        "/tiles/admin2/-1/0/0.mvt",
        404,
        "",
        "outside the tile grid: zoom is 0 to 14, column and row are below 2 to the zoom",
    ),
    (
        "/tiles/admin2/1/0/4294967296.mvt",
        404,
        "",
        "outside the tile grid: zoom is 0 to 14, column and row are below 2 to the zoom",
    ),
    (
        "/tiles/admin2/a/b/c.mvt",
        404,
        "",
        "outside the tile grid: zoom is 0 to 14, column and row are below 2 to the zoom",
    ),
    (
        "/tiles/admin2/1.5/0/0.mvt",
        404,
        "",
        "outside the tile grid: zoom is 0 to 14, column and row are below 2 to the zoom",
    ),
    ("/tiles/nope/0/0/0.mvt", 404, "", "there is no collection `nope`; see /collections"),
    ("/tiles/admin2/0/0/0.pbf", 404, "", "there is nothing at /tiles/admin2/0/0/0.pbf"),
    (
        "/tiles/admin2/5/22/11.mvt?year=2019",
        400,
        "year",
        "round `kgz-r3` counts nothing in 2019; its years are 2020, 2021, 2022, 2023, 2024",
    ),
    ("/tiles/admin2/5/22/11.mvt?year=all", 400, "year", "`year` does not accept `all`"),
    ("/tiles/admin2/5/22/11.mvt?indicator=nope", 400, "indicator", "`indicator` does not accept `nope`"),
    (
        "/tiles/admin2/5/22/11.mvt?indicator=return_migrants&service=school",
        400,
        "service",
        "`service` belongs to service indicators, not to return_migrants",
    ),
    ("/tiles/admin2/5/22/11.mvt?per=share", 400, "per", "`per` needs `indicator`"),
    (
        "/tiles/admin2/5/22/11.mvt?year=2024&indicator=return_migrants&per=change",
        400,
        "year",
        "2024 is counted only in part (January to April) and cannot be compared with a full year",
    ),
    (
        "/tiles/admin2/5/22/11.mvt?indicator=internal_migrants&year=2022",
        400,
        "year",
        "round `kgz-r3` counts internal_migrants in 2023, not in 2022",
    ),
    ("/tiles/admin2/5/22/11.mvt?properties=colour", 400, "properties", "there is no property `colour`"),
    (
        "/tiles/admin2/5/22/11.mvt?groups=emigrants,tourists",
        400,
        "groups",
        "round `kgz-r3` has no counts of `tourists` for admin2; it has return_migrants, emigrants, \
         international_migrant_workers, internal_migrants, internal_out_migrants",
    ),
    (
        "/tiles/admin2/5/22/11.mvt?groups=emigrants&properties=return_migrants",
        400,
        "properties",
        "there is no property `return_migrants`",
    ),
    ("/tiles/admin2/5/22/11.mvt?geometry=none", 400, "geometry", "`geometry` does not accept `none`"),
    (
        "/tiles/admin2/5/22/11.mvt?geometry=only&year=2023",
        400,
        "year",
        "`year` chooses attributes, and `geometry=only` has none but the key",
    ),
    (
        "/tiles/admin2.json?properties=name&geometry=only",
        400,
        "properties",
        "`properties` chooses attributes, and `geometry=only` has none but the key",
    ),
    ("/tiles/admin2/5/22/11.mvt?f=mlt", 400, "f", "there is no parameter `f` here"),
    ("/collections/admin2/tiles/WebMercatorQuad/5/11/22?f=json", 400, "f", "`f` does not accept `json`"),
    ("/tiles/nope.json", 404, "", "there is no collection `nope`; see /collections"),
    ("/tiles/admin2.json?z=1", 400, "z", "there is no parameter `z` here"),
    (
        "/tiles/admin2.json?year=2019",
        400,
        "year",
        "round `kgz-r3` counts nothing in 2019; its years are 2020, 2021, 2022, 2023, 2024",
    ),
];
