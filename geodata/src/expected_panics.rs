//! Calls into libraries that panic at damaged files: such a panic is an error of the file, and nobody else hears of it.
//!
//! The hook of a process prints every panic, also those that are caught. A program that installs [`quiet_hook`] keeps its output to itself: what was
//! wrong with the file stands in the report.

use std::any::Any;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};

thread_local! {
    /// How many calls of [`caught`] this thread is inside of.
    static DEPTH: Cell<usize> = const { Cell::new(0) };
}

/// What a hook of the process is.
type Hook = Box<dyn Fn(&PanicHookInfo<'_>) + Send + Sync>;

/// Does work that may panic. The error is what the panic says, if it says anything.
pub(crate) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, Option<String>> {
    DEPTH.set(DEPTH.get() + 1);
    let done = catch_unwind(AssertUnwindSafe(work));
    DEPTH.set(DEPTH.get().saturating_sub(1));
    done.map_err(|panic| message(&*panic))
}

fn message(panic: &(dyn Any + Send)) -> Option<String> {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    text.map(str::to_owned)
}

/// A hook that tells `hook` of every panic but of those that are caught and become an error.
pub fn quiet_hook(hook: Hook) -> Hook {
    Box::new(move |panic| {
        if DEPTH.get() == 0 {
            hook(panic);
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_with_its_words_and_the_next_one_is_no_longer_expected() {
        assert_eq!(caught(|| 4), Ok(4));
        assert_eq!(caught(|| -> u8 { panic!("damaged") }), Err(Some("damaged".to_owned())));
        let nested = caught(|| (caught(|| -> u8 { panic!("inside") }), DEPTH.get()));
        assert_eq!(nested, Ok((Err(Some("inside".to_owned())), 1)));
        assert_eq!(DEPTH.get(), 0);
    }
}
