//! Papers that are opened: by whom, as what, and never without a line on the record.

use intake_desk::domain::request::HelpKind;
use intake_desk::support::ids::random_id;

use super::{PAPERS, a_document, a_photo, looked_at, sends};
use crate::link::family_inside;
use crate::support::app::App;
use crate::support::builders::a_family;
use crate::support::client::Browser;

async fn ids(app: &App) -> Vec<String> {
    app.rows
        .texts("SELECT id::text FROM papers ORDER BY begun_at, id")
        .await
}

async fn opened(app: &App) -> i64 {
    app.rows
        .count("audit_events WHERE kind = 'paper_opened'")
        .await
}

#[tokio::test]
async fn whoever_sent_it_opens_it_as_a_file_to_save_and_nobody_else() {
    let app = App::start().await;
    let (_, mut phone) = family_inside(&app, a_family()).await;
    let photo = a_photo(0);
    sends(&mut phone, "summary", "a photo.jpg", &photo).await;
    app.tick(1);
    sends(&mut phone, "summary", "報告.pdf", &a_document()).await;
    let ids = ids(&app).await;
    let path = |id: &String| format!("{PAPERS}/{id}");
    let early = phone.get(&path(&ids[0])).await;
    assert_eq!(early.status, 404, "nobody has looked at it yet");
    looked_at(&app).await;
    let got = phone.get(&path(&ids[0])).await;
    assert_eq!(got.status, 200);
    assert_eq!(got.header("content-type"), "image/jpeg");
    assert_eq!(got.header("x-content-type-options"), "nosniff");
    assert_eq!(
        got.header("content-security-policy"),
        "sandbox; default-src 'none'"
    );
    assert!(got.header("cache-control").contains("no-store"));
    assert!(
        got.header("content-disposition")
            .starts_with("attachment; filename=\"a photo.jpg\"")
    );
    assert!(got.bytes.starts_with(b"\xff\xd8\xff"));
    let got = phone.get(&path(&ids[1])).await;
    assert_eq!(got.header("content-type"), "application/pdf");
    assert_eq!(got.bytes, a_document());
    assert!(
        got.header("content-disposition")
            .ends_with("filename*=UTF-8''%E5%A0%B1%E5%91%8A.pdf")
    );
    assert_eq!(opened(&app).await, 2);
    let other = a_family().with_child("Ana", "O'Neill-Ибрагимова");
    let (_, mut other) = family_inside(&app, other).await;
    let mut stranger = app.browser();
    for browser in [&mut other, &mut stranger] {
        assert_eq!(browser.get(&path(&ids[0])).await.status, 404);
    }
    let unknown = phone.get(&path(&random_id().to_string())).await;
    assert_eq!(unknown.status, 404);
    assert_eq!(opened(&app).await, 2);
}

/// What an iPhone makes: it is kept as it came, and whoever may open it saves that.
#[tokio::test]
async fn a_photo_of_an_iphone_is_taken_and_saved_as_it_came() {
    let app = App::start().await;
    let (_, mut phone) = family_inside(&app, a_family()).await;
    let mut photo = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec();
    photo.extend((0..40_000_u32).map(|byte| byte.to_le_bytes()[0]));
    sends(&mut phone, "pathology", "IMG_0042.HEIC", &photo).await;
    looked_at(&app).await;
    let ids = ids(&app).await;
    let got = phone.get(&format!("{PAPERS}/{}", ids[0])).await;
    assert_eq!(got.status, 200);
    assert_eq!(got.header("content-type"), "image/heic");
    assert_eq!(
        got.header("content-security-policy"),
        "sandbox; default-src 'none'"
    );
    assert_eq!(got.bytes, photo);
}

#[tokio::test]
async fn staff_open_what_their_role_may() {
    let app = App::start().await;
    let family = a_family().asking_for(&[HelpKind::Insurance]);
    let (sent, mut phone) = family_inside(&app, family).await;
    sends(&mut phone, "insurance_card", "card.jpg", &a_photo(0)).await;
    app.tick(1);
    sends(
        &mut phone,
        "pathology",
        "marrow of Zaphira.pdf",
        &a_document(),
    )
    .await;
    looked_at(&app).await;
    let ids = ids(&app).await;
    let mut expected = 0;
    for (account, card, pathology) in [
        ("intake", 200, 200),
        ("supervisor", 200, 200),
        ("insurance", 200, 404),
        ("admin", 404, 404),
        ("research", 404, 404),
    ] {
        let mut staff = app.sign_in(account).await;
        for (id, status) in ids.iter().zip([card, pathology]) {
            let path = format!("{}/papers/{id}", sent.page());
            assert_eq!(staff.get(&path).await.status, status, "{account} {path}");
            expected += i64::from(status == 200);
        }
        assert_eq!(opened(&app).await, expected, "{account}");
    }
    assert_page(&app, "insurance", &sent.page(), &["card.jpg"]).await;
    assert_page(&app, "intake", &sent.page(), &["card.jpg", "marrow"]).await;
    let refused = "audit_events WHERE kind = 'access_denied' AND details ->> 'paper' IS NOT NULL";
    assert_eq!(app.rows.count(refused).await, 1);
    let mut nobody = app.browser();
    let path = format!("{}/papers/{}", sent.page(), ids[0]);
    assert_ne!(nobody.get(&path).await.status, 200);
    // By another case's address it is not there.
    let other = a_family().with_child("Ana", "Ruiz").sent(&app).await;
    let mut intake = app.sign_in("intake").await;
    let path = format!("{}/papers/{}", other.page(), ids[0]);
    assert_eq!(intake.get(&path).await.status, 404);
}

async fn assert_page(app: &App, account: &str, case: &str, names: &[&str]) {
    let mut staff: Browser = app.sign_in(account).await;
    let page = staff.get(case).await;
    for name in ["card.jpg", "marrow"] {
        assert_eq!(
            page.text.contains(name),
            names.contains(&name),
            "{account}: {name}"
        );
    }
}

#[tokio::test]
async fn what_lies_in_the_store_and_the_database_is_sealed() {
    let app = App::start().await;
    let (_, mut phone) = family_inside(&app, a_family()).await;
    let document = a_document();
    sends(&mut phone, "summary", "Zaphira-name.pdf", &document).await;
    let files = app.store.list("papers").await.unwrap();
    assert_eq!(files.len(), 1);
    let sealed = app.store.get(&files[0].name).await.unwrap();
    assert!(sealed.len() > document.len());
    assert!(!sealed.windows(5).any(|part| part == b"%PDF-"));
    for (table, rows) in app.rows.dump().await {
        assert!(!rows.contains("Zaphira-name"), "{table}");
    }
}

#[tokio::test]
async fn bytes_that_were_changed_in_the_store_do_not_open() {
    let app = App::start().await;
    let (_, mut phone) = family_inside(&app, a_family()).await;
    sends(&mut phone, "summary", "a.pdf", &a_document()).await;
    let name = app.store.list("papers").await.unwrap().remove(0).name;
    let mut sealed = app.store.get(&name).await.unwrap().to_vec();
    let last = sealed.len() - 1;
    sealed[last] ^= 1;
    app.store.put(&name, sealed).await.unwrap();
    // With a scanner the bytes are read, and do not open: it is told as unreadable. Without one they fail when asked for.
    looked_at(&app).await;
    let id = ids(&app).await.remove(0);
    let answer = phone.get(&format!("{PAPERS}/{id}")).await;
    assert_ne!(answer.status, 200);
}
