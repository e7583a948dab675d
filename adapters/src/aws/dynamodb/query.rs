//! Single requests to the table, each with its failure named. It decides nothing about what the answers mean.

use super::failure::{Call, Failure, classify};
use super::item::{Item, text};
use super::key::ItemKey;
use super::table::{Index, PK, SK};
use super::watch::Watch;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValuesOnConditionCheckFailure};

/// The table with its client.
pub(super) struct Table {
    pub(super) client: Client,
    pub(super) name: String,
}

/// When a put is carried out.
pub(super) struct Condition {
    /// The expression; names with `#` stand in `names`.
    pub(super) expression: &'static str,
    /// Names.
    pub(super) names: Vec<(&'static str, &'static str)>,
    /// Values.
    pub(super) values: Vec<(&'static str, AttributeValue)>,
}

impl Condition {
    /// Only where there is no such item yet.
    pub(super) fn absent() -> Self {
        let names = vec![("#pk", PK)];
        Self { expression: "attribute_not_exists(#pk)", names, values: Vec::new() }
    }
}

/// Why a put did not happen, or may not have happened.
pub(super) enum PutFailure {
    /// Its condition does not hold; the item that is there, if any.
    Condition(Option<Item>),
    /// The call failed.
    Failed {
        /// Why.
        failure: Failure,
        /// Whether it may have been carried out all the same.
        ambiguous: bool,
    },
}

/// What a query asks for: the items of one partition between two places. The first one must not lie behind the last.
pub(super) struct Range<'a> {
    /// The index; the table itself where there is none.
    pub(super) index: Option<&'a Index>,
    /// The partition.
    pub(super) partition: String,
    /// The first and the last place, both included.
    pub(super) between: (String, String),
    /// Whether the newest is wanted; an index can't say.
    pub(super) consistent: bool,
    /// Whether the last place comes first.
    pub(super) backward: bool,
    /// Only items whose attribute has this value.
    pub(super) filter: Option<(&'static str, &'a str)>,
}

impl Range<'_> {
    /// All places of a partition of the table that begin with a text.
    pub(super) fn beginning(partition: String, prefix: &str) -> Self {
        let between = (prefix.to_owned(), format!("{prefix}{}", super::key::LAST));
        Range { index: None, partition, between, consistent: true, backward: false, filter: None }
    }
}

/// A page of a query.
pub(super) struct Items {
    pub(super) items: Vec<Item>,
    /// Where to go on; `None` at the end.
    pub(super) next: Option<Item>,
}

