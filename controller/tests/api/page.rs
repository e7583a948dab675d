//! The approval page: looking never acts, forms must come from the page, links become cookies.

use crate::support::{Answer, Home, token};
use axum::body::Body;
use axum::http::{Request, StatusCode};

fn field(page: &str, name: &str) -> String {
    let start = page.find(&format!("name=\"{name}\"")).unwrap_or_else(|| panic!("no field {name}"));
    let rest = &page[start..];
    let value = &rest[rest.find("value=\"").unwrap() + 7..];
    value[..value.find('"').unwrap()].to_owned()
}

fn cookie(answer: &Answer) -> String {
    answer.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned()
}

async fn open(home: &Home, id: &str, cookie: &str) -> Answer {
    let request =
        Request::get(format!("/approve/{id}")).header("cookie", cookie).body(Body::empty()).unwrap();
    home.send(request).await
}

async fn submit(home: &Home, id: &str, cookie: &str, pairs: &[(&str, &str)]) -> Answer {
    let encode = |text: &str| -> String {
        text.bytes()
            .map(|b| if b.is_ascii_alphanumeric() { (b as char).to_string() } else { format!("%{b:02X}") })
            .collect()
    };
    let body: Vec<String> = pairs.iter().map(|(n, v)| format!("{}={}", encode(n), encode(v))).collect();
    let request = Request::post(format!("/approve/{id}"))
        .header("content-type", "application/x-www-form-urlencoded")
        .header("cookie", cookie)
        .body(Body::from(body.join("&")))
        .unwrap();
    home.send(request).await
}

#[tokio::test]
async fn a_personal_link_becomes_a_cookie_and_a_clean_address() {
    let home = Home::new();
    let (id, _) = home.to_gate().await;
    let notice = home.notice(&id).await;
    let link = home.get(&format!("/approve/{id}?token={}", token(&notice))).await;
    assert_eq!(
        (link.status, link.headers["location"].to_str().unwrap()),
        (StatusCode::SEE_OTHER, &*format!("/approve/{id}"))
    );
    let set = link.headers["set-cookie"].to_str().unwrap();
    assert!(
        set.contains("HttpOnly")
            && set.contains("SameSite=Lax")
            && set.contains(&format!("Path=/approve/{id}"))
    );
    let page = open(&home, &id, &cookie(&link)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.headers["content-security-policy"].to_str().unwrap().contains("default-src 'none'"));
    assert!(page.text.contains("It depends.") && !page.text.contains(token(&notice)));
    let view = home.get(&format!("/workflows/{id}")).await.json();
    assert_eq!(view["status"], "AWAITING_APPROVAL", "looking never acts");
    let pairs = [
        ("csrf", field(&page.text, "csrf")),
        ("approval_id", field(&page.text, "approval_id")),
        ("artifact_hash", field(&page.text, "artifact_hash")),
        ("decision", "approve".to_owned()),
        ("comment", String::new()),
    ];
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let done = submit(&home, &id, &cookie(&link), &pairs).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let after = open(&home, &id, &cookie(&link)).await;
    assert!(after.text.contains("approver"), "the page says who decided");
    let decided = home.get(&format!("/workflows/{id}")).await.json();
    assert_eq!(decided["decisions"][0]["assurance"], "link");
}

#[tokio::test]
async fn a_form_from_elsewhere_is_refused() {
    let home = Home::new();
    let (id, approval) = home.to_gate().await;
    let page = home.get(&format!("/approve/{id}")).await;
    let hash = approval["artifact_hash"].as_str().unwrap();
    let forged = [
        ("csrf", "guess"),
        ("approval_id", "review.1"),
        ("artifact_hash", hash),
        ("decision", "approve"),
        ("comment", ""),
    ];
    for cookie in [cookie(&page), String::new()] {
        let answer = submit(&home, &id, &cookie, &forged).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{}", answer.text);
    }
    let csrf = field(&page.text, "csrf");
    let as_cookie = format!("aegis_approval={csrf}");
    let swapped = submit(
        &home,
        &id,
        &as_cookie,
        &[("csrf", csrf.as_str()), forged[1], forged[2], forged[3], forged[4]],
    )
    .await;
    assert_eq!(swapped.status, StatusCode::FORBIDDEN, "a CSRF token is no cookie");
    assert_eq!(home.get(&format!("/workflows/{id}")).await.json()["status"], "AWAITING_APPROVAL");
}

#[tokio::test]
async fn mistakes_are_shown_on_the_page_with_what_was_typed() {
    let home = Home::new();
    let (id, approval) = home.to_gate().await;
    let page = home.get(&format!("/approve/{id}")).await;
    let (csrf, hash) = (field(&page.text, "csrf"), approval["artifact_hash"].as_str().unwrap());
    let pairs = [
        ("csrf", csrf.as_str()),
        ("approval_id", "review.1"),
        ("artifact_hash", hash),
        ("decision", "reject"),
        ("comment", " "),
    ];
    let answer = submit(&home, &id, &cookie(&page), &pairs).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("Say why"));
    let stale = "0".repeat(64);
    let pairs = [
        pairs[0],
        pairs[1],
        ("artifact_hash", stale.as_str()),
        ("decision", "approve"),
        ("comment", "typed words"),
    ];
    let answer = submit(&home, &id, &cookie(&page), &pairs).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("typed words"));
}

#[tokio::test]
async fn links_that_do_not_hold_lead_nowhere() {
    let home = Home::new();
    let (id, _) = home.to_gate().await;
    let agent = home.given(&id, "research").await.callback.token.clone();
    for token in ["x", agent.as_str()] {
        let answer = home.get(&format!("/approve/{id}?token={token}")).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert!(!answer.headers.contains_key("set-cookie"));
    }
    assert_eq!(home.get("/approve/no-such-run").await.status, StatusCode::NOT_FOUND);
    let inbox = home
        .send(Request::get("/approvals").header("accept", "text/html").body(Body::empty()).unwrap())
        .await;
    assert!(inbox.text.contains(&format!("/approve/{id}")));
}

#[tokio::test]
async fn a_link_that_a_mail_program_added_to_still_opens_the_page() {
    let home = Home::new();
    let (id, _) = home.to_gate().await;
    let notice = home.notice(&id).await;
    let token = token(&notice);
    let added = home.get(&format!("/approve/{id}?token={token}&utm_source=mail")).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text);
    let doubled = home.get(&format!("/approve/{id}?token={token}&token={token}")).await;
    assert_eq!(doubled.status, StatusCode::FORBIDDEN);
    assert!(doubled.headers["content-type"].to_str().unwrap().starts_with("text/html"));
}
