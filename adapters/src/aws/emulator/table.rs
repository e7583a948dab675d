//! Makes a table as the store needs it, the way that Terraform does for users. The names are the store's constants.

use crate::aws::dynamodb::table::{INDEXES, Index, PK, SK};
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::{BuildError, DisplayErrorContext};
use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType, Projection,
    ProjectionType, ScalarAttributeType,
};

use std::collections::BTreeSet;

/// Makes the table with its indexes.
///
/// # Errors
/// What the emulator says, as text.
pub async fn create_table(client: &Client, name: &str) -> Result<(), String> {
    let told = |error: BuildError| error.to_string();
    let mut request = client.create_table().table_name(name).billing_mode(BillingMode::PayPerRequest);
    let keys = INDEXES.iter().flat_map(|index| [index.hash, index.range]);
    for attribute in keys.chain([PK, SK]).collect::<BTreeSet<_>>() {
        let definition = AttributeDefinition::builder().attribute_name(attribute);
        let definition = definition.attribute_type(ScalarAttributeType::S).build().map_err(told)?;
        request = request.attribute_definitions(definition);
    }
    for element in key_schema(PK, SK).map_err(told)? {
        request = request.key_schema(element);
    }
    for index in &INDEXES {
        request = request.global_secondary_indexes(secondary(index).map_err(told)?);
    }
    request.send().await.map(drop).map_err(|error| DisplayErrorContext(error).to_string())
}

fn key_schema(hash: &str, range: &str) -> Result<Vec<KeySchemaElement>, BuildError> {
    let element = |name, kind| KeySchemaElement::builder().attribute_name(name).key_type(kind).build();
    Ok(vec![element(hash, KeyType::Hash)?, element(range, KeyType::Range)?])
}

fn secondary(index: &Index) -> Result<GlobalSecondaryIndex, BuildError> {
    let projection = Projection::builder();
    let projection = if index.projected.is_empty() {
        projection.projection_type(ProjectionType::KeysOnly)
    } else {
        let projected = index.projected.iter().map(|name| (*name).to_owned()).collect();
        projection.projection_type(ProjectionType::Include).set_non_key_attributes(Some(projected))
    };
    GlobalSecondaryIndex::builder()
        .index_name(index.name)
        .set_key_schema(Some(key_schema(index.hash, index.range)?))
        .projection(projection.build())
        .build()
}
