//! The context that is built in: Natural Earth, unpacked once, when a map first needs it.

use std::sync::LazyLock;

use geo_types::{Coord, LineString, Point, Polygon};

use super::varint::{Broken, Reader};
use crate::model::{Bounded, ContextCountry, ContextPlace, Lake, Language, Names, PlaceRank, River, Source};

/// Written by `geodata/context/generate.sh`.
pub(super) static PACKED: &[u8] = include_bytes!("../../context/natural_earth.bin.zst");

/// It is about a megabyte; more would be another file.
const MOST_BYTES: usize = 8 << 20;

/// So many steps are a degree.
const STEPS: f64 = 1000.0;

/// The id of the source that a map cites which draws something of it.
pub const SOURCE_ID: &str = "natural-earth";

/// The source to cite.
pub fn source() -> Source {
    Source {
        id: SOURCE_ID.into(),
        title: "Natural Earth".into(),
        citation: "Made with Natural Earth.".into(),
        publisher: "Natural Earth".into(),
        licence: "Public domain".into(),
        date: "2022".into(),
        url: Some("https://www.naturalearthdata.com".into()),
        disclaimer: None,
        notes: Vec::new(),
    }
}

/// The whole earth, at 1:10 million (rivers 1:50 million), on thousandths of a degree.
#[derive(Debug, Default)]
pub struct NaturalEarth {
    /// By code; first what is nobody's.
    pub countries: Vec<ContextCountry>,
    /// Large ones first.
    pub lakes: Vec<Lake>,
    /// Rivers, without names.
    pub rivers: Vec<River>,
    /// Names of seas.
    pub seas: Vec<Sea>,
    /// Capitals first.
    pub places: Vec<ContextPlace>,
}

/// The name of a sea.
#[derive(Clone, Debug, PartialEq)]
pub struct Sea {
    /// Its names.
    pub names: Names,
    /// Where they stand.
    pub at: Point<f64>,
}

/// The context that is built in.
pub fn natural_earth() -> &'static NaturalEarth {
    // A file that cannot be read fails the tests; a map without context is better than none.
    static READ: LazyLock<NaturalEarth> = LazyLock::new(|| read(PACKED).unwrap_or_default());
    &READ
}

pub(super) fn read(packed: &[u8]) -> Result<NaturalEarth, Broken> {
    let bytes = zstd::bulk::decompress(packed, MOST_BYTES).map_err(|_| Broken)?;
    let mut reader = Reader::new(&bytes);
    let languages = reader.list(|from| Language::from_code(from.text()?).ok_or(Broken))?;
    let arcs = reader.list(arc)?;
    let file = File { languages, arcs };
    let earth = NaturalEarth {
        countries: reader.list(|from| file.country(from))?,
        lakes: reader.list(|from| file.lake(from))?,
        rivers: reader.list(|from| file.river(from))?,
        seas: reader.list(|from| Ok(Sea { names: file.names(from)?, at: point(from)? }))?,
        places: reader.list(|from| file.place(from))?,
    };
    if reader.is_at_end() { Ok(earth) } else { Err(Broken) }
}

fn degrees(x: i32, y: i32) -> Coord<f64> {
    Coord { x: f64::from(x) / STEPS, y: f64::from(y) / STEPS }
}

fn point(from: &mut Reader<'_>) -> Result<Point<f64>, Broken> {
    Ok(Point(degrees(from.signed()?, from.signed()?)))
}

fn arc(from: &mut Reader<'_>) -> Result<Vec<Coord<f64>>, Broken> {
    let (mut x, mut y) = (0i32, 0i32);
    from.list(|from| {
        x = x.checked_add(from.signed()?).ok_or(Broken)?;
        y = y.checked_add(from.signed()?).ok_or(Broken)?;
        Ok(degrees(x, y))
    })
}

/// What features of the file refer to.
struct File {
    languages: Vec<Language>,
    arcs: Vec<Vec<Coord<f64>>>,
}

impl File {
    fn names(&self, from: &mut Reader<'_>) -> Result<Names, Broken> {
        let mut names = Vec::new();
        for language in &self.languages {
            let name = from.text()?;
            if !name.is_empty() {
                names.push((*language, name.into()));
            }
        }
        Ok(Names::new(names, Vec::new()))
    }

    /// Arcs joined end to end; their shared ends once.
    fn line(&self, from: &mut Reader<'_>) -> Result<LineString<f64>, Broken> {
        let mut line: Vec<Coord<f64>> = Vec::new();
        for at in from.list(Reader::number)? {
            let arc = self.arcs.get((at >> 1) as usize).ok_or(Broken)?;
            line.pop();
            if at & 1 == 0 { line.extend(arc) } else { line.extend(arc.iter().rev()) }
        }
        Ok(LineString(line))
    }

    fn polygons(&self, from: &mut Reader<'_>) -> Result<Vec<Bounded<Polygon<f64>>>, Broken> {
        from.list(|from| {
            let mut rings = from.list(|from| self.line(from))?.into_iter();
            let outer = rings.next().ok_or(Broken)?;
            Bounded::polygon(Polygon::new(outer, rings.collect())).ok_or(Broken)
        })
    }

    fn country(&self, from: &mut Reader<'_>) -> Result<ContextCountry, Broken> {
        Ok(ContextCountry {
            alpha2: from.text()?.into(),
            alpha3: from.text()?.into(),
            names: self.names(from)?,
            label: point(from)?,
            polygons: self.polygons(from)?,
        })
    }

    fn lake(&self, from: &mut Reader<'_>) -> Result<Lake, Broken> {
        Ok(Lake { names: self.names(from)?, label: point(from)?, polygons: self.polygons(from)? })
    }

    fn river(&self, from: &mut Reader<'_>) -> Result<River, Broken> {
        let lines = from.list(|from| Bounded::line(self.line(from)?).ok_or(Broken))?;
        Ok(River { names: Names::default(), lines })
    }

    fn place(&self, from: &mut Reader<'_>) -> Result<ContextPlace, Broken> {
        let rank = *PlaceRank::ALL.get(from.number()? as usize).ok_or(Broken)?;
        Ok(ContextPlace { rank, country: from.text()?.into(), names: self.names(from)?, at: point(from)? })
    }
}
