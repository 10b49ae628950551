//! What does not keep a dataset from being published, and somebody should know: reported, with exit 0.

use crate::bad_datasets::case::{Case, case};

/// The border between Dunes and Oasis is the meridian 74.5: at 42.5° north a degree of longitude is 82 km long.
pub fn table() -> Vec<Case> {
    vec![
        case("a year that was not over when collection ended, and is not stated to be partial")
            .describe("partial = { 2024 = \"January to April\" }\n", "")
            .finding("warning", "partial_year_not_stated", r#"dataset.toml, line 47: collection ended on 2024-04-30, before 2024 was over, but 2024 is not under `partial`: it is shown and compared as a full year; say `partial = { 2024 = "..." }` if it is not"#),
        case("a community in another district than stated")
            .edit("communities.csv", "74.2,42.5", "74.6,42.5")
            .finding("warning", "point_outside_district", "communities.csv, row 2, column district: the stated district is ZZ0101 (Dunes), but the point lies in ZZ0102 (Oasis), 8220 m outside the stated one; the stated one is used"),
        case("a community in no district")
            .edit("communities.csv", "75.8,42.2", "75.8,41.9")
            .finding("warning", "point_outside_district", "communities.csv, row 5, column district: the stated district is ZZ0201 (Shore), but the point lies in no district, 11.1 km outside the stated one; the stated one is used"),
        case("a community a few metres across the border")
            .edit("communities.csv", "74.2,42.5", "74.5003,42.5")
            .finding("note", "point_near_district", "communities.csv, row 2, column district: the stated district is ZZ0101 (Dunes), but the point lies in ZZ0102 (Oasis), 25 m outside the stated one; the stated one is used"),
        case("unknown households")
            .edit("communities.csv", "ZZ0201,240", "ZZ0201,")
            .finding("warning", "households_missing", "communities.csv, row 4, column households: the number of households is missing: the community is left out of all figures of households"),
        case("a community without counts")
            .edit("counts.csv", "C4,1,0,0\n", "")
            .finding("warning", "place_without_row", "counts.csv: there is no row for the community `C4`: it has no data"),
        case("categories that are more than the count")
            .edit("sex.csv", "C3,15,25", "C3,15,30")
            .finding("warning", "breakdown_does_not_add_up", "sex.csv, row 4: `return_migrants` by `sex`: in 1 of 4 places the categories do not add up to the count of all years; the first is `C3`: categories 45, count 40"),
        case("a distance to what is there")
            .edit("services.csv", "C3,yes,,", "C3,yes,0-5,")
            .finding("warning", "distance_of_available_service", "services.csv, row 4, column hospital_band: the service `hospital` is available, so its distance is not used"),
        // Two triangles, half of the country together.
        case("an area that crosses itself")
            .edit("admin0.geojson", "[[[74, 42], [76, 42], [76, 43], [74, 43], [74, 42]]]", "[[[74, 42], [76, 43], [76, 42], [74, 43], [74, 42]]]")
            .finding("warning", "geometry_mended", "admin0.geojson, feature 1: the area of ZZ was not valid (self-intersection at or near point 75 42.5) and was mended; it has 9130.9 km² now"),
    ]
}
