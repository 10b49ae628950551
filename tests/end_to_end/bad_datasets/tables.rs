//! Tables of counts, breakdowns and services.

use crate::bad_datasets::case::{Case, case};

pub fn table() -> Vec<Case> {
    vec![
        case("a count below zero")
            .edit("counts.csv", "C2,0,3,1", "C2,0,-3,1")
            .error("negative_number", "counts.csv, row 3, column returns_2023: `-3` is negative; expected 0 or more"),
        case("a count that is no number")
            .edit("counts.csv", "C2,0,3,1", "C2,n/a,3,1")
            .error("not_a_number", "counts.csv, row 3, column returns_2022: `n/a` is not a number; leave the cell empty where there is no data, or list the words for it in dataset.toml, as `no_data = [\"n/a\"]`, and those of withheld values, as `suppressed = [\"<5\"]`"),
        case("a count of a community that does not exist")
            .edit("counts.csv", "C4,1", "C9,1")
            .error("unknown_place", "counts.csv, row 5, column community: there is no community `C9` in the dataset"),
        case("a community counted twice")
            .edit("counts.csv", "C4,1", "C3,1")
            .error("duplicate_place", "counts.csv, row 5, column community: `C3` already has a row, row 4; remove one, or say in dataset.toml which rows are meant, as `where = { column = \"text\" }`"),
        case("a count of nobody knows where")
            .edit("counts.csv", "C4,1", ",1")
            .error("place_missing", "counts.csv, row 5, column community: the row does not say which place it is about"),
        case("a service neither there nor not")
            .edit("services.csv", "C3,yes", "C3,maybe")
            .error("neither_yes_nor_no", "services.csv, row 4, column hospital: `maybe` is neither yes nor no; accepted: yes, no, true, false, 1, 0, or an empty cell for no data; list other words in dataset.toml, as `yes = [\"oui\"]`, `no = [\"non\"]`, `no_data = [\"n/a\"]`"),
        case("a band that is none")
            .edit("services.csv", "6-10", "5-10")
            .error("unknown_band", "services.csv, row 3, column hospital_band: `5-10` is not a distance band; accepted: `0-5`, `6-10`, `11-15`, `16-20`, `21-25`, `>25`"),
        case("kilometres below zero")
            .edit("services.csv", "no,0.4", "no,-0.4")
            .error("negative_number", "services.csv, row 5, column school_km: `-0.4` is negative; expected 0 or more"),
        case("kilometres in words")
            .edit("services.csv", "no,0.4", "no,near")
            .error("not_a_number", "services.csv, row 5, column school_km: `near` is not a number"),
        case("two delimiters")
            .edit("counts.csv", "C2,0,3,1", "C2;0;3;1")
            .error("ragged_row", "counts.csv, row 3: the header has 4 cells, the row 1"),
    ]
}
