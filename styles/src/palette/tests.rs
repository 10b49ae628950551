//! What every palette that is offered holds, in every theme.

use super::*;

/// What a map is seen with: each of these must see the order, and each class beside the next.
const SIMULATED: [Vision; 3] = [Vision::Deuteranopia, Vision::Protanopia, Vision::Tritanopia];

/// The least CIEDE2000 from a class to the next, of seven at most.
const LEAST_STEP: f64 = 5.0;
/// The least CIEDE2000 from a step of change to the next, of three to each side.
const LEAST_STEP_OF_CHANGE: f64 = 9.0;
/// The least CIEDE2000 from a decline to a growth of the same strength; more than between two classes, because they are not side by side.
const LEAST_BETWEEN_SIDES: f64 = 12.0;
/// The least CIEDE2000 between two of nine colours for two variables.
const LEAST_OF_NINE: f64 = 8.0;

fn seen(colours: &[Colour], vision: Vision) -> Vec<Colour> {
    colours.iter().map(|colour| vision.sees(*colour)).collect()
}

/// The least distance from a colour to the next.
fn least_step(colours: &[Colour]) -> f64 {
    colours.windows(2).map(|pair| pair[0].distance(pair[1])).fold(f64::MAX, f64::min)
}

/// Lightness changes with each colour in the direction of the theme: away from the ground.
fn is_ordered(colours: &[Colour], theme: Theme) -> bool {
    colours.windows(2).all(|pair| (pair[0].lightness() < pair[1].lightness()) == theme.is_dark())
}

fn for_each_sequential(check: impl Fn(Sequential, Theme, usize)) {
    for palette in Sequential::ALL {
        for theme in Theme::ALL {
            (1..=7).for_each(|classes| check(*palette, theme, classes));
        }
    }
}

#[test]
fn the_order_of_classes_is_seen_by_everybody_and_in_grey() {
    for_each_sequential(|palette, theme, classes| {
        let colours = palette.colours(classes, theme);
        assert_eq!(colours.len(), classes);
        for vision in Vision::ALL {
            assert!(is_ordered(&seen(&colours, vision), theme), "{} {theme:?} {vision:?} {colours:?}", palette.id);
        }
    });
}

#[test]
fn classes_are_told_from_their_neighbours_by_everybody_and_in_grey() {
    for_each_sequential(|palette, theme, classes| {
        let colours = palette.colours(classes, theme);
        for vision in Vision::ALL {
            let least = least_step(&seen(&colours, vision));
            assert!(least >= LEAST_STEP, "{} {theme:?} {classes} {vision:?}: {least:.1}", palette.id);
        }
    });
}

#[test]
fn classes_are_equal_steps_of_lightness_apart() {
    for_each_sequential(|palette, theme, classes| {
        let [least, most] = theme.sequential_lightness();
        for (at, colour) in palette.colours(classes, theme).iter().enumerate() {
            let part = if classes == 1 { 0.5 } else { at as f64 / (classes - 1) as f64 };
            let wanted = least + (most - least) * part;
            let found = colour.lightness();
            assert!((found - wanted).abs() < 0.5, "{} {theme:?} {classes} {at}: {found:.1}", palette.id);
        }
    });
}

/// What is as light as the ground is lost (the first class had 1.11 : 1).
#[test]
fn the_class_with_the_least_stands_out_from_the_ground() {
    for_each_sequential(|palette, theme, classes| {
        let (first, ground) = (palette.colours(classes, theme)[0], theme.colours().ground);
        assert!((first.lightness() - ground.lightness()).abs() >= 7.0, "{} {theme:?}", palette.id);
        assert!(first.contrast(ground) >= 1.25, "{} {theme:?}: {:.2}", palette.id, first.contrast(ground));
    });
}

#[test]
fn zero_is_neither_the_ground_nor_a_class() {
    for palette in Sequential::ALL {
        for theme in Theme::ALL {
            let (zero, ground) = (palette.zero(theme), theme.colours().ground);
            let first = palette.colours(7, theme)[0];
            let lightness = [ground, zero, first].map(Colour::lightness);
            assert!(
                (lightness[0] - lightness[1]).abs() >= 4.0 && (lightness[1] - lightness[2]).abs() >= 4.0,
                "{lightness:?}"
            );
            for vision in Vision::ALL {
                let [zero, ground, first] = [zero, ground, first].map(|colour| vision.sees(colour));
                assert!(is_ordered(&[ground, zero, first], theme), "{} {theme:?} {vision:?}", palette.id);
                for (other, name) in [(ground, "the ground"), (first, "the first class")] {
                    let distance = zero.distance(other);
                    assert!(distance >= 2.0, "{} {theme:?} {vision:?}: {distance:.1} from {name}", palette.id);
                }
            }
        }
    }
}

