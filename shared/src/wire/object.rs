//! Reading an envelope from a JSON object and from nothing else: serde's own readers of structs take a list of the
//! fields' values as well, which no client means.

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// A value that is written as an object.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Object<T>(pub T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Fields(PhantomData)).map(Self)
    }
}

/// For `deserialize_with`, where the object may be left out or null.
pub(super) fn optional<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Ok(Option::<Object<T>>::deserialize(deserializer)?.map(|Object(value)| value))
}

struct Fields<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Fields<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{CallbackBody, StartRequest};
    use super::*;

    #[test]
    fn a_list_of_values_is_no_envelope() {
        assert!(serde_json::from_str::<Object<StartRequest>>(r#"{"topic": "heat pumps"}"#).is_ok());
        let list = serde_json::from_str::<Object<StartRequest>>(r#"["heat pumps"]"#).unwrap_err();
        assert!(list.to_string().contains("expected an object"), "{list}");
    }

    #[test]
    fn neither_is_it_inside_of_one() {
        let whole = r#"{"status": "FAILURE", "error": {"message": "no luck"}}"#;
        assert!(serde_json::from_str::<CallbackBody>(whole).unwrap().error.is_some());
        for none in [r#"{"status": "SUCCESS", "error": null}"#, r#"{"status": "SUCCESS"}"#] {
            assert!(serde_json::from_str::<CallbackBody>(none).unwrap().error.is_none());
        }
        let list = r#"{"status": "FAILURE", "error": ["FLAKY", "no luck", true]}"#;
        assert!(serde_json::from_str::<CallbackBody>(list).is_err());
    }
}
