//! The API's description does not drift unseen, and names every route.

use crate::support::Home;

#[tokio::test]
async fn the_description_is_the_one_that_was_reviewed() {
    let home = Home::new();
    let document = home.get("/openapi.json").await.json();
    assert_eq!(document["openapi"], "3.1.0");
    insta::assert_json_snapshot!("openapi", document);
}
