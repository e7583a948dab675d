//! The stages that build the Lambda functions and check their programs. How that is done is not their business.

use crate::context::Context;
use crate::error::Error;
use crate::lambda::{self, Arch, FUNCTIONS, GATE_PROFILE, Order, PROFILE};
use crate::outcome::Outcome;

pub(super) fn x86_64(context: &Context) -> Result<Outcome, Error> {
    build(context, &Order { arch: Arch::X86_64, profile: GATE_PROFILE, debian: false })
}

pub(super) fn arm64(context: &Context) -> Result<Outcome, Error> {
    build(context, &Order { arch: Arch::Arm64, profile: PROFILE, debian: false })
}

fn build(context: &Context, order: &Order) -> Result<Outcome, Error> {
    let zips = lambda::build(context, order)?;
    Ok(Outcome { passed: zips.len().min(FUNCTIONS.len()), ..Outcome::default() })
}
