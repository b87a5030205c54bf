//! What a paper is, in somebody's words: of use for what has no kind of its own, and sealed like its name.

use intake_desk::domain::request::HelpKind;
use intake_desk::support::ids::random_id;

use super::{PAPERS, a_document, a_photo, form_with, looked_at, posts, posts_to, states};
use crate::link::family_inside;
use crate::support::app::App;
use crate::support::builders::a_family;
use crate::support::client::{Browser, Page};

const WORDS: &str = "Court letter about Zaphira & her aunt";

async fn sends(phone: &mut Browser, kind: &str, what: &str) -> Page {
    let page = phone.get(PAPERS).await;
    let key = page.attr("main form input[name=key]", "value");
    let fields = [("key", key.as_str()), ("kind", kind), ("what", what)];
    posts(phone, form_with(&fields, "a.pdf", &a_document())).await
}

#[tokio::test]
async fn the_sender_and_staff_who_may_open_it_read_what_it_is() {
    let app = App::start().await;
    let family = a_family().asking_for(&[HelpKind::Insurance]);
    let (sent, mut phone) = family_inside(&app, family).await;
    let done = sends(&mut phone, "other", &format!(" {WORDS}\r\n")).await;
    assert_eq!(done.status, 303, "{}", done.text);
    app.tick(1);
    assert_eq!(sends(&mut phone, "summary", " ").await.status, 303);
    looked_at(&app).await;
    let lines = phone.get(PAPERS).await.texts("main ul.lines li");
    assert!(lines[0].contains("A summary of the treatment") && !lines[0].contains(':'));
    let told = format!("Something else, or I am not sure: {WORDS}");
    assert!(lines[1].contains(&told), "{lines:?}");
    let case = app.sign_in("intake").await.get(&sent.page()).await;
    let lines = case.texts("#papers ~ ul.lines li");
    assert!(
        lines[1].starts_with(&format!("Other paper: {WORDS}")),
        "{lines:?}"
    );
    let case = app.sign_in("insurance").await.get(&sent.page()).await;
    assert!(case.text.contains("Other paper") && !case.text.contains("Court letter"));
    for (table, rows) in app.rows.dump().await {
        assert!(!rows.contains("Court letter"), "{table}");
    }
}

#[tokio::test]
async fn more_than_a_line_is_told_in_words_in_both_languages() {
    let app = App::start().await;
    let (_, mut phone) = family_inside(&app, a_family()).await;
    for length in [101, 5_000] {
        let page = sends(&mut phone, "other", &"x".repeat(length)).await;
        assert_eq!(page.status, 422, "{}", page.text);
        assert_eq!(
            page.words("#what-error"),
            "What it is: use 100 letters or fewer"
        );
        assert_eq!(page.texts("#errors li").len(), 1, "{}", page.text);
        assert!(
            page.value("#what").starts_with("xxx"),
            "what was typed stays"
        );
    }
    let spanish = form_with(&[("what", &"x".repeat(101))], "", b"");
    let page = posts_to(&mut phone, "/es/status/papers", spanish).await;
    assert!(
        page.words("#what-error").starts_with("Qué es"),
        "{}",
        page.text
    );
    assert_eq!(page.texts("#errors li").len(), 2, "the file is missing too");
    assert!(states(&app).await.is_empty());
    assert_eq!(
        sends(&mut phone, "other", &"ñ".repeat(100)).await.status,
        303
    );
}

#[tokio::test]
async fn a_script_says_it_in_a_header() {
    let app = App::start().await;
    let (_, mut phone) = family_inside(&app, a_family()).await;
    let photo = a_photo(0);
    for (what, status) in [
        ("x".repeat(101), 422),
        ("Carta%20de%20la%20escuela%3A%20%C3%B1".into(), 200),
    ] {
        let of = photo.len();
        let path = format!("{PAPERS}/parts?key={}&kind=other&at=0&of={of}", random_id());
        let headers = [
            ("content-type", "application/octet-stream"),
            ("x-paper-name", "a.jpg"),
            ("x-paper-what", what.as_str()),
        ];
        let answer = phone.post_as(&path, &headers, photo.clone()).await;
        assert_eq!(answer.status, status, "{}", answer.text);
        let told = answer.text.contains("use 100 letters or fewer");
        assert_eq!(told, status == 422, "{}", answer.text);
    }
    let lines = phone.get(PAPERS).await.texts("main ul.lines li");
    assert!(lines[0].contains("Carta de la escuela: ñ"), "{lines:?}");
}

#[tokio::test]
async fn staff_say_what_they_put_in() {
    let app = App::start().await;
    let (sent, mut phone) = family_inside(&app, a_family()).await;
    let mut intake = app.sign_in("intake").await;
    let action = format!("{}/added-papers", sent.page());
    let form = |what: &str| {
        let fields = [("kind", "other"), ("what", what), ("came", "fax")];
        form_with(&fields, "a.pdf", &a_document())
    };
    let long = posts_to(&mut intake, &action, form(&"x".repeat(101))).await;
    assert_eq!(long.status, 422);
    assert_eq!(long.words("#what-error"), "Use 100 characters or fewer");
    assert!(states(&app).await.is_empty());
    let done = posts_to(&mut intake, &action, form(WORDS)).await;
    assert_eq!(done.status, 303, "{}", done.text);
    looked_at(&app).await;
    let case = intake.get(&sent.page()).await;
    let lines = case.texts("#papers ~ ul.lines li");
    assert!(
        lines[0].starts_with(&format!("Other paper: {WORDS}")),
        "{lines:?}"
    );
    assert!(!phone.get(PAPERS).await.text.contains("Court letter"));
}
