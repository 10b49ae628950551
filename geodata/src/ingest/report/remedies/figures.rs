//! What to do about numbers, and what need not be mended.

use super::Remedies;

#[rustfmt::skip]
pub(super) const CHECK_FIGURES: Remedies = &[
    ("total_differs", "Find the row that is missing or wrong; if the source itself says so, keep it: what is served is the sum of the rows."),
    ("total_among_rows", "Leave the totals out with `unless`, as `unless = { Sex = [\"Total\"] }`, or read only them with `where`."),
    ("total_among_categories", "Remove the category from `columns`, and its rows with `unless`; the sum of the others is shown beside them."),
    ("dates_added_up", "Say with `where` which date is read; others can be rounds of their own."),
    ("window_differs", "Check the counts of the window against those of the years: the years of a place should add up to its window."),
    ("estimates_equal_counts", "Give sums as a table of the same group, and estimates as what they are."),
    ("breakdown_does_not_add_up", "Check the breakdown against the counts: the categories of a place should add up to its count."),
    ("stated_sum_differs", "Find the part that is missing or wrong; what is served is what the source states of the larger place. If it is an estimate of the whole place, declare it as one (`estimate_of`)."),
    ("outlier", "Look at the row in both rounds: a zero too many, another row, another column? If the count is right, leave it."),
    ("distances_too_large", "Check the unit of the column: kilometres are expected."),
    ("distance_of_available_service", "Check which is right: a service that is there needs no distance. The distance is not used."),
    ("suppressed_value_revealed", "Ask the source whether the value may be published: others give it away."),
    ("suppressed_too", "Nothing must be done: the value is shown as suppressed, since it would give another one away."),
    ("suppressed_as_a_whole", "Nothing must be done: the column is shown as suppressed, since it would give withheld values away."),
];

#[rustfmt::skip]
pub(super) const ADD_WHAT_IS_MISSING: Remedies = &[
    ("location_name_missing", "Write the name of the location, or delete the row."),
    ("location_unit_missing", "Name the columns with the units that the locations lie in."),
    ("households_missing", "Add the number of households, or publish without: the community is left out of figures by household."),
    ("place_without_row", "Add a row for the place, or publish without: it is shown as no data."),
    ("distance_missing", "Add the distance, or publish without: no figure of distances counts the community."),
    ("group_without_counts", "Add the table of the group, or remove it from the round."),
];

#[rustfmt::skip]
pub(super) const NOTHING_TO_DO: Remedies = &[
    ("matches_ignored", "If it is meant to be the file of matches, delete it: `kerben check` writes it anew."),
    ("rows_left_out", "Empty the cell in the column `match` to have the rows checked again."),
    ("point_near_district", "The point is as good as inside: borders are coarse."),
    ("columns_recognised", "The columns are those of a known layout."),
    ("parent_by_position", "Each unit belongs to the one that its middle lies in."),
    ("dates_as_years", "Of each date the year counts."),
    ("rows_about_left_out", "They are left out with the communities that they are about."),
    ("header_found", "The header is the first row with all columns of dataset.toml; `header_row` says another."),
    ("questions_found", "Columns of a form are found by the name of the question, without the groups before it."),
    ("positions_read", "Forms write the latitude first."),
    ("earlier_left_out", "Only the latest rows of a place are read, as dataset.toml says."),
    ("facilities_left_out", "Facilities that offer none of the services are not read, as dataset.toml says."),
    ("hxl_row", "The row of HXL tags is no row of data."),
    ("table_end", "Rows below the end are not read, as dataset.toml says."),
    ("delimiter_found", "`delimiter` in dataset.toml says another."),
    ("encoding_found", "`encoding` in dataset.toml says another."),
    ("hidden_rows_read", "Hidden rows count like others; delete them if they should not."),
    ("hidden_column_read", "Hidden columns count like others."),
    ("hidden_sheet_read", "Hidden sheets count like others."),
    ("visible_sheet_read", "The only visible sheet is read; `sheet` says another."),
    ("records_found", "`records` in dataset.toml names another list."),
    ("rounds_not_read", "`rounds` in dataset.toml names those that are read."),
    ("estimate_far_from_count", "Both are shown; look at the places before you quote one."),
    ("rows_selected", "Only rows that meet the condition are read, as dataset.toml says."),
    ("thousands_read", "Separators between thousands are not part of a number."),
    ("decimal_comma", "The comma is the decimal mark of the column."),
    ("suppressed_cells", "Withheld values are shown as suppressed, never as zero."),
    ("footnotes", "Text below the table is not data."),
    ("locations_listed", "Locations without numbers are listed with the smallest unit that is certain, and drawn nowhere."),
    ("totals", "Totals are compared with the sums, and not added to them."),
    ("codes_respelled", "Capitals, white space and wide letters make no difference where codes have one reading."),
    ("name_respelled", "Look whether the unit is the one that is meant; if it is not, write its code."),
    ("cells_filled", "`fill_down` in dataset.toml names the columns."),
    ("merged_cells_filled", "What stands in merged cells of a place, or of a larger unit, holds for all of their rows."),
    ("zeros_restored", "Store codes as text to keep their zeros."),
    ("longitude_beyond_180", "Longitudes from 0 to 360 are turned into those from -180 to 180."),
    ("area_without_unit", "A lake or an enclave is usual."),
    ("vertices_moved", "Borders of neighbours were brought together within the tolerance."),
    ("junctions_noded", "Borders of neighbours share their vertices now."),
    ("slivers_closed", "Gaps and overlaps within the tolerance are closed."),
];
