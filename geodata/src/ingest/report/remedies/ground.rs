//! What to do about positions and borders.

use super::Remedies;

#[rustfmt::skip]
pub(super) const CHECK_COORDINATES: Remedies = &[
    ("not_a_position", "Write latitude and longitude with a space between: `42.87 74.59`."),
    ("coordinate_missing", "Write longitude and latitude in degrees, or neither."),
    ("communities_without_coordinates", "Add the coordinates, or publish without: these communities are counted, and on no map."),
    ("coordinates_out_of_range", "Write degrees: longitude from -180 to 180, latitude from -90 to 90. Metres need a `crs`."),
    ("coordinates_swapped", "Exchange longitude and latitude, or the two columns in dataset.toml."),
    ("points_elsewhere", "Check both: the coordinates of the points and those of the boundaries."),
    ("point_outside_district", "Check which is wrong on a map: the coordinates or the code of the district. The stated district is used."),
    ("point_outside_districts", "Check the coordinates: the point lies in no unit."),
    ("communities_without_unit", "Check the coordinates, or give the layer its missing units: sums by this level leave these communities out."),
];

#[rustfmt::skip]
pub(super) const REPAIR_BOUNDARIES: Remedies = &[
    ("geometry_missing", "Draw the area, or delete the feature."),
    ("geometry_type", "Give a layer with the right type of geometry: areas for units, points for communities and facilities."),
    ("geometry_not_mendable", "Draw the area again: it has no inside."),
    ("geometry_mended", "Compare the area with the original, and repair it there (QGIS: Fix geometries)."),
    ("layer_too_small", "Check the reference system: the whole layer is smaller than a house."),
    ("layer_axes_swapped", "Export the layer with longitude first, or say the right `crs`."),
    ("border_elsewhere", "Check the reference system, and keep the lines of this country only."),
    ("layer_elsewhere", "Check the reference system, and that the layer is of this country."),
    ("dissolve_without_whole", "Say in `parents` to which unit of another file it belongs, or give the layer above a file."),
    ("dissolve_differs", "Give all parts of a unit the same name and parent."),
    ("unit_outside_parent", "Check the code of the unit above, or the area."),
    ("ring_left_out", "Remove the ring that has no area."),
    ("gap_between_units", "Close the gap: snap the border of one unit to that of its neighbour."),
    ("units_overlap", "Cut the overlap from one of the units."),
    ("border_not_of_parts", "Use layers of the same edition, or `dissolve` the larger units from the smaller ones."),
];