fn for_each_diverging(check: impl Fn(&str, Theme, i8, &[Colour])) {
    for palette in Diverging::ALL {
        for theme in Theme::ALL {
            for reach in 1..=3 {
                let steps: Vec<i8> = (-reach..=reach).collect();
                check(palette.id, theme, reach, &palette.colours(&steps, reach, theme));
            }
        }
    }
}

#[test]
fn equally_strong_changes_are_equally_light() {
    for_each_diverging(|id, theme, reach, colours| {
        for (decline, growth) in colours.iter().zip(colours.iter().rev()) {
            let [decline, growth] = [decline, growth].map(|colour| colour.lightness());
            assert!((decline - growth).abs() <= 0.5, "{id} {theme:?} {reach}: {decline:.2} and {growth:.2}");
        }
        let middle = colours[reach as usize];
        let wanted = theme.diverging_lightness()[0];
        assert!((middle.lightness() - wanted).abs() < 0.5 && middle.chroma() < 5.0, "{id} {theme:?}: {middle}");
    });
}

#[test]
fn changes_are_stronger_with_each_step_for_everybody_and_in_grey() {
    for_each_diverging(|id, theme, reach, colours| {
        let middle = reach as usize;
        for vision in Vision::ALL {
            let colours = seen(colours, vision);
            let decline: Vec<Colour> = colours[..=middle].iter().rev().copied().collect();
            for side in [&decline[..], &colours[middle..]] {
                assert!(is_ordered(side, theme), "{id} {theme:?} {vision:?}");
                let least = least_step(side);
                assert!(least >= LEAST_STEP_OF_CHANGE, "{id} {theme:?} {reach} {vision:?}: {least:.1}");
            }
        }
    });
}

/// Not in grey: there, only the legend and the numbers say which of two equally strong changes is a decline.
#[test]
fn declines_are_told_from_growth_by_everybody() {
    for_each_diverging(|id, theme, reach, colours| {
        for vision in [Vision::Usual].into_iter().chain(SIMULATED) {
            let colours = seen(colours, vision);
            for step in 0..reach as usize {
                let distance = colours[step].distance(colours[colours.len() - 1 - step]);
                assert!(distance >= LEAST_BETWEEN_SIDES, "{id} {theme:?} {reach} {vision:?}: {distance:.1}");
            }
        }
    });
}

#[test]
fn the_colour_of_a_change_does_not_depend_on_which_others_are_there() {
    let all = Diverging::CHANGES.colours(&[-3, -2, -1, 0, 1, 2, 3], 3, Theme::Light);
    assert_eq!(Diverging::CHANGES.colours(&[-1, 3], 3, Theme::Light), [all[2], all[6]]);
    // Beyond the reach there is nothing stronger.
    assert_eq!(Diverging::CHANGES.colours(&[i8::MIN, i8::MAX], 3, Theme::Light), [all[0], all[6]]);
}

