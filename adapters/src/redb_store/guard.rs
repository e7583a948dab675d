//! Every call into redb goes through here: it asserts what a sound file holds, so a damaged one may end in a panic. Such a
//! panic is a failure of the file like any other, and neither a thread's end nor text on somebody's terminal.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// What a panic in redb says of the file.
const CONTRADICTION: &str = "its pages contradict each other";

/// Calls redb; a panic becomes an error.
pub(super) fn guarded<T, E>(call: impl FnOnce() -> Result<T, E>) -> Result<T, E>
where
    E: From<redb::Error>,
{
    let outer = GUARDED.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(call));
    GUARDED.set(outer);
    result.unwrap_or_else(|_panic| Err(redb::Error::Corrupted(CONTRADICTION.to_owned()).into()))
}

/// Keeps panics that the store takes for a damaged file from the program's panic hook: they are told as errors. For the
/// program's `main`; all other panics go to the hook that was there.
pub fn hush_guarded_panics() {
    let hook = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if GUARDED.get() {
            tracing::debug!(panic = %info, "the store's file is damaged");
        } else {
            hook(info);
        }
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_and_nothing_more() {
        let result = guarded::<(), redb::Error>(|| panic!("as an assertion in redb would"));
        assert!(matches!(result, Err(redb::Error::Corrupted(what)) if what == CONTRADICTION));
        assert!(!GUARDED.get());
        assert!(guarded::<_, redb::Error>(|| Ok(1)).is_ok());
    }
}
