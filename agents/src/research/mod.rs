//! Research without a language model: sub-questions, ranked sentences, exact quotes; judges no evidence.

mod evidence;
mod findings;
mod question;
mod quote;
mod result;

pub use findings::{ResearchRequest, research};
pub use question::{Aspect, SubQuestion, sub_questions};
pub(crate) use quote::context;
pub use quote::{Citation, CitationId, cite};
pub use result::{
    CitedSource, Confidence, Depth, Feedback, Finding, Method, NotProduced, ResearchMetadata, ResearchResult,
    SubQuestionReport,
};
