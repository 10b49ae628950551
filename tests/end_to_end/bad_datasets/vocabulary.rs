//! What a dataset says of its own words: groups, and whether they are flows or stocks.

use fixtures::Dataset;

use crate::bad_datasets::case::Case;

fn case(what: &'static str) -> Case {
    Case { what, dataset: Dataset::displaced(), findings: Vec::new() }
}

pub fn table() -> Vec<Case> {
    let columns = r#"  { column = "idps", group = "idps" },
  { column = "returnees", group = "returnees" },"#;
    vec![
        case("a group of another vocabulary")
            .describe("group = \"arrivals\"\nyears", "group = \"return_migrants\"\nyears")
            .error("unknown_group", "dataset.toml, line 89: `return_migrants` is not a population group; accepted: `idps`, `returnees`, `arrivals`"),
        case("a column of a group that is not declared")
            .describe(columns, &columns.replace("group = \"returnees\"", "group = \"emigrants\""))
            .error("unknown_group", "dataset.toml, line 107: `emigrants` is not a population group; accepted: `idps`, `returnees`, `arrivals`"),
        case("a stock with years")
            .describe(
                "group = \"returnees\"\ndefinition",
                "group = \"returnees\"\nyears = [2024]\npartial = { 2024 = \"all\" }\ndefinition",
            )
            .error("stock_with_years", "dataset.toml, line 74: `returnees` is a stock: it is counted on the last day of collection and has no `years`; remove the key")
            .error("stock_with_years", "dataset.toml, line 75: `returnees` is a stock: it is counted on the last day of collection and has no `partial`; remove the key"),
        case("a column of a stock with a year")
            .describe(columns, &columns.replace("group = \"returnees\"", "group = \"returnees\", year = 2024"))
            .error("stock_with_years", "dataset.toml, line 107: `returnees` is a stock: it is counted on 2024-04-30 and has no `year`; remove the key"),
        case("a stock in a table with a row for each year")
            .describe(
                "file = \"round1.csv\"\nround = \"zzz-d1\"\nlevel = \"community\"\nplace = \"community\"\n",
                "file = \"round1.csv\"\nround = \"zzz-d1\"\nlevel = \"community\"\nplace = \"community\"\nyear_column = \"year\"\n",
            )
            .error("stock_with_years", "dataset.toml, line 107: `idps` is a stock: it is counted on 2024-04-30 and not by year; give it a section without `year_column`, and say which rows are meant (`where`)")
            .error("stock_with_years", "dataset.toml, line 108: `returnees` is a stock: it is counted on 2024-04-30 and not by year; give it a section without `year_column`, and say which rows are meant (`where`)"),
        case("a stock with two columns")
            .describe(columns, &columns.replace("group = \"returnees\"", "group = \"idps\""))
            .error("group_twice", "dataset.toml, line 107: `idps` has two columns in this table"),
        case("a flow without years").describe("years = [2023, 2024]\n", "").error("missing_key", "dataset.toml, line 89: missing key `years`: `arrivals` is a flow, which is counted by year"),
        case("a column of a flow without a year")
            .describe(r#"group = "arrivals", year = 2023"#, r#"group = "arrivals""#)
            .error("missing_key", "dataset.toml, line 118: missing key `year`: `arrivals` is a flow, which is counted by year; say `year = \"window\"` if the column counts all years together")
            .error("year_without_column", "dataset.toml, line 116: `arrivals` has no column for 2023, which the round counts"),
        case("a breakdown by a dimension that is not declared")
            .describe("dimension = \"sex\"", "dimension = \"country\"")
            .error("unknown_dimension", "dataset.toml, line 127: `country` is not a dimension; accepted: `sex`"),
        case("a dimension with the name of a column")
            .describe("id = \"sex\"", "id = \"value\"")
            .error("bad_vocabulary", "dataset.toml, line 23: `value` cannot be an id: there already is a column `value`; choose another word"),
        case("a kind that there is not")
            .describe("ar = \"العائدون\" }\nkind = \"stock\"", "ar = \"العائدون\" }\nkind = \"stocks\"")
            .error("wrong_type", r#"dataset.toml, line 17: unknown variant `stocks`, expected `flow` or `stock`, in `kind = "stocks"`"#),
        case("a group that is declared twice")
            .describe("id = \"returnees\"", "id = \"idps\"")
            .error("bad_vocabulary", "dataset.toml, line 14: `idps` is the id, or a column, of another word already; every group, service and dimension needs its own"),
        case("a group with the name of a coordinate")
            .describe("id = \"returnees\"", "id = \"longitude\"")
            .error("bad_vocabulary", "dataset.toml, line 14: `longitude` cannot be an id: there already is a column `longitude`; choose another word"),
        case("a group with the name of a column")
            .describe("id = \"returnees\"", "id = \"date\"")
            .error("bad_vocabulary", "dataset.toml, line 14: `date` cannot be an id: there already is a column `date`; choose another word"),
    ]
}