#[test]
fn nine_colours_of_two_variables_are_told_apart_by_everybody() {
    for palette in Bivariate::ALL {
        for theme in Theme::ALL {
            let colours = palette.colours(theme).concat();
            let ground = theme.colours().ground;
            assert!((colours[0].lightness() - ground.lightness()).abs() >= 7.0, "{} {theme:?}", palette.id);
            for vision in [Vision::Usual].into_iter().chain(SIMULATED) {
                let colours = seen(&colours, vision);
                for (at, one) in colours.iter().enumerate() {
                    for other in &colours[..at] {
                        let distance = one.distance(*other);
                        assert!(
                            distance >= LEAST_OF_NINE,
                            "{} {theme:?} {vision:?}: {distance:.1} {colours:?}",
                            palette.id
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn more_of_either_variable_is_further_from_the_ground() {
    for palette in Bivariate::ALL {
        for theme in Theme::ALL {
            let colours = palette.colours(theme);
            for step in 0..3 {
                assert!(is_ordered(&colours[step], theme), "{} {theme:?}", palette.id);
                assert!(is_ordered(&colours.map(|of_first| of_first[step]), theme), "{} {theme:?}", palette.id);
            }
        }
    }
}

#[test]
fn areas_that_nobody_chose_colours_for_are_not_taken_for_lakes() {
    for theme in Theme::ALL {
        let water = theme.colours().water;
        let colours = Sequential::AREAS.colours(5, theme);
        for colour in colours.iter().chain([&Sequential::AREAS.zero(theme)]) {
            assert!(colour.distance(water) >= 4.5, "{theme:?}: {colour} and {water}");
        }
    }
}

#[test]
fn text_is_read_on_whatever_it_stands() {
    for theme in Theme::ALL {
        let colours = theme.colours();
        let ThemeColours { ground, neighbours, water, text, quiet_text, neighbours_text, water_text, .. } = *colours;
        for (text, ground) in [
            (text, ground),
            (quiet_text, ground),
            (text, neighbours),
            (neighbours_text, neighbours),
            (water_text, water),
        ] {
            assert!(text.contrast(ground) >= 4.5, "{theme:?}: {text} on {ground}: {:.2}", text.contrast(ground));
        }
        let fills = Sequential::ALL.iter().flat_map(|palette| palette.colours(7, theme));
        for fill in
            fills.chain(Diverging::ALL.iter().flat_map(|palette| palette.colours(&[-3, -2, -1, 0, 1, 2, 3], 3, theme)))
        {
            let contrast = theme.text_over(fill).contrast(fill);
            assert!(contrast >= 3.9, "{theme:?}: on {fill}: {contrast:.2}");
        }
    }
}

#[test]
fn borders_are_seen_in_their_order() {
    for theme in Theme::ALL {
        let ThemeColours { ground, country, province, district_between_pale, .. } = *theme.colours();
        let contrasts = [country, province, district_between_pale].map(|border| border.contrast(ground));
        assert!(
            contrasts[0] > contrasts[1] && contrasts[1] > contrasts[2] && contrasts[2] >= 2.0,
            "{theme:?} {contrasts:?}"
        );
        for pair in Sequential::ALL.iter().flat_map(|palette| palette.colours(7, theme)).collect::<Vec<_>>().windows(2)
        {
            let border = theme.border_between([pair[0], pair[1]]);
            let seen = pair.iter().map(|fill| border.contrast(*fill)).fold(0.0, f64::max);
            assert!(seen >= 1.6, "{theme:?} {pair:?} {border}: {seen:.2}");
        }
    }
}

#[test]
fn circles_stand_out_from_the_ground() {
    for palette in Sequential::ALL {
        for theme in Theme::ALL {
            let contrast = palette.circles(theme).contrast(theme.colours().ground);
            assert!(contrast >= 3.0, "{} {theme:?}: {contrast:.2}", palette.id);
        }
    }
}

#[test]
fn palettes_and_themes_are_found_by_their_names() {
    let names = Sequential::ALL.iter().map(|palette| palette.id).chain(Diverging::ALL.iter().map(|palette| palette.id));
    let names: Vec<&str> = names.chain(Bivariate::ALL.iter().map(|palette| palette.id)).collect();
    for (at, name) in names.iter().enumerate() {
        assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{name}");
        assert!(!names[..at].contains(name), "{name} stands twice");
        let found = [
            Sequential::from_id(name).is_some(),
            Diverging::from_id(name).is_some(),
            Bivariate::from_id(name).is_some(),
        ];
        assert_eq!(found.iter().filter(|found| **found).count(), 1, "{name}");
    }
    assert!(Theme::ALL.iter().all(|theme| Theme::from_id(theme.id()) == Some(*theme)));
}

#[test]
fn classes_have_the_colours_of_their_steps() {
    let class = |kind: ClassKind, step: i8, steps: u8| {
        let (low, high) = (f64::from(step), f64::from(step) + 0.5);
        Class { kind, low, high, holds_low: true, holds_high: true, units: 1, step, steps }
    };
    let shades = Sequential::AREAS.colours(5, Theme::Light);
    let amounts = [class(ClassKind::Zero, 0, 5), class(ClassKind::Range, 2, 5), class(ClassKind::Range, 5, 5)];
    let found = Palette::usual(Normalisation::None).colours(&amounts, Theme::Light);
    assert_eq!(found, [Sequential::AREAS.zero(Theme::Light), shades[1], shades[4]]);
    let changes = [class(ClassKind::Range, -1, 3), class(ClassKind::Neutral, 0, 3), class(ClassKind::Range, 3, 3)];
    let found = Palette::usual(Normalisation::Change).colours(&changes, Theme::Light);
    assert_eq!(found, Diverging::CHANGES.colours(&[-1, 0, 3], 3, Theme::Light));
}

#[test]
fn a_palette_is_found_only_for_what_it_can_show() {
    assert_eq!(Palette::from_id("vik", Normalisation::Change).map(Palette::id), Some("vik"));
    assert_eq!(Palette::from_id("vik", Normalisation::None), None);
    assert_eq!(Palette::from_id("blues", Normalisation::Change), None);
    let of_both = [Normalisation::None, Normalisation::Change].map(|per| Palette::names(per).len());
    assert_eq!(of_both, [Sequential::ALL.len(), Diverging::ALL.len()]);
    for per in [Normalisation::None, Normalisation::Change] {
        let usual = Palette::usual(per);
        assert_eq!(Palette::from_id(usual.id(), per), Some(usual));
    }
}
