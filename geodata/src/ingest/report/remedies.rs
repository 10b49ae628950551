//! What to do about each kind of finding. Every code stands here once; a test looks for those that do not.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Action;

/// The codes of findings that ask for the same, each with its remedy.
type Remedies = &'static [(&'static str, &'static str)];

/// All codes.
#[rustfmt::skip]
const REMEDIES: [(Action, Remedies); 10] = [
    (Action::ProvideFiles, &[
        ("folder_missing", "Give the path of the folder that holds dataset.toml."),
        ("description_missing", "Write a dataset.toml into the folder, or let `kerben init` propose one."),
        ("file_missing", "Put the file into the folder, or correct its name in dataset.toml: capital letters count."),
        ("not_a_file", "Name a file rather than a folder."),
        ("file_unreadable", "Make the file readable, and check that it lies inside the folder."),
        ("file_too_large", "Split the file, or leave out columns and sheets that are not needed."),
        ("matches_unreadable", "Save matches.csv as CSV again, or delete it: `kerben check` writes it anew."),
        ("not_utf8", "Save the file as UTF-8."),
        ("companion_missing", "Put the other files of the shapefile beside it: .shp, .shx, .dbf, .prj."),
        ("table_unreadable", "Open the file in a spreadsheet and save it again as XLSX or CSV."),
        ("table_too_large", "Split the table into several files, and name all of them in dataset.toml."),
        ("form_too_large", "Check that this is the form: no form that people fill in has so many questions."),
        ("workbook_protected", "Save the workbook without its password."),
        ("workbook_too_large", "Save the workbook as XLSX or CSV: larger ones can be read of these."),
        ("table_empty", "Check that this is the right file and the right sheet: it has no rows."),
        ("row_too_long", "Look for a quotation mark that is not closed in or above this row."),
        ("cell_too_long", "Look for a quotation mark that is not closed in or above this cell."),
        ("too_many_columns", "Delete columns that are not needed, also those that only look empty."),
        ("quote_not_closed", "Close the quotation mark that opens here, or delete it."),
        ("text_behind_quote", "Double the quotation marks inside of the text, or delete them."),
        ("ragged_row", "Give the row as many cells as the header has: look for a stray delimiter or a missing quotation mark."),
        ("header_missing", "Say with `header_row` in dataset.toml which row holds the headers."),
        ("zip_unreadable", "Zip the file again."),
        ("zip_too_large", "Put only the files of this layer into the zip."),
        ("zip_without_vector", "Check that this is the right zip: it holds no boundaries or points."),
        ("vector_damaged", "Export the file again: it ends early, or a part of it is broken."),
        ("vector_unreadable", "Export the file again, as GeoPackage or GeoJSON if possible."),
        ("vector_indirect", "Name the file that holds the data itself."),
        ("layer_empty", "Check that this is the right layer: it has no features."),
        ("layer_too_large", "Generalise the layer before you give it."),
        ("layer_computed", "Export the layer as a plain table of features."),
        ("geopackage_not_plain", "Export the layer into a new GeoPackage."),
        ("geopackage_open", "Close the GeoPackage in other programs (QGIS), so that its journal is written into it."),
        ("shapefile_mixed", "Zip the files of one shapefile only, all with the same name."),
        ("xml_syntax", "Export the file again: it is not well-formed."),
        ("xml_doctype", "Remove the document type from the file."),
        ("schema_elsewhere", "Put the schema beside the file, or export it as GeoPackage."),
        ("json_syntax", "Export the file again: it is not JSON."),
        ("remote_unreadable", "Check the address and whether it answers."),
        ("proj_network", "Unset PROJ_NETWORK, or allow connections with --allow-remote."),
    ]),
    (Action::CorrectDescription, &[
        ("open_choice", "Decide, and write it in place of the question mark and its quotation marks."),
        ("toml_syntax", "Correct the line: texts stand in quotation marks, lists in brackets, each key once."),
        ("unknown_key", "Correct the name of the key, or remove it."),
        ("missing_key", "Add the key."),
        ("wrong_type", "Write the value in the form that is expected."),
        ("given_twice", "Remove one of the two."),
        ("empty_text", "Write something, or remove the key."),
        ("boundary_edition_missing", "Add `[boundary_edition]` with the `id` of the edition of boundaries that the dataset has."),
        ("concordance_with_itself", "Name the dataset with the other edition of boundaries."),
        ("path_backslash", "Write the path with `/`."),
        ("path_leaves_folder", "Copy the file into the folder of the dataset."),
        ("remote_not_said", "Add `remote = true`, if the source really lies elsewhere."),
        ("remote_not_allowed", "Run the command with --allow-remote, or download the file into the folder."),
        ("not_an_address", "Write a whole address, or remove `remote`."),
        ("secret_in_url", "Move the secret out of dataset.toml: what it says is published."),
        ("bad_url", "Write a whole address."),
        ("unknown_archive", "Name a .pmtiles or .mbtiles file."),
        ("basemap_missing", "Give `file` or `url`."),
        ("basemap_twice", "Give either `file` or `url`."),
        ("unknown_table_format", "Name a CSV, XLSX, XLS, XLSB or ODS file."),
        ("unknown_vector_format", "Name a file in one of the formats that are listed."),
        ("unknown_form_format", "Name the workbook that the form was written in, with the sheets `survey` and `choices`."),
        ("parent_is_table", "Name in `parent` the sheet or file that has a row for each submission."),
        ("bad_parent_key", "Name two columns: the key of the row above in this table, and in the other."),
        ("position_twice", "Give either `point`, or `lon` and `lat`."),
        ("delimiter_of_a_workbook", "Remove the key."),
        ("encoding_of_a_workbook", "Remove the key."),
        ("key_of_a_table", "Remove the key: features have no sheets, headers or rows below."),
        ("key_of_a_vector_file", "Remove the key, which is about vector files."),
        ("coordinate_column_missing", "Name both columns, or neither."),
        ("coordinates_of_geometry", "Leave out `lon` and `lat`: the geometries say where communities are."),
        ("unknown_position", "Write one of the words that the message names."),
        ("as_of_missing", "Say for when the borders are stated."),
        ("as_of_twice", "Keep one of the two."),
        ("unknown_border_status", "Write one of the words that are listed, or say under `statuses` what the word stands for."),
        ("sheet_of_a_csv", "Remove the key."),
        ("sheet_twice", "Name each sheet once."),
        ("no_sheets", "Name a sheet, or remove the key."),
        ("bad_header_row", "Count rows from 1, as a spreadsheet does."),
        ("unknown_delimiter", "Write one of the delimiters that are listed."),
        ("unknown_decimal_mark", "Write one of the marks that are listed."),
        ("unknown_combination", "Write one of the ways that are listed."),
        ("encoding_unknown", "Write the name of an encoding, such as `windows-1251`."),
        ("encoding_not_asked", "Remove `encoding`: the format says its own."),
        ("crs_unknown", "Write a reference system that is known, such as `EPSG:32643`."),
        ("crs_names_a_file", "Write the reference system itself, such as `EPSG:32643`."),
        ("crs_elsewhere", "Write the reference system itself, such as `EPSG:32643`."),
        ("bad_country", "Write the ISO 3166 code of the country with three letters."),
        ("unknown_country", "Write the code that the country has in its layer."),
        ("bad_vocabulary", "Correct the declaration."),
        ("vocabulary_twice", "Give either a ready vocabulary or your own declarations of the same."),
        ("unknown_vocabulary", "Name one of the vocabularies that are listed."),
        ("unknown_group", "Use a group that is listed, or declare it under `[[vocabulary.groups]]`."),
        ("unknown_dimension", "Use a dimension that is listed, or declare it under `[[vocabulary.dimensions]]`."),
        ("unknown_codes", "Write one of the kinds that are listed."),
        ("unknown_boundaries", "Write one of the kinds that are listed."),
        ("unknown_level", "Write one of the levels that are listed."),
        ("unknown_language", "Use a language that the dataset lists under `languages`, or add it there."),
        ("duplicate_language", "Remove one of the two."),
        ("no_languages", "List at least one language."),
        ("unknown_source", "Use the id of a source, or declare it under `[[sources]]`."),
        ("duplicate_source", "Give each source an id of its own."),
        ("source_twice", "Name each source once."),
        ("no_sources", "Name the source: every answer cites it."),
        ("duplicate_layer", "Remove one of the two layers, or put the files of both into one."),
        ("layer_order", "List the layers from the country downwards."),
        ("layer_gap", "Add the layer in between."),
        ("layer_without_file", "Give the layer a file, or `dissolve`."),
        ("dissolve_with_file", "Give either a file or `dissolve`."),
        ("dissolve_level", "Dissolve the layer directly below."),
        ("dissolve_population", "Remove the key: the populations are added up."),
        ("parent_column_missing", "Name the column with the code of the unit above as `parent`."),
        ("level_not_loaded", "Add the layer, or use a level that is there."),
        ("admin1_missing", "Add the layer of provinces: others are below it."),
        ("admin2_missing", "Add the layer of districts: communities lie in them."),
        ("admin3_missing", "Add the layer of subdistricts."),
        ("community_unit_missing", "Name the column with the unit of a community: `admin1`, `admin2` or `admin3`."),
        ("community_unit_twice", "Name each column for one level only."),
        ("alias_unit_unknown", "Write the code of a unit of the boundaries."),
        ("within_without_units", "Remove `within`: communities have their ids."),
        ("duplicate_round", "Give each round an id of its own."),
        ("unknown_round", "Use the id of a round, or declare it under `[[rounds]]`."),
        ("bad_date", "Write the date as year, month and day: `2024-04-30`."),
        ("bad_collected", "Give the first and the last day of collection."),
        ("collected_backwards", "Exchange the two days."),
        ("no_groups", "Say under `[[rounds.groups]]` what the round counts."),
        ("duplicate_group", "Keep one of the two."),
        ("group_not_in_round", "Add the group to the round, or correct it here."),
        ("no_years", "List the years that the round asks about."),
        ("bad_year", "Write the year with four digits."),
        ("years_not_ascending", "List the years from the first to the last."),
        ("year_after_collection", "Remove the year, or correct the days of collection."),
        ("unknown_partial_year", "Name a year of the window."),
        ("partial_year_not_stated", "Add the year under `partial`, and say which part is counted."),
        ("stock_with_years", "Remove the years: a stock is counted on one day."),
        ("no_columns", "Name the columns."),
        ("column_used_twice", "Name another column in one of the two places."),
        ("group_twice", "Keep one of the two columns."),
        ("year_twice", "Keep one of the two columns."),
        ("year_not_in_round", "Add the year to the round, or remove the column."),
        ("year_without_column", "Name the column of the year, or remove the year from the round."),
        ("value_without_column", "Name the column of values as `value`."),
        ("category_twice", "Keep one of the two columns."),
        ("categories_differ", "Give all tables of the breakdown the same categories."),
        ("km_and_band", "Give either `km` or `band`."),
        ("distances_differ", "Give the distances in the same way in all tables of a service."),
        ("word_twice", "Keep the word in one list."),
        ("no_data_number", "Remove the number from `no_data`: it would hide a count."),
        ("suppressed_answer", "Remove the word from `suppressed`: it is an answer."),
        ("suppressed_empty", "List at least one text, or remove the key."),
        ("suppressed_empty_text", "Remove the empty text: an empty cell is no data."),
        ("suppressed_number", "Remove the number from `suppressed`: it would hide a count."),
        ("suppressed_too_many", "List fewer texts."),
        ("suppressed_twice", "Remove one of the two."),
        ("illustrative_note_missing", "Add `illustrative_note`: it tells readers what is invented."),
        ("generated_but_not_illustrative", "Say `illustrative = true` in dataset.toml, or remove the invented rows."),
        ("language_unused", "Name the columns of names in this language, or remove it from `languages`."),
        ("language_not_listed", "Add the language to `languages`, or remove the column."),
        ("name_column_missing", "Name the column with the names in the main language."),
        ("replacement_unused", "Remove the replacement, or correct its text."),
    ]),
    (Action::SayWhatIsMeant, &[
        ("column_missing", "Write the header as the file has it, or the letter of the column."),
        ("column_twice", "Rename one of the columns, or name the one that is meant by its letter."),
        ("choice_unknown", "Write the choice as the cells have it, or give the form with `form`: it has the names and labels of all choices."),
        ("parent_link_missing", "Name the two columns that link the tables: `key = [\"here\", \"there\"]`."),
        ("merged_cells", "Unmerge the cells, or name the columns by their letters."),
        ("columns_not_recognised", "Name the columns of the code and of the names in dataset.toml."),
        ("names_not_recognised", "Name the columns of the names in dataset.toml."),
        ("sheet_missing", "Write the name of the sheet as the workbook has it."),
        ("sheet_ambiguous", "Name the sheet with `sheet`, or several with `sheets`."),
        ("layer_missing", "Write the name of the layer as the file has it."),
        ("layer_ambiguous", "Name the layer with `layer`."),
        ("records_missing", "Name the list of records with `records`, or give the file that has them."),
        ("records_ambiguous", "Name the list of records with `records`."),
        ("records_of_a_table", "Remove the key."),
        ("header_of_json", "Remove the key."),
        ("rounds_without_column", "Name the column of the round with `round_column`, or remove `rounds`."),
        ("round_twice", "Keep `round`, or `round_column` and `rounds`."),
        ("where_matches_none", "Write the text of the condition as the column has it."),
        ("rows_not_read", "Say with `where` which rows are read, or add a column for these."),
        ("crs_missing", "Say the reference system with `crs`, such as `EPSG:32643`, or put the .prj beside the file."),
        ("crs_unusable", "Export the layer in longitude and latitude (EPSG:4326)."),
        ("coordinates_not_transformable", "Say the right reference system with `crs`, or export the layer in longitude and latitude."),
        ("encoding_guessed", "Look at the names; if they are right, say the encoding with `encoding`, and otherwise the right one."),
        ("not_in_encoding", "Say the right encoding with `encoding`."),
        ("text_misread", "Say the right encoding with `encoding`."),
        ("hidden_letters", "Say the encoding with `encoding`."),
        ("ambiguous_separator", "Say with `decimal` which mark the table uses, or write the number in full."),
        ("neither_yes_nor_no", "List the word in dataset.toml under `yes`, `no` or `no_data`, or correct the cell."),
        ("unknown_band", "Write one of the bands, or declare this one under `[[vocabulary.bands]]`."),
        ("unknown_service", "Use a service of the vocabulary, or declare it under `[[vocabulary.services]]`."),
        ("parent_not_found", "Name the column with the code of the unit above as `parent`."),
    ]),
    (Action::CorrectCodes, &[
        ("unknown_place", "Write the code that the place has in the boundaries or in the table of communities; if the row is a total or a note, say so with `totals` or delete it."),
        ("place_missing", "Write the code of the place into the cell; if the row is about a larger place, leave it out with `where` or `unless`."),
        ("duplicate_place", "Keep one of the rows; if each counts a part, say `combine = \"sum\"`."),
        ("parent_row_missing", "Export both tables at the same time, or delete the row: its submission is gone."),
        ("parent_key_twice", "Delete one of the two rows: it is not known to which the repeated rows belong."),
        ("counted_twice", "Remove the value from one of the tables."),
        ("name_unknown", "Choose the unit in the column `match` of matches.csv, which `kerben check` writes, or write its code or its name as the boundaries have it."),
        ("name_ambiguous", "Choose the unit in the column `match` of matches.csv, which `kerben check` writes, or say with `within` which column has the larger unit."),
        ("parent_name_unknown", "Choose the larger unit in the column `match` of matches.csv, which `kerben check` writes, or write its code or its name as the boundaries have it."),
        ("parent_differs", "Check which of the two is right, and correct the other one."),
        ("match_unknown", "Write a code that is suggested beside it, that of another unit, or `-`."),
        ("match_twice", "Remove one of the two rows."),
        ("unknown_district", "Write the code of a district of the boundaries."),
        ("unknown_unit", "Write the code of a unit of the boundaries."),
        ("concordance_code_missing", "Write the code that the unit has in the other dataset, or delete the row."),
        ("concordance_unit_missing", "Add a row for the unit, with the unit of the other dataset that it was made of."),
        ("id_missing", "Give it an id that no other has."),
        ("bad_id", "Write an id of letters, digits, hyphens and underscores."),
        ("duplicate_id", "Give each an id of its own, or delete one of the rows."),
        ("name_missing", "Write the name in the main language of the dataset."),
        ("unknown_origin", "Write `real` or `generated`."),
        ("pcode_empty", "Write the P-code into the cell."),
        ("code_empty", "Write the code into the cell."),
        ("pcode_malformed", "Write the P-code: the letters of the country and digits."),
        ("code_malformed", "Write the code in the form that all codes of this kind have."),
        ("pcode_is_a_number", "Store the code as text, with its letters and zeros in front."),
        ("code_is_a_number", "Store the code as text, with its zeros in front."),
        ("pcode_without_letters", "Put the letters of the country in front, or say `codes = \"number\"` if these are official numbers."),
        ("duplicate_pcode", "Give each unit a code of its own."),
        ("duplicate_code", "Give each unit a code of its own."),
        ("code_zeros_lost", "Store the codes as text, with all their digits."),
        ("parent_missing", "Write the code of the unit above."),
        ("parent_unknown", "Write the code of a unit of the layer above."),
    ]),
    (Action::CorrectValues, &[
        ("not_a_number", "Write a number; leave the cell empty where there is no data, or list the word under `no_data` in dataset.toml."),
        ("looks_withheld", "If the source withholds the number, list what stands in its place under `suppressed` in dataset.toml: only then is it protected."),
        ("not_a_record", "Write an object with fields: a list of lists has no names."),
        ("not_a_value", "Write one value, or name another field."),
        ("field_twice", "Remove one of the two."),
        ("not_a_whole_number", "Write a whole number: these are people or households."),
        ("year_unclear", "Write the year with four digits, alone or in a date."),
        ("negative_number", "Write 0 or more."),
        ("number_too_large", "Correct the number: more people do not live on earth."),
        ("thousands_separator", "Write the number without separators."),
        ("scientific_notation", "Format the column as a number without decimals, and write the number in full."),
        ("digits_lost", "Format the column as text, and write the number again."),
        ("time_unreadable", "Write the time as forms do: `2024-05-01T08:12:33`."),
        ("unexpected_date", "Format the column as text or number, and write the value again: the spreadsheet took it for a date."),
        ("band_is_a_date", "Format the column as text, and write the band again: the spreadsheet took it for a date."),
        ("formula_failed", "Correct the formula, or paste its value."),
        ("formula_not_calculated", "Open the workbook in a spreadsheet and save it: its formulas were never calculated."),
        ("formula_results_may_be_stale", "Open the workbook in a spreadsheet and save it, so that its formulas are calculated."),
        ("damaged_text", "Take the text from the original file: in this one its letters are lost."),
        ("availability_missing", "Say yes or no: a distance alone does not tell."),
        ("distance_too_large", "Write kilometres."),
    ]),
    (Action::CheckCoordinates, &[
        ("not_a_position", "Write latitude and longitude with a space between: `42.87 74.59`."),
        ("coordinate_missing", "Write longitude and latitude in degrees, or neither."),
        ("communities_without_coordinates", "Add the coordinates, or publish without: these communities are counted, and on no map."),
        ("coordinates_out_of_range", "Write degrees: longitude from -180 to 180, latitude from -90 to 90. Metres need a `crs`."),
        ("coordinates_swapped", "Exchange longitude and latitude, or the two columns in dataset.toml."),
        ("points_elsewhere", "Check both: the coordinates of the points and those of the boundaries."),
        ("point_outside_district", "Check which is wrong on a map: the coordinates or the code of the district. The stated district is used."),
        ("point_outside_districts", "Check the coordinates: the point lies in no unit."),
        ("communities_without_unit", "Check the coordinates, or give the layer its missing units: sums by this level leave these communities out."),
    ]),
    (Action::RepairBoundaries, &[
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
    ]),
    (Action::CheckFigures, &[
        ("total_differs", "Find the row that is missing or wrong; if the source itself says so, keep it: what is served is the sum of the rows."),
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
    ]),
    (Action::AddWhatIsMissing, &[
        ("location_name_missing", "Write the name of the location, or delete the row."),
        ("location_unit_missing", "Name the columns with the units that the locations lie in."),
        ("households_missing", "Add the number of households, or publish without: the community is left out of figures by household."),
        ("place_without_row", "Add a row for the place, or publish without: it is shown as no data."),
        ("distance_missing", "Add the distance, or publish without: no figure of distances counts the community."),
        ("group_without_counts", "Add the table of the group, or remove it from the round."),
    ]),
    (Action::NothingToDo, &[
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
        ("zeros_restored", "Store codes as text to keep their zeros."),
        ("longitude_beyond_180", "Longitudes from 0 to 360 are turned into those from -180 to 180."),
        ("area_without_unit", "A lake or an enclave is usual."),
        ("vertices_moved", "Borders of neighbours were brought together within the tolerance."),
        ("junctions_noded", "Borders of neighbours share their vertices now."),
        ("slivers_closed", "Gaps and overlaps within the tolerance are closed."),
    ]),
];

