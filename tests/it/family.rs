//! A family asks: page by page, in both languages, with everything that can go wrong on the way.

use intake_desk::domain::request::CONSENT_VERSION;
use jiff::SignedDuration;

use crate::support::app::App;
use crate::support::client::{Browser, Page};

pub const CONSENT: (&str, &str) = ("consent", CONSENT_VERSION);

/// The least a family must tell, up to "Check your answers".
pub async fn up_to_check(browser: &mut Browser, language: &str) -> Page {
    let reach = browser.get(&format!("/{language}/family/reach")).await;
    let fields = [("name", "Rosa O'Neil 李"), ("phone", "215-555-0142")];
    let mut next = browser.answer(&reach, &fields).await.location;
    for fields in [
        [("spoken", "es")].as_slice(),
        &[
            ("given_names", "Ana"),
            ("family_names", "Pérez"),
            ("birth_month", "marzo"),
            ("birth_year", "2016"),
        ],
        &[("relation", "mother")],
        &[("happened", "came_back_once")],
        &[("treatments", "chemotherapy")],
        &[("may_contact", "yes")],
        &[
            ("kinds", "travel"),
            ("kinds", "lodging"),
            ("note", "uno\r\ndos"),
        ],
        &[("worry", "¿Y ahora?")],
    ] {
        let page = browser.get(&next).await;
        let answer = browser.answer(&page, fields).await;
        assert_eq!(answer.status, 303, "{next}: {}", answer.text);
        next = answer.location;
    }
    assert_eq!(next, format!("/{language}/family/check#main"));
    browser.get(&next).await
}

pub fn errors(page: &Page) -> Vec<String> {
    page.all(".errors a", |link| link.text().collect())
}

#[tokio::test]
async fn a_request_in_spanish_from_the_first_page_to_its_promise() {
    let app = App::start().await;
    let mut browser = app.browser();
    let check = up_to_check(&mut browser, "es").await;
    assert!(check.text.contains("marzo de 2016") && check.text.contains("Un lugar donde quedarse"));
    let sent = browser.answer(&check, &[CONSENT]).await;
    assert_eq!(
        (sent.status.as_u16(), sent.location.as_str()),
        (303, "/es/family/sent#main")
    );
    let confirmation = browser.get(&sent.location).await;
    assert_eq!(confirmation.words("h1"), "Tenemos su solicitud");
    assert!(confirmation.words(".ref").starts_with("RL-"));
    let promise = confirmation.words(".promise .when");
    assert_eq!(
        promise,
        "martes 3 de marzo, antes de las 5 pm, hora del Este"
    );
    assert!(
        confirmation.text.contains("Rosa O&#39;Neil 李")
            && confirmation.text.contains("uno\r\ndos")
    );
}

#[tokio::test]
async fn the_same_send_twenty_times_at_once_is_one_request() {
    let app = App::start().await;
    let mut browser = app.browser();
    let check = up_to_check(&mut browser, "en").await;
    let presses = (0..20).map(|_| {
        let (mut again, check) = (browser.clone(), &check);
        async move {
            let sent = again.answer(check, &[CONSENT]).await;
            assert_eq!(sent.status, 303, "{}", sent.text);
            again.get(&sent.location).await.words(".ref")
        }
    });
    let mut references = futures_util::future::join_all(presses).await;
    references.dedup();
    assert_eq!(references.len(), 1, "{references:?}");
    // The first answer was lost on the way: pressing once more leads to the same page.
    let sent = browser.answer(&check, &[CONSENT]).await;
    assert_eq!(
        browser.get(&sent.location).await.words(".ref"),
        references[0]
    );
}

#[tokio::test]
async fn pages_saved_in_several_windows_at_once_are_all_kept() {
    let app = App::start().await;
    let mut browser = app.browser();
    up_to_check(&mut browser, "en").await;
    let windows = [
        ("/en/family/situation", ("happened", "not_working")),
        ("/en/family/help", ("note", "a wheelchair")),
        ("/en/family/relationship", ("relation", "father")),
    ];
    for _ in 0..5 {
        let saves = windows.iter().map(|(path, typed)| {
            let mut window = browser.clone();
            async move { window.post(path, &[*typed]).await.status }
        });
        let statuses = futures_util::future::join_all(saves).await;
        assert!(statuses.iter().all(|status| *status == 303), "{statuses:?}");
        let check = browser.get("/en/family/check").await.text;
        for kept in ["Treatment is not working", "a wheelchair", "Father"] {
            assert!(check.contains(kept), "{kept} was lost");
        }
    }
}

