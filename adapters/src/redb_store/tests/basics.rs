use super::super::*;

#[tokio::test(flavor = "multi_thread")]
async fn passes_the_conformance_suite() {
    let folder = tempfile::tempdir().unwrap();
    let counter = std::sync::atomic::AtomicU32::new(0);
    let make = || async {
        let number = counter.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        RedbStore::open(folder.path().join(format!("{number}.redb")), Options::default()).unwrap()
    };
    crate::conformance::store::all(make).await;
}
