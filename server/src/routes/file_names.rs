//! What files are called that are downloaded: `return_migrants-kgz-r3-2023-admin2-en`, by what they show.

use geodata::figures::{Indicator, Normalisation};

/// The indicator of a file, with what belongs to it, and how it is normalised: `households_beyond-hospital-25km-share`.
pub fn measure(indicator: &Indicator, per: Normalisation) -> String {
    let id = match indicator {
        Indicator::HouseholdsBeyond(asked) => format!("{}-{}-{}km", indicator.id(), asked.service.id(), asked.km),
        Indicator::CommunitiesLacking(service) => format!("{}-{}", indicator.id(), service.id()),
        Indicator::Group(_) => indicator.id().to_owned(),
    };
    if per == Normalisation::None { id } else { format!("{id}-{}", per.id()) }
}

/// A name of parts, of which empty ones are left out, in letters that every system takes.
pub fn joined<'p>(parts: impl IntoIterator<Item = &'p str>) -> String {
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    let plain = |part: &str| part.replace(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_', "-");
    parts.map(plain).collect::<Vec<_>>().join("-")
}

/// The header of a file that a browser is to save under a name.
pub fn saved_as(name: &str, extension: &str) -> (&'static str, String) {
    ("Content-Disposition", format!("attachment; filename=\"{name}.{extension}\""))
}
