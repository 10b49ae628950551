//! Codes in which what is frequent is short (RFC 1951, section 3.2.2).

/// The code of a symbol, its lowest bit first as it is written, and its length; zero for a symbol that does not occur.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Code {
    pub bits: u16,
    pub length: u8,
}

/// The codes of symbols that occur so often, none longer than `longest`.
pub fn codes<const SYMBOLS: usize>(counts: &[u32; SYMBOLS], longest: u8) -> [Code; SYMBOLS] {
    let mut codes = [Code::default(); SYMBOLS];
    let mut used: Vec<(u32, u16)> =
        (0..SYMBOLS).filter(|symbol| counts[*symbol] > 0).map(|symbol| (counts[symbol], symbol as u16)).collect();
    used.sort_unstable();
    let lengths = lengths(used.iter().map(|(count, _)| *count).collect(), longest);
    for ((_, symbol), length) in used.iter().zip(lengths) {
        codes[usize::from(*symbol)].length = length;
    }

    // Of two codes of a length, that of the later symbol is larger by one.
    let mut of_length = [0_u16; 16];
    for code in &codes {
        of_length[usize::from(code.length)] += 1;
    }
    of_length[0] = 0;
    let (mut next, mut code) = ([0_u16; 16], 0);
    for length in 1..16 {
        code = (code + of_length[length - 1]) << 1;
        next[length] = code;
    }
    for code in codes.iter_mut().filter(|code| code.length > 0) {
        let next = &mut next[usize::from(code.length)];
        code.bits = next.reverse_bits() >> (16 - code.length);
        *next += 1;
    }
    codes
}

/// The lengths of codes for counts in ascending order.
///
/// Each of two rarest is one bit longer than what both are together: the lengths of Huffman, found in place as Moffat and Katajainen
/// do (1995). Those that are too long are cut, and shorter ones made longer until there is room for all.
fn lengths(mut counts: Vec<u32>, longest: u8) -> Vec<u8> {
    let symbols = counts.len();
    if symbols < 2 {
        return vec![1; symbols];
    }
    // What both parts of a pair are together, and then where the pair is that each of them is in.
    let (mut leaf, mut pair) = (0, 0);
    for next in 0..symbols - 1 {
        let mut smallest = || {
            let is_pair = leaf >= symbols || (pair < next && counts[pair] < counts[leaf]);
            if is_pair {
                let count = std::mem::replace(&mut counts[pair], next as u32);
                pair += 1;
                count
            } else {
                leaf += 1;
                counts[leaf - 1]
            }
        };
        let both = smallest() + smallest();
        counts[next] = both;
    }
    counts[symbols - 2] = 0;
    for pair in (0..symbols - 2).rev() {
        counts[pair] = counts[counts[pair] as usize] + 1;
    }

    // How many codes there are of each length, from how many pairs there are at each depth.
    let longest = usize::from(longest);
    let mut of_length = [0_u32; 16];
    let (mut open, mut depth, mut pair) = (1, 0, symbols - 1);
    while open > 0 {
        let mut pairs = 0;
        while pair > 0 && counts[pair - 1] == depth {
            pairs += 1;
            pair -= 1;
        }
        of_length[longest.min(depth as usize)] += open - pairs;
        open = 2 * pairs;
        depth += 1;
    }
    // The room that codes take, in codes of the greatest length.
    let mut taken: u32 = (1..=longest).map(|length| of_length[length] << (longest - length)).sum();
    while taken > 1 << longest {
        of_length[longest] -= 1;
        if let Some(length) = (1..longest).rev().find(|length| of_length[*length] > 0) {
            of_length[length] -= 1;
            of_length[length + 1] += 2;
        }
        taken -= 1;
    }
    (1..=longest).rev().flat_map(|length| std::iter::repeat_n(length as u8, of_length[length] as usize)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The room that codes take, where all of it is one.
    fn room(codes: &[Code]) -> f64 {
        codes.iter().filter(|code| code.length > 0).map(|code| 0.5_f64.powi(code.length.into())).sum()
    }

    proptest! {
        #[test]
        fn codes_fill_the_room_and_what_is_frequent_is_not_longer(counts in any::<[u16; 30]>(), longest in 5..16_u8) {
            let counts = counts.map(u32::from);
            let codes = codes(&counts, longest);
            let used = counts.iter().filter(|count| **count > 0).count();
            prop_assert!(used < 2 || (room(&codes) - 1.0).abs() < 1e-9, "{:?}", codes);
            for (a, b) in (0..30).flat_map(|a| (0..30).map(move |b| (a, b))) {
                prop_assert_eq!(counts[a] > 0, codes[a].length > 0);
                prop_assert!(codes[a].length <= longest);
                prop_assert!(counts[a] <= counts[b] || counts[b] == 0 || codes[a].length <= codes[b].length);
            }
        }
    }

    #[test]
    fn codes_that_would_be_too_long_are_cut() {
        let mut counts = [1_u32; 30];
        for at in 2..30 {
            counts[at] = counts[at - 1] + counts[at - 2];
        }
        let codes = codes(&counts, 7);
        assert_eq!(codes.iter().map(|code| code.length).max(), Some(7));
        assert!((room(&codes) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 1951, section 3.2.2: lengths 3, 3, 3, 3, 3, 2, 4, 4 for the symbols A to H.
        let codes = codes(&[3, 3, 3, 3, 3, 6, 1, 1], 15);
        assert_eq!(codes.map(|code| code.length), [3, 3, 3, 3, 3, 2, 4, 4]);
        let bits = codes.map(|code| code.bits.reverse_bits() >> (16 - code.length));
        assert_eq!(bits, [0b010, 0b011, 0b100, 0b101, 0b110, 0b00, 0b1110, 0b1111]);
    }
}