#[tokio::test]
async fn what_was_typed_is_kept_though_it_is_wrong() {
    let app = App::start().await;
    let mut browser = app.browser();
    let reach = browser.get("/en/family/reach?who=patient").await;
    let wrong = browser
        .answer(&reach, &[("name", ""), ("phone", "call me")])
        .await;
    assert_eq!(wrong.status, 422);
    assert_eq!(
        errors(&wrong),
        ["Enter your name", "Enter a phone number, like 215-555-0100"]
    );
    assert!(wrong.words("title").starts_with("Error: "));
    assert!(wrong.words("#saved").contains("Last saved 10 am."));
    let other_language = wrong.attr(".language", "formaction");
    let typed = [("asker", "patient"), ("phone", "call me")];
    let turned = browser.post(&other_language, &typed).await;
    assert_eq!(turned.location, "/es/family/reach?who=patient#main");
    let spanish = browser.get(&turned.location).await;
    assert_eq!(
        spanish
            .one("#phone", |input| input.attr("value").map(str::to_owned))
            .as_deref(),
        Some("call me")
    );
    assert_eq!(
        spanish.words("h1 .step"),
        "Paso 1 de 9",
        "a patient has one page less"
    );
}

#[tokio::test]
async fn forms_that_are_not_ours_are_refused_and_store_nothing() {
    let app = App::start().await;
    let mut browser = app.browser();
    let many = vec![("name", "x"); 10_000];
    for fields in [
        &[("name", "A"), ("owner", "me")][..],
        &[("name", "A"), ("name", "B")],
        &many,
    ] {
        assert_eq!(browser.post("/en/family/reach", fields).await.status, 400);
    }
    let empty = browser.get("/en/family/check").await;
    let early = browser.answer(&empty, &[CONSENT]).await;
    assert_eq!(early.status, 422);
    assert_eq!(errors(&early)[0], "Enter your name");
    for path in [
        "/fr",
        "/en/family/nothing",
        "/en/family/sent",
        "/xx/call-me",
    ] {
        assert_eq!(browser.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn consent_and_the_forms_own_key_are_needed() {
    let app = App::start().await;
    let mut browser = app.browser();
    let check = up_to_check(&mut browser, "en").await;
    let without = browser.answer(&check, &[]).await;
    assert_eq!(
        errors(&without),
        ["Tick the box if you agree, so we can keep your answers and reach you"]
    );
    let older = browser
        .answer(&check, &[("consent", "family-2019-01")])
        .await;
    assert_eq!(older.status, 422);
    let foreign = [
        ("submission_key", "00000000-0000-4000-8000-000000000000"),
        CONSENT,
    ];
    assert_eq!(browser.post("/en/family/check", &foreign).await.status, 422);
    assert_eq!(browser.answer(&check, &[CONSENT]).await.status, 303);
}

#[tokio::test]
async fn a_change_from_the_check_page_leads_back_to_it() {
    let app = App::start().await;
    let mut browser = app.browser();
    let check = up_to_check(&mut browser, "en").await;
    let change = check.one(".change a", |link| {
        link.attr("href").unwrap_or_default().to_owned()
    });
    let page = browser.get(&change).await;
    let back = browser.post(&page.attr(".back", "formaction"), &[]).await;
    assert_eq!(back.location, "/en/family/check#main");
    let changed = browser
        .answer(
            &page,
            &[("name", "Rosa Pérez"), ("email", "rosa@example.org")],
        )
        .await;
    assert_eq!(changed.location, "/en/family/check#main");
    assert!(
        browser
            .get(&changed.location)
            .await
            .text
            .contains("rosa@example.org")
    );
}

#[tokio::test]
async fn the_first_page_says_who_answers_at_which_hour() {
    let app = App::start().await;
    let start = app.browser().get("/en").await;
    let told = start.words("main .notice");
    for line in [
        "215-555-0100",
        "8:30 am to 5 pm",
        "Riverside's doctor on call answers",
    ] {
        assert!(told.contains(line), "{line:?} is not in {told}");
    }
}

#[tokio::test]
async fn whoever_wants_a_call_in_the_evening_reads_when_we_call() {
    let app = App::start().await;
    for path in ["/en/family/reach", "/en/call-me"] {
        let page = app.browser().get(path).await;
        assert!(page.has("[name=best_time][value=evening]"), "{path}");
        let told = page.words("#best_time-hint");
        assert!(told.contains("8:30 am to 5 pm"), "{path}: {told}");
        assert!(told.contains("another time"), "{path}: {told}");
    }
}

#[tokio::test]
async fn intensive_care_means_the_phone_first() {
    let app = App::start().await;
    let mut browser = app.browser();
    up_to_check(&mut browser, "en").await;
    let situation = browser.get("/en/family/situation").await;
    browser
        .answer(&situation, &[("place", "intensive_care")])
        .await;
    let check = browser.get("/en/family/check").await;
    assert!(check.words("main .notice.error").contains("215-555-0100"));
    let sent = browser.answer(&check, &[CONSENT]).await;
    let confirmation = browser.get(&sent.location).await;
    let first = confirmation.words("main > :first-child");
    assert!(
        first.starts_with("Call us now") && first.contains("215-555-0100"),
        "{first}"
    );
    assert!(
        first.contains("At all other hours, Riverside's doctor on call answers."),
        "{first}"
    );
}

#[tokio::test]
async fn a_page_left_open_after_sending_drops_nothing() {
    let app = App::start().await;
    let mut browser = app.browser();
    let check = up_to_check(&mut browser, "en").await;
    let left_open = browser.get("/en/family/help").await;
    browser.answer(&check, &[CONSENT]).await;
    let again = browser
        .answer(&left_open, &[("kinds", "funding"), ("note", "we moved")])
        .await;
    assert_eq!(again.status, 409);
    assert_eq!(again.words("h1"), "You already sent this");
    assert!(again.text.contains("we moved") && again.text.contains("RL-"));
    for _ in 0..2 {
        let added = browser.answer(&again, &[]).await;
        assert_eq!(added.location, "/en/status/talk?said=sent#main");
    }
    assert!(
        browser
            .get("/en/status/talk")
            .await
            .text
            .contains("we moved")
    );
    assert_eq!(
        app.rows.count("messages").await,
        1,
        "pressed twice, it is one message"
    );
    let fresh = browser.get("/en/family/reach").await;
    assert!(fresh.text.contains("This form starts a new one."));
    let second = browser
        .answer(&fresh, &[("name", "Rosa"), ("phone", "215-555-0142")])
        .await;
    assert_eq!(second.status, 303, "a second child is a second request");
}

#[tokio::test]
async fn just_call_me_takes_along_what_was_told_and_keeps_the_form() {
    let app = App::start().await;
    let mut browser = app.browser();
    up_to_check(&mut browser, "en").await;
    let call = browser.get("/en/call-me?spoken=other").await;
    assert_eq!(
        call.one("#phone", |input| input.attr("value").map(str::to_owned))
            .as_deref(),
        Some("215-555-0142")
    );
    let empty = browser
        .answer(&call, &[("name", ""), ("phone", "911")])
        .await;
    assert_eq!(
        errors(&empty),
        ["Enter your name", "Enter a phone number, like 215-555-0100"]
    );
    let fields = [
        ("name", "Li"),
        ("phone", "+52 55 1234 5678"),
        ("spoken", "other"),
        ("spoken_other", "Mixteco"),
    ];
    let sent = browser.answer(&call, &fields).await;
    assert_eq!(sent.location, "/en/family/sent#main");
    let confirmation = browser.get(&sent.location).await;
    assert!(
        confirmation.text.contains("Mixteco")
            && confirmation
                .words(".promise")
                .contains("We will call you on")
    );
    let changed = browser
        .answer(&call, &[("name", "Li Wei"), ("phone", "+52 55 1234 5678")])
        .await;
    assert_eq!(changed.status, 409);
    assert!(changed.text.contains("Li Wei") && changed.text.contains(&confirmation.words(".ref")));
    let form = browser.get("/en/family/check").await;
    assert!(
        form.text.contains("Ana Pérez"),
        "the unfinished form is still there"
    );
}

#[tokio::test]
async fn a_missed_promise_says_so() {
    let app = App::start().await;
    let mut browser = app.browser();
    let check = up_to_check(&mut browser, "en").await;
    browser.answer(&check, &[CONSENT]).await;
    app.clock.advance(SignedDuration::from_hours(48));
    let late = browser.get("/en/family/sent").await;
    assert!(
        late.words(".notice.warn").starts_with(
            "We said you would hear from us on Tuesday, March 3, by 5 pm Eastern time."
        )
    );
    assert!(late.all(".promise", |_| ()).is_empty());
}

#[tokio::test]
async fn what_was_sent_on_a_drafts_last_day_is_found_for_thirty_days_more() {
    let app = App::start().await;
    let mut browser = app.browser();
    let check = up_to_check(&mut browser, "en").await;
    app.clock.advance(SignedDuration::from_hours(24 * 29));
    let sent = browser.answer(&check, &[CONSENT]).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
    app.clock.advance(SignedDuration::from_hours(24 * 29));
    assert_eq!(browser.get("/en/family/sent").await.status, 200);
    app.clock.advance(SignedDuration::from_hours(24 * 2));
    assert_ne!(browser.get("/en/family/sent").await.status, 200);
}

#[tokio::test]
async fn a_draft_is_forgotten_after_thirty_days() {
    let app = App::start().await;
    let mut browser = app.browser();
    up_to_check(&mut browser, "en").await;
    app.clock.advance(SignedDuration::from_hours(24 * 31));
    let page = browser.get("/en/family/child").await;
    assert!(!page.text.contains("Pérez"));
}