static BY_CODE: LazyLock<HashMap<&str, (Action, &str)>> = LazyLock::new(|| {
    let all =
        REMEDIES.iter().flat_map(|(action, codes)| codes.iter().map(|(code, remedy)| (*code, (*action, *remedy))));
    all.collect()
});

/// Whether some finding has this code.
pub(super) fn is_known(code: &str) -> bool {
    BY_CODE.contains_key(code)
}

/// What to do about findings with a code, and how. The tests see to it that every code is known.
pub(super) fn of(code: &str) -> (Action, &'static str) {
    BY_CODE.get(code).copied().unwrap_or((Action::SayWhatIsMeant, "The message says what to do."))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::{Path, PathBuf};

    use regex::Regex;

    use super::*;

    fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("the sources") {
            let path = entry.expect("a file").path();
            match path.file_name().and_then(|name| name.to_str()) {
                // What is proposed is no finding.
                Some("tests" | "tests.rs" | "proposal") => {}
                _ if path.is_dir() => sources(&path, found),
                _ if path.extension().is_some_and(|extension| extension == "rs") => found.push(path),
                _ => {}
            }
        }
    }

    /// The codes that the sources of `ingest` give to findings, found by where they stand.
    fn codes_in_sources() -> BTreeSet<String> {
        let mut files = Vec::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ingest"), &mut files);
        assert!(files.len() > 50, "the sources are read");
        let code = r#""([a-z0-9]+(?:_[a-z0-9]+)+|footnotes|outlier|totals)""#;
        let patterns = [
            // The first of several: arguments, a pair with a message, a block that is a code.
            format!(r"[({{]\s*\(?{code}(?:,| \}})"),
            // The second argument, after a location in `dataset.toml`.
            format!(r"\.(?:error|warning|note|one_of|not_one_of)\(\s*[^;{{}}]{{0,120}}?,\s*{code}\s*,"),
            format!(r"\breport\({code}"),
            format!(r"(?:\bcode:|=>|&str =|[Ss]everity(?:::\w+)?,) {code}"),
            format!(r"\bof_kind\([^,]+, {code}, "),
            format!(r"\bof_kind\([^,]+, [^,]+, {code}"),
            format!(r"(?m)^\s*{code},?$"),
        ];
        let patterns = patterns.map(|pattern| Regex::new(&pattern).expect("a pattern"));
        let mut found = BTreeSet::new();
        for file in files {
            if ["remedies.rs", "actions.rs", "allowed.rs"]
                .iter()
                .any(|name| file.ends_with(Path::new("report").join(name)))
            {
                continue;
            }
            let text = fs::read_to_string(&file).expect("a source");
            let text = text.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            for pattern in &patterns {
                for captures in pattern.captures_iter(text) {
                    found.extend(captures.iter().skip(1).flatten().map(|code| code.as_str().to_owned()));
                }
            }
        }
        found
    }

    /// Words in the sources that look like codes, and are none.
    const NO_CODES: [&str; 9] = [
        "decimal_mark",
        "default_round",
        "illustrative_note",
        "no_data",
        "point_inside",
        "proj4_grids",
        "sample_complete",
        "shift_jis",
        "year_column",
    ];

    #[test]
    fn every_code_has_a_remedy_and_every_remedy_is_of_a_code() {
        let used = codes_in_sources();
        let missing: Vec<&String> = used
            .iter()
            .filter(|code| !BY_CODE.contains_key(code.as_str()) && !NO_CODES.contains(&code.as_str()))
            .collect();
        assert!(missing.is_empty(), "add these codes to REMEDIES: {missing:?}");
        let all = REMEDIES.iter().flat_map(|(_, codes)| codes.iter().map(|(code, _)| *code));
        let unused: Vec<&str> = all.filter(|code| !used.contains(*code)).collect();
        assert!(unused.is_empty(), "remove these codes from REMEDIES: {unused:?}");
    }

    #[test]
    fn every_code_has_one_remedy_which_is_a_sentence() {
        let count: usize = REMEDIES.iter().map(|(_, codes)| codes.len()).sum();
        assert_eq!(BY_CODE.len(), count, "no code stands twice");
        assert_eq!(REMEDIES.map(|(action, _)| action), Action::ALL);
        for (code, (_, remedy)) in BY_CODE.iter() {
            assert!(remedy.ends_with('.') && remedy.starts_with(|c: char| !c.is_lowercase()), "{code}: {remedy}");
        }
    }
}
