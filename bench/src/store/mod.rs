//! placeholder
use crate::{Failure, StoreArgs, report::Report};
pub(crate) async fn run(_a: &StoreArgs, _f: &std::path::Path) -> Result<Report, Failure> { Ok(Report::default()) }
