//! Builds the functions here and in a copy of the sources in another folder: whoever builds a released commit has to get the
//! bytes that were released. How they are built is not its business.

use crate::context::Context;
use crate::copy;
use crate::error::Error;
use crate::lambda::{self, Arch, Order, PROFILE};
use crate::outcome::Outcome;
use std::path::Path;

/// The copy's folder below the target folder; neither name nor depth are those of a clone.
const ELSEWHERE: &str = "reproducible/another-folder/with-a-longer-name";

pub(super) fn check(context: &Context) -> Result<Outcome, Error> {
    let order = Order { arch: Arch::Arm64, profile: PROFILE, debian: false };
    let here = lambda::build(context, &order)?;
    let there = lambda::build(&copy::sources(context, ELSEWHERE)?, &order)?;
    let mut outcome = Outcome::default();
    for (one, other) in here.iter().zip(&there) {
        let read = |path: &Path| std::fs::read(path).map_err(Error::file(path));
        match differing(&read(one)?, &read(other)?) {
            None => outcome.passed += 1,
            Some(at) => {
                outcome.failed += 1;
                let (one, other) = (one.display(), other.display());
                outcome.notes.push(format!("{one} and {other} differ from byte {at} on"));
            }
        }
    }
    Ok(outcome)
}

/// The first byte in which two files differ.
fn differing(one: &[u8], other: &[u8]) -> Option<usize> {
    let common = one.iter().zip(other).position(|(one, other)| one != other);
    common.or_else(|| (one.len() != other.len()).then(|| one.len().min(other.len())))
}

#[cfg(test)]
mod tests {
    use super::differing;

    #[test]
    fn the_first_difference_is_found_even_where_one_only_goes_on() {
        assert_eq!(differing(b"same", b"same"), None);
        assert_eq!(differing(b"same", b"some"), Some(1));
        assert_eq!(differing(b"same", b"same and more"), Some(4));
        assert_eq!(differing(b"", b"x"), Some(0));
    }
}
