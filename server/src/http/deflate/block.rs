//! A block with codes of its own (RFC 1951, section 3.2.7).

use super::bits::Bits;
use super::huffman::{Code, codes};
use super::repeats::{LONGEST, SHORTEST, Step};

/// Bytes, the end of a block, and lengths.
const LITERALS: usize = 286;
const END: usize = 256;
const DISTANCES: usize = 30;
/// The alphabet in which the lengths of codes are written, and its order.
const CODE_LENGTHS: usize = 19;
const ORDER: [usize; CODE_LENGTHS] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/// Writes a block of a body that begins at a position.
pub fn write_block(out: &mut Bits, body: &[u8], begin: usize, steps: &[Step], is_last: bool) {
    let (mut literals, mut distances) = ([0_u32; LITERALS], [0_u32; DISTANCES]);
    literals[END] = 1;
    for_each(body, begin, steps, |plain, repeat| {
        for byte in plain {
            literals[usize::from(*byte)] += 1;
        }
        if let Some((length, back)) = repeat {
            literals[length_symbol(length).0] += 1;
            distances[distance_symbol(back).0] += 1;
        }
    });
    let (literals, distances) = (codes(&literals, 15), codes(&distances, 15));
    out.push(u64::from(is_last) | 2 << 1, 3);
    write_codes(out, &literals, &distances);

    // The code of each length with its extra bits.
    let lengths: [(u64, u32); LONGEST + 1] = std::array::from_fn(|length| {
        let (symbol, extra, bits) = length_symbol(length.max(SHORTEST) as u16);
        let code = literals[symbol];
        (u64::from(code.bits) | u64::from(bits) << code.length, u32::from(code.length) + extra)
    });
    for_each(body, begin, steps, |plain, repeat| {
        // Three codes have 45 bits at most.
        for bytes in plain.chunks(3) {
            let (mut bits, mut count) = (0, 0);
            for byte in bytes {
                let code = literals[usize::from(*byte)];
                bits |= u64::from(code.bits) << count;
                count += u32::from(code.length);
            }
            out.push(bits, count);
        }
        if let Some((length, back)) = repeat {
            let (bits, count) = lengths[usize::from(length).min(LONGEST)];
            let (symbol, extra, rest) = distance_symbol(back);
            let code = distances[symbol];
            let of_distance = u64::from(code.bits) | u64::from(rest) << code.length;
            out.push(bits | of_distance << count, count + u32::from(code.length) + extra);
        }
    });
    out.push(literals[END].bits.into(), literals[END].length.into());
}

/// The bytes and the repetition of each step.
#[inline]
fn for_each(body: &[u8], begin: usize, steps: &[Step], mut see: impl FnMut(&[u8], Option<(u16, u16)>)) {
    let mut at = begin;
    for step in steps {
        let plain = at + step.plain as usize;
        let repeat = (step.length > 0).then_some((step.length, step.back));
        see(body.get(at..plain).unwrap_or_default(), repeat);
        at = plain + usize::from(step.length);
    }
}

/// The symbol of a length, how many extra bits it has, and those.
#[inline]
fn length_symbol(length: u16) -> (usize, u32, u32) {
    if usize::from(length) == LONGEST {
        return (285, 0, 0);
    }
    let (group, extra, bits) = split(u32::from(length) - SHORTEST as u32, 4);
    (257 + group, extra, bits)
}

/// The symbol of a distance less one, how many extra bits it has, and those.
#[inline]
fn distance_symbol(back: u16) -> (usize, u32, u32) {
    split(back.into(), 2)
}

/// Lengths and distances are numbered alike: of each doubling there are `groups`.
#[inline]
fn split(number: u32, groups: u32) -> (usize, u32, u32) {
    if number < groups {
        return (number as usize, 0, 0);
    }
    let extra = number.ilog2() - groups.ilog2();
    ((groups * extra + (number >> extra)) as usize, extra, number & ((1 << extra) - 1))
}

/// Writes the lengths of all codes, which is all that is needed to read them.
fn write_codes(out: &mut Bits, literals: &[Code; LITERALS], distances: &[Code; DISTANCES]) {
    let used = |codes: &[Code], least: usize| {
        codes.iter().rposition(|code| code.length > 0).map_or(least, |at| (at + 1).max(least))
    };
    let (literals, distances) = (&literals[..used(literals, 257)], &distances[..used(distances, 1)]);
    let lengths: Vec<u8> = literals.iter().chain(distances).map(|code| code.length).collect();
    let runs = runs(&lengths);
    let mut counts = [0; CODE_LENGTHS];
    for (symbol, ..) in &runs {
        counts[usize::from(*symbol)] += 1;
    }
    let codes = codes(&counts, 7);
    let sent = ORDER.iter().rposition(|symbol| codes[*symbol].length > 0).map_or(4, |at| (at + 1).max(4));
    out.push(literals.len() as u64 - 257, 5);
    out.push(distances.len() as u64 - 1, 5);
    out.push(sent as u64 - 4, 4);
    for symbol in &ORDER[..sent] {
        out.push(codes[*symbol].length.into(), 3);
    }
    for (symbol, extra, bits) in runs {
        let code = codes[usize::from(symbol)];
        out.push(code.bits.into(), code.length.into());
        out.push(bits.into(), extra);
    }
}

/// Lengths of codes with their repetitions: a symbol, how many extra bits it has, and those.
fn runs(lengths: &[u8]) -> Vec<(u8, u32, u32)> {
    let mut runs = Vec::with_capacity(lengths.len());
    for run in lengths.chunk_by(|a, b| a == b) {
        let (length, mut left) = (run[0], run.len() as u32);
        if length > 0 {
            runs.push((length, 0, 0));
            left -= 1;
        }
        while left > 0 {
            let (symbol, extra, least, most) = match (length, left) {
                (_, ..3) => (length, 0, 1, 1),
                (0, 3..11) => (17, 3, 3, 10),
                (0, _) => (18, 7, 11, 138),
                (_, _) => (16, 2, 3, 6),
            };
            let covered = left.min(most);
            runs.push((symbol, extra, covered - least));
            left -= covered;
        }
    }
    runs
}
