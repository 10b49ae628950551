//! Finds what was there before.

/// How far back a repetition may reach, and how long it may be (RFC 1951, section 3.2.5).
const FARTHEST: u32 = 1 << 15;
pub const LONGEST: usize = 258;
pub const SHORTEST: usize = 3;

/// Shorter repetitions are not looked for: looking costs time, and they save little.
const WORTH: usize = 6;
/// Binary logarithm of the number of places that are remembered by each hash.
const PLACES: u32 = 13;

/// Some bytes as they are, then a repetition; in the last step of a block there may be none.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    pub plain: u32,
    /// How many bytes are repeated, [`SHORTEST`] to [`LONGEST`], or zero.
    pub length: u16,
    /// How far back they are, less one.
    pub back: u16,
}

/// Where bytes were seen last.
#[derive(Debug)]
pub struct Repeats {
    /// By the hash of [`WORTH`] bytes.
    short: Places,
    /// By the hash of sixteen: what a value and the name after it are together tells the column.
    long: Places,
    /// The place of the first byte of the body, so far from those of the body before that nothing is found there.
    first: u32,
    pub(super) next: u32,
}

type Places = Box<[u32]>;

impl Default for Repeats {
    fn default() -> Self {
        let places = || vec![0; 1 << PLACES].into_boxed_slice();
        Self { short: places(), long: places(), first: 0, next: FARTHEST + 1 }
    }
}

impl Repeats {
    /// Begins a body.
    pub fn begin(&mut self, length: usize) {
        let room = u32::try_from(length).unwrap_or(u32::MAX).saturating_add(FARTHEST + 1);
        if self.next.checked_add(room).is_none() {
            *self = Self::default();
        }
        self.first = self.next;
        self.next = self.next.saturating_add(room);
    }

    /// The steps that make up `body[begin..end]`.
    pub fn find(&mut self, body: &[u8], begin: usize, end: usize, steps: &mut Vec<Step>) {
        let (mut at, mut plain_since) = (begin, begin);
        while at + 16 <= end {
            let Some((mut from, mut length)) = self.earlier(body, at, end) else {
                // Where nothing repeats, looking at every byte does not pay.
                at += 1 + ((at - plain_since) >> 7);
                continue;
            };
            while at > plain_since && from > 0 && body[at - 1] == body[from - 1] {
                at -= 1;
                from -= 1;
                length += 1;
            }
            push(steps, at - plain_since, length, at - from);
            at += length;
            plain_since = at;
        }
        if plain_since < end || steps.is_empty() {
            steps.push(Step { plain: (end - plain_since) as u32, length: 0, back: 0 });
        }
    }

    #[inline]
    fn earlier(&mut self, body: &[u8], at: usize, end: usize) -> Option<(usize, usize)> {
        let here = words(body, at);
        let now = self.first + at as u32;
        let of_long = replace(&mut self.long, long(here), now);
        let of_short = replace(&mut self.short, short(here), now);
        for back in [now.wrapping_sub(of_long), now.wrapping_sub(of_short)] {
            if (1..=FARTHEST).contains(&back) && back as usize <= at {
                let from = at - back as usize;
                if (word(body, from) ^ here[0]) << (64 - 8 * WORTH) == 0 {
                    return Some((from, WORTH + equal(body, from + WORTH, at + WORTH, end)));
                }
            }
        }
        None
    }
}

/// Remembers where bytes are, and says where the same ones were before.
#[inline]
fn replace(places: &mut Places, hash: usize, now: u32) -> u32 {
    places.get_mut(hash).map_or(0, |place| std::mem::replace(place, now))
}

#[inline]
fn short([first, _]: [u64; 2]) -> usize {
    ((first << (64 - 8 * WORTH)).wrapping_mul(0x9e37_79b1_85eb_ca87) >> (64 - PLACES)) as usize
}

#[inline]
fn long([first, second]: [u64; 2]) -> usize {
    ((first.wrapping_mul(0x9e37_79b1_85eb_ca87).rotate_left(29) ^ second).wrapping_mul(0xc2b2_ae3d_27d4_eb4f)
        >> (64 - PLACES)) as usize
}

#[inline]
fn words(body: &[u8], at: usize) -> [u64; 2] {
    [word(body, at), word(body, at + 8)]
}

/// A long repetition is several, none of them too short.
fn push(steps: &mut Vec<Step>, plain: usize, length: usize, back: usize) {
    let (mut plain, mut left) = (plain as u32, length);
    while left > 0 {
        let mut part = left.min(LONGEST);
        if left > part && left - part < SHORTEST {
            part -= SHORTEST;
        }
        steps.push(Step { plain, length: part as u16, back: (back - 1) as u16 });
        plain = 0;
        left -= part;
    }
}

/// Eight bytes; zeros beyond the end.
#[inline]
fn word(body: &[u8], at: usize) -> u64 {
    body.get(at..).and_then(|rest| rest.first_chunk()).map_or(0, |bytes| u64::from_le_bytes(*bytes))
}

/// How many bytes from two places on are equal.
#[inline]
fn equal(body: &[u8], earlier: usize, at: usize, end: usize) -> usize {
    let mut length = 0;
    while at + length + 8 <= end {
        let differing = word(body, earlier + length) ^ word(body, at + length);
        if differing != 0 {
            return length + (differing.trailing_zeros() / 8) as usize;
        }
        length += 8;
    }
    while at + length < end && body[at + length] == body[earlier + length] {
        length += 1;
    }
    length
}
