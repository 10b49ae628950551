//! Draws every palette, theme and pattern, as they are and as they are seen with simulated colour blindness:
//! `cargo run -p styles --example palettes > docs/palettes.svg`.

use std::fmt::Write;

use styles::palette::{Bivariate, Colour, Diverging, Sequential, State, Theme, Vision};

const ROW: usize = 24;
const SWATCH: usize = 20;
const GAP: usize = 12;
const NAMES: usize = 206;
const WIDTH: usize = 1180;
/// How many classes are shown, and how many steps of change to each side.
const CLASSES: usize = 5;
const REACH: i8 = 2;

fn main() {
    print!("{}", picture());
}

/// The columns: a theme and how it is seen.
fn columns() -> impl Iterator<Item = (String, Theme, Vision)> {
    let as_it_is = [Theme::Light, Theme::Dark].map(|theme| (theme.id().to_owned(), theme, Vision::Usual));
    let simulated = Vision::ALL.into_iter().skip(1).map(|vision| (vision.id().to_owned(), Theme::Light, vision));
    as_it_is.into_iter().chain(simulated)
}

fn picture() -> String {
    let mut body = String::new();
    let mut y = 4;
    heading(&mut body, &mut y, "For amounts: zero, then five classes (sequential)", names_of_columns());
    let mut palettes: Vec<Sequential> = vec![Sequential::AREAS, Sequential::CIRCLES];
    palettes.extend(
        Sequential::ALL.iter().filter(|palette| **palette != Sequential::AREAS && **palette != Sequential::CIRCLES),
    );
    for palette in palettes {
        let colours =
            |theme: Theme| std::iter::once(palette.zero(theme)).chain(palette.colours(CLASSES, theme)).collect();
        row(&mut body, &mut y, (palette.id, palette.maker.name()), &colours);
    }
    heading(
        &mut body,
        &mut y,
        "For changes: two steps of decline, none, two of growth (diverging)",
        names_of_columns(),
    );
    for palette in Diverging::ALL {
        let colours = |theme: Theme| palette.colours(&(-REACH..=REACH).collect::<Vec<_>>(), REACH, theme);
        row(&mut body, &mut y, (palette.id, palette.maker.name()), &colours);
    }
    heading(
        &mut body,
        &mut y,
        "For two variables: the first to the right, the second upwards (bivariate)",
        names_of_columns(),
    );
    for palette in Bivariate::ALL {
        nine(&mut body, &mut y, *palette);
    }
    heading(
        &mut body,
        &mut y,
        "Without a number: no data, suppressed, not applicable; then zero and the class with the least",
        [(column(0), "in colour".to_owned()), (column(2), "in grey".to_owned())].into_iter(),
    );
    states(&mut body, &mut y);
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}" font-family="Noto Sans, DejaVu Sans, Arial, sans-serif" font-size="12" fill="#1f2933"><title>Palettes</title><rect width="{WIDTH}" height="{y}" fill="#ffffff"/>{body}</svg>
"##
    )
}

