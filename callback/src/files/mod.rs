//! Agents' files: what an attempt may put, the names it gives, and what a run shows of them. It interprets no content.
//!
//! An attempt's documents lie under `attempts/STEP/ATTEMPT/SHA256.BYTES` among the run's artifacts, each put once; the list
//! of names lies beside them in `index.json`. So an attempt that is over can't change what another one has stored, a name
//! says digest and size, and a list of names becomes a run's artifacts only when its step has succeeded.

mod attempt;
mod index;
mod place;
mod shown;

pub use attempt::{download, get_object, put_object, result, store_names, upload};
pub use shown::{Shown, list, locate, read};
