//! Counts requests and the capacity that they consume, for measurements and for tests of budgets. Off unless somebody
//! adds it to a client; it asks DynamoDB to report the units of the table and its indexes with every answer. A refused
//! write consumes units too, but DynamoDB does not report them: it counts as a request only.

use super::item::Item;
use super::table::SK;
use aws_sdk_dynamodb::operation::delete_item::{DeleteItemInput, DeleteItemOutput};
use aws_sdk_dynamodb::operation::get_item::{GetItemInput, GetItemOutput};
use aws_sdk_dynamodb::operation::put_item::{PutItemInput, PutItemOutput};
use aws_sdk_dynamodb::operation::query::{QueryInput, QueryOutput};
use aws_sdk_dynamodb::operation::update_item::{UpdateItemInput, UpdateItemOutput};
use aws_sdk_dynamodb::types::{ConsumedCapacity, ReturnConsumedCapacity};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeSerializationInterceptorContextMut, BeforeTransmitInterceptorContextRef,
    FinalizerInterceptorContextRef, Input, Output,
};
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreReplace};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What a request is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// A transition of a run: one conditional write.
    Commit,
    /// A pulse.
    Pulse,
    /// An answer.
    Answer,
    /// A chunk of a journal.
    Chunk,
    /// A move in the due index.
    MoveDue,
    /// A row that is dropped.
    Drop,
    /// A strongly consistent read of one item.
    StrongGet,
    /// An eventually consistent read of one item.
    Get,
    /// A strongly consistent query.
    StrongQuery,
    /// A query of an index.
    Query,
    /// Anything else.
    Other,
}

impl Purpose {
    /// Whether it is a strongly consistent read.
    #[must_use]
    pub const fn is_strong_read(self) -> bool {
        matches!(self, Self::StrongGet | Self::StrongQuery)
    }
}

/// What requests of one purpose came to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Usage {
    /// Requests.
    pub requests: u64,
    /// Tries, with repetitions.
    pub attempts: u64,
    /// Units of the table: writes of 1 KB, strong reads of 4 KB.
    pub table_units: f64,
    /// Units of its indexes.
    pub index_units: f64,
}

/// The counter; clones count together.
#[derive(Clone, Debug, Default)]
pub struct Meter(Arc<Mutex<BTreeMap<Purpose, Usage>>>);

impl Meter {
    /// What was counted since the last call.
    #[must_use]
    pub fn take(&self) -> BTreeMap<Purpose, Usage> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn count(&self, purpose: Purpose, change: impl FnOnce(&mut Usage)) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        change(all.entry(purpose).or_default());
    }
}

impl Storable for Purpose {
    type Storer = StoreReplace<Self>;
}

#[dyn_dispatch_hint]
impl Intercept for Meter {
    fn name(&self) -> &'static str {
        "meter"
    }

    fn modify_before_serialization(
        &self,
        context: &mut BeforeSerializationInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let purpose = ask(context.input_mut());
        self.count(purpose, |usage| usage.requests += 1);
        config.interceptor_state().store_put(purpose);
        Ok(())
    }

    fn read_before_transmit(
        &self,
        _context: &BeforeTransmitInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let purpose = config.load::<Purpose>().copied().unwrap_or(Purpose::Other);
        self.count(purpose, |usage| usage.attempts += 1);
        Ok(())
    }

    fn read_after_execution(
        &self,
        context: &FinalizerInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let purpose = config.load::<Purpose>().copied().unwrap_or(Purpose::Other);
        if let Some(Ok(output)) = context.output_or_error()
            && let Some(consumed) = reported(output)
        {
            let (table, indexes) = units(consumed);
            self.count(purpose, |usage| {
                usage.table_units += table;
                usage.index_units += indexes;
            });
        }
        Ok(())
    }
}

/// Asks for the units and says what the request is for.
fn ask(input: &mut Input) -> Purpose {
    let indexes = Some(ReturnConsumedCapacity::Indexes);
    if let Some(put) = input.downcast_mut::<PutItemInput>() {
        put.return_consumed_capacity = indexes;
        return of_item(put.item.as_ref());
    }
    if let Some(update) = input.downcast_mut::<UpdateItemInput>() {
        update.return_consumed_capacity = indexes;
        return Purpose::MoveDue;
    }
    if let Some(delete) = input.downcast_mut::<DeleteItemInput>() {
        delete.return_consumed_capacity = indexes;
        return Purpose::Drop;
    }
    if let Some(get) = input.downcast_mut::<GetItemInput>() {
        get.return_consumed_capacity = indexes;
        return if get.consistent_read == Some(true) { Purpose::StrongGet } else { Purpose::Get };
    }
    if let Some(query) = input.downcast_mut::<QueryInput>() {
        query.return_consumed_capacity = indexes;
        return if query.consistent_read == Some(true) { Purpose::StrongQuery } else { Purpose::Query };
    }
    Purpose::Other
}

fn of_item(item: Option<&Item>) -> Purpose {
    let text = |name| item.and_then(|item| item.get(name)).and_then(|value| value.as_s().ok());
    let kind = text(SK).and_then(|sk| sk.chars().next());
    match kind {
        Some('A') if text(super::table::LIST.hash).is_some() => Purpose::Commit,
        Some('B') => Purpose::Pulse,
        Some('R') => Purpose::Answer,
        Some('J') => Purpose::Chunk,
        Some(_) | None => Purpose::Other,
    }
}

fn reported(output: &Output) -> Option<&ConsumedCapacity> {
    output
        .downcast_ref::<PutItemOutput>()
        .and_then(PutItemOutput::consumed_capacity)
        .or_else(|| output.downcast_ref::<UpdateItemOutput>().and_then(UpdateItemOutput::consumed_capacity))
        .or_else(|| output.downcast_ref::<DeleteItemOutput>().and_then(DeleteItemOutput::consumed_capacity))
        .or_else(|| output.downcast_ref::<GetItemOutput>().and_then(GetItemOutput::consumed_capacity))
        .or_else(|| output.downcast_ref::<QueryOutput>().and_then(QueryOutput::consumed_capacity))
}

/// Units of the table and of its indexes.
fn units(consumed: &ConsumedCapacity) -> (f64, f64) {
    let all = consumed.capacity_units().unwrap_or(0.0);
    let indexes = consumed.global_secondary_indexes();
    let of_indexes: f64 = indexes
        .map(|indexes| indexes.values().filter_map(|index| index.capacity_units()).sum())
        .unwrap_or(0.0);
    (all - of_indexes, of_indexes)
}
