//! The API describes itself as the file that was reviewed; `xtask/tests/documents.rs` holds that file to the code.

use crate::support::Home;

#[tokio::test]
async fn the_description_is_the_one_that_was_reviewed() {
    let home = Home::new();
    let served = home.get("/openapi.json").await;
    let reviewed: serde_json::Value = serde_json::from_str(controller::routes::OPENAPI_DOCUMENT).unwrap();
    assert_eq!(reviewed["openapi"], "3.1.0");
    assert_eq!(served.json(), reviewed);
}