fn heading(body: &mut String, y: &mut usize, text: &str, columns: impl Iterator<Item = (usize, String)>) {
    let _ = write!(body, r#"<text x="16" y="{}" font-size="14" font-weight="bold">{text}</text>"#, *y + 30);
    for (x, name) in columns {
        let _ = write!(body, r##"<text x="{x}" y="{}" fill="#56606a">{name}</text>"##, *y + 52);
    }
    *y += 60;
}

fn names_of_columns() -> impl Iterator<Item = (usize, String)> {
    columns().enumerate().map(|(at, (name, ..))| (column(at), name))
}

fn column(at: usize) -> usize {
    NAMES + 16 + at * (6 * SWATCH + 2 * GAP + 10)
}

fn row(body: &mut String, y: &mut usize, (name, maker): (&str, &str), colours: &dyn Fn(Theme) -> Vec<Colour>) {
    let _ = write!(
        body,
        r##"<text x="16" y="{}">{name} <tspan fill="#56606a" font-size="10">{maker}</tspan></text>"##,
        *y + 15
    );
    for (at, (_, theme, vision)) in columns().enumerate() {
        let colours = colours(theme);
        let x = column(at);
        rectangle(body, (x - 5, *y), (6 * SWATCH + 10, ROW), vision.sees(theme.colours().ground));
        for (step, colour) in colours.iter().enumerate() {
            rectangle(body, (x + step * SWATCH, *y + 2), (SWATCH, ROW - 4), vision.sees(*colour));
        }
    }
    *y += ROW + 2;
}

fn nine(body: &mut String, y: &mut usize, palette: Bivariate) {
    let _ = write!(body, r#"<text x="16" y="{}">{}</text>"#, *y + 15, palette.id);
    for (at, (_, theme, vision)) in columns().enumerate() {
        let x = column(at);
        rectangle(body, (x - 5, *y), (6 * SWATCH + 10, 3 * SWATCH + 10), vision.sees(theme.colours().ground));
        for (first, of_first) in palette.colours(theme).iter().enumerate() {
            for (second, colour) in of_first.iter().enumerate() {
                rectangle(
                    body,
                    (x + first * SWATCH, *y + 5 + (2 - second) * SWATCH),
                    (SWATCH, SWATCH),
                    vision.sees(*colour),
                );
            }
        }
    }
    *y += 3 * SWATCH + 16;
}

fn states(body: &mut String, y: &mut usize) {
    let size = 34;
    for theme in Theme::ALL {
        let _ = write!(body, r#"<text x="16" y="{}">{}</text>"#, *y + 15, theme.id());
        for (at, vision) in [Vision::Usual, Vision::Grey].into_iter().enumerate() {
            let x = column(at * 2);
            rectangle(body, (x - 5, *y), (6 * (size + 6) + 10, size + 12), vision.sees(theme.colours().ground));
            for (place, state) in State::ALL.into_iter().enumerate() {
                let mut pattern = state.pattern(theme);
                pattern.ground = vision.sees(pattern.ground);
                pattern.ink = vision.sees(pattern.ink);
                let id = format!("{}-{}-{}", theme.id(), state.id(), vision.id());
                let (x, y, ground) = (x + place * (size + 6), *y + 6, pattern.ground);
                let fill = pattern.svg(&id, 1.0).map_or_else(
                    || ground.to_string(),
                    |svg| {
                        body.push_str(&svg);
                        format!("url(#{id})")
                    },
                );
                let ink = pattern.ink;
                let _ = write!(
                    body,
                    r#"<rect x="{x}" y="{y}" width="{size}" height="{size}" fill="{fill}" stroke="{ink}" stroke-width="0.6"/>"#
                );
            }
            let palette = Sequential::AREAS;
            for (place, colour) in [palette.zero(theme), palette.colours(CLASSES, theme)[0]].into_iter().enumerate() {
                rectangle(body, (x + (place + 3) * (size + 6), *y + 6), (size, size), vision.sees(colour));
            }
        }
        *y += size + 18;
    }
}

fn rectangle(body: &mut String, (x, y): (usize, usize), (width, height): (usize, usize), fill: Colour) {
    let _ = write!(body, r#"<path d="M{x} {y}h{width}v{height}h-{width}" fill="{fill}"/>"#);
}

/// The picture in the documentation is the one that this draws.
#[test]
fn the_documentation_has_the_palettes_that_there_are() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/palettes.svg");
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(written == picture(), "cargo run -p styles --example palettes > docs/palettes.svg");
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/palettes.md")).unwrap_or_default();
    let names = Sequential::ALL.iter().map(|palette| palette.id);
    let names = names.chain(Diverging::ALL.iter().map(|palette| palette.id));
    for name in names.chain(Bivariate::ALL.iter().map(|palette| palette.id)) {
        assert!(page.contains(&format!("`{name}`")), "docs/palettes.md lacks {name}");
    }
}
