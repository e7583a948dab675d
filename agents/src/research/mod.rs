//! Research without a language model: sub-questions, ranked sentences, exact quotes; judges no evidence.

mod absent;
mod age;
mod amount;
mod answered;
pub(crate) mod asked;
mod aspect;
mod choice;
mod closeness;
mod count;
mod counted;
mod cues;
mod deed;
mod denied;
mod dimension;
mod evidence;
mod expected;
mod findings;
mod frames;
mod gaps;
mod identity;
mod kinds;
mod least;
mod little;
mod means;
mod named;
mod numbered;
mod occasion;
mod often;
mod place;
mod preamble;
mod price;
mod question;
mod quotable;
mod quote;
mod reason;
mod result;
mod rivals;
mod said;
mod share;
mod sizes;
mod spans;
mod subject;
mod support;
pub(crate) mod terms;
mod time;
mod together;
mod told;
mod unknown;
mod used;
mod value;
mod when_told;
mod wider;
mod word_for;
mod wording;

pub use aspect::Aspect;
pub use expected::Expected;
pub use findings::{ResearchRequest, research};
pub(crate) use kinds::is_money;
pub(crate) use preamble::what_is_asked;
pub use question::{SubQuestion, sub_questions};
pub(crate) use quote::context;
pub use quote::{Citation, CitationId, cite};
pub use result::{
    CitedSource, Confidence, Depth, Feedback, Finding, Method, Nearest, NotProduced, Relevance,
    ResearchMetadata, ResearchResult, SetAside, SubQuestionReport,
};