impl Table {
    fn call(&self, action: &'static str) -> Call<'_> {
        Call { action, table: &self.name }
    }

    /// An item, strongly consistent.
    pub(super) async fn get(&self, key: ItemKey) -> Result<Option<Item>, Failure> {
        self.get_as(key, true).await
    }

    /// An item that never changes once it is there: at half the price, unless it was written just now.
    pub(super) async fn get_settled(&self, key: ItemKey) -> Result<Option<Item>, Failure> {
        match self.get_as(key.clone(), false).await? {
            Some(item) => Ok(Some(item)),
            None => self.get_as(key, true).await,
        }
    }

    async fn get_as(&self, key: ItemKey, consistent: bool) -> Result<Option<Item>, Failure> {
        let request = self.client.get_item().table_name(&self.name).consistent_read(consistent);
        let answer = request.key(PK, text(key.pk)).key(SK, text(key.sk)).send().await;
        let answer = answer.map_err(|error| classify(self.call("dynamodb:GetItem"), &error))?;
        Ok(answer.item)
    }

    /// Whether an item was there a moment ago.
    pub(super) async fn has(&self, key: ItemKey) -> Result<bool, Failure> {
        let request = self.client.get_item().table_name(&self.name).projection_expression("#pk");
        let request = request.expression_attribute_names("#pk", PK);
        let answer = request.key(PK, text(key.pk)).key(SK, text(key.sk)).send().await;
        let answer = answer.map_err(|error| classify(self.call("dynamodb:GetItem"), &error))?;
        Ok(answer.item.is_some())
    }

    /// Writes an item if the condition holds.
    pub(super) async fn put(&self, item: Item, condition: Condition) -> Result<(), PutFailure> {
        let watch = Watch::default();
        let mut request = self
            .client
            .put_item()
            .table_name(&self.name)
            .set_item(Some(item))
            .condition_expression(condition.expression)
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
        for (short, name) in condition.names {
            request = request.expression_attribute_names(short, name);
        }
        for (short, value) in condition.values {
            request = request.expression_attribute_values(short, value);
        }
        match request.customize().interceptor(watch.clone()).send().await {
            Ok(_written) => Ok(()),
            Err(SdkError::ServiceError(refused)) if is_condition(refused.err()) => {
                Err(PutFailure::Condition(old_item(refused.into_err())))
            }
            Err(error) => {
                let failure = classify(self.call("dynamodb:PutItem"), &error);
                let ambiguous = failure.is_ambiguous() || watch.saw_doubt();
                Err(PutFailure::Failed { failure, ambiguous })
            }
        }
    }

    /// Sets an item's place in an index, or removes it from there; does nothing where the condition does not hold.
    pub(super) async fn place(
        &self,
        key: ItemKey,
        condition: Condition,
        index: &Index,
        place: Option<(String, String)>,
    ) -> Result<(), Failure> {
        let mut request = self.client.update_item().table_name(&self.name);
        request = request.key(PK, text(key.pk)).key(SK, text(key.sk));
        request = request.condition_expression(condition.expression);
        request = request.expression_attribute_names("#hash", index.hash);
        request = request.expression_attribute_names("#sort", index.range);
        request = match place {
            Some((hash, sort)) => request
                .update_expression("SET #hash = :hash, #sort = :sort")
                .expression_attribute_values(":hash", text(hash))
                .expression_attribute_values(":sort", text(sort)),
            None => request.update_expression("REMOVE #hash, #sort"),
        };
        for (short, name) in condition.names {
            request = request.expression_attribute_names(short, name);
        }
        for (short, value) in condition.values {
            request = request.expression_attribute_values(short, value);
        }
        match request.send().await {
            Ok(_) => Ok(()),
            Err(SdkError::ServiceError(refused))
                if matches!(refused.err(), UpdateItemError::ConditionalCheckFailedException(_)) =>
            {
                Ok(())
            }
            Err(error) => Err(classify(self.call("dynamodb:UpdateItem"), &error)),
        }
    }

    /// Deletes an item.
    pub(super) async fn delete(&self, key: ItemKey) -> Result<(), Failure> {
        let request = self.client.delete_item().table_name(&self.name);
        let answer = request.key(PK, text(key.pk)).key(SK, text(key.sk)).send().await;
        answer.map(drop).map_err(|error| classify(self.call("dynamodb:DeleteItem"), &error))
    }

    /// A page of a query, with at most `limit` items looked at.
    pub(super) async fn page(
        &self,
        range: &Range<'_>,
        limit: usize,
        start: Option<Item>,
    ) -> Result<Items, Failure> {
        let (hash, sort) = range.index.map_or((PK, SK), |index| (index.hash, index.range));
        let mut request = self
            .client
            .query()
            .table_name(&self.name)
            .set_index_name(range.index.map(|index| index.name.to_owned()))
            .consistent_read(range.consistent && range.index.is_none())
            .scan_index_forward(!range.backward)
            .limit(i32::try_from(limit).unwrap_or(i32::MAX))
            .set_exclusive_start_key(start)
            .key_condition_expression("#hash = :hash AND #sort BETWEEN :from AND :to")
            .expression_attribute_names("#hash", hash)
            .expression_attribute_names("#sort", sort)
            .expression_attribute_values(":hash", text(range.partition.as_str()))
            .expression_attribute_values(":from", text(range.between.0.as_str()))
            .expression_attribute_values(":to", text(range.between.1.as_str()));
        if let Some((name, value)) = range.filter {
            request = request
                .filter_expression("#filter = :filter")
                .expression_attribute_names("#filter", name)
                .expression_attribute_values(":filter", text(value));
        }
        let answer = request.send().await.map_err(|error| classify(self.call("dynamodb:Query"), &error))?;
        Ok(Items { items: answer.items.unwrap_or_default(), next: answer.last_evaluated_key })
    }

    /// All items of a range.
    pub(super) async fn all(&self, range: &Range<'_>) -> Result<Vec<Item>, Failure> {
        let (mut items, mut next) = (Vec::new(), None);
        loop {
            let page = self.page(range, PAGE_ITEMS, next).await?;
            items.extend(page.items);
            next = page.next;
            if next.is_none() {
                return Ok(items);
            }
        }
    }
}

/// Items per request where all are wanted: DynamoDB ends a page at 1 MB anyway.
const PAGE_ITEMS: usize = 1_000;

fn is_condition(error: &PutItemError) -> bool {
    matches!(error, PutItemError::ConditionalCheckFailedException(_))
}

fn old_item(error: PutItemError) -> Option<Item> {
    if let PutItemError::ConditionalCheckFailedException(refused) = error { refused.item } else { None }
}
