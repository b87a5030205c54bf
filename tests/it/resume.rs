//! Finishing later: a form that was saved is opened by its code on another device, with every answer, right or wrong.

use crate::doctor::{DOCTOR_EMAIL, SIGNED, all, up_to_check};
use crate::family::{CONSENT, errors};
use crate::support::app::App;
use crate::support::builders::{CHILD_GIVEN, EMAIL, PARENT, a_family};
use crate::support::client::{Browser, Page};

/// Saves the page in view to finish later, and reads the code.
async fn saves(browser: &mut Browser, page: &Page, fields: &[(&str, &str)]) -> Page {
    let action = page.attr(".actions button[formaction]", "formaction");
    let saved = browser.post(&action, fields).await;
    assert_eq!(saved.status, 303, "{}", saved.text);
    browser.get(&saved.location).await
}

async fn resumes(browser: &mut Browser, code: &str, means: &str) -> Page {
    let fields = [("code", code), ("means", means)];
    browser.post("/en/resume", &fields).await
}

#[tokio::test]
async fn a_form_goes_on_on_another_phone_with_every_answer_also_the_wrong_ones() {
    let app = App::start().await;
    let mut first = app.browser();
    let reach = first.get("/en/family/reach").await;
    let typed = [
        ("name", "Rosa 名前"),
        ("phone", "215-555-0142"),
        ("email", "rosa@"),
    ];
    let later = saves(&mut first, &reach, &typed).await;
    assert_eq!(later.words("h1"), "Your answers are saved");
    let code = later.words(".ref");
    assert!(
        later.text.contains("until Wednesday, April 1"),
        "{}",
        later.text
    );
    let mut second = app.browser();
    let found = resumes(&mut second, &code.to_lowercase().replace('-', " "), "0142").await;
    assert_eq!(
        found.location, "/en/family/language#main",
        "the first page with nothing on it"
    );
    let reach = second.get("/en/family/reach").await;
    assert_eq!(
        (reach.value("#name"), reach.value("#email")),
        ("Rosa 名前".into(), "rosa@".into())
    );
    // Both go on with the same form.
    second
        .post("/en/family/situation", &[("happened", "not_working")])
        .await;
    let check = first.get("/en/family/check").await;
    assert!(check.text.contains("Treatment is not working"));
    assert_eq!(app.rows.count("drafts").await, 1);
    let by_mail = resumes(&mut app.browser(), &code, "ROSA@").await;
    assert_eq!(by_mail.status, 303, "as it was typed, right or wrong");
}

#[tokio::test]
async fn without_a_way_to_be_reached_it_is_asked_for_first() {
    let app = App::start().await;
    let mut family = app.browser();
    let help = family.get("/en/family/help").await;
    let later = saves(&mut family, &help, &[("note", "a wheelchair")]).await;
    assert!(
        !later.has(".ref"),
        "a code alone would be enough for anybody"
    );
    let wrong = family
        .answer(&later, &[("phone", "12"), ("email", "")])
        .await;
    assert_eq!(wrong.status, 422);
    assert_eq!(errors(&wrong), ["Enter a phone number, like 215-555-0100"]);
    let shown = family
        .answer(&wrong, &[("phone", ""), ("email", "rosa@example.org")])
        .await;
    let later = family.follow(&shown).await;
    let code = later.words(".ref");
    let cleared = family.answer_form(&later, "form[action*=clear]", &[]).await;
    assert_eq!(cleared.location, "/en/resume?said=cleared#main");
    assert!(
        family
            .follow(&cleared)
            .await
            .text
            .contains("The form is gone from here.")
    );
    assert_eq!(family.get("/en/family/help").await.words("#note"), "");
    let found = resumes(&mut family, &code, "rosa@example.org").await;
    assert_eq!(found.status, 303);
    assert_eq!(
        family.get("/en/family/help").await.words("#note"),
        "a wheelchair"
    );
}

#[tokio::test]
async fn who_cannot_wait_is_told_to_call_also_where_the_form_is_put_off() {
    let app = App::start().await;
    let mut family = app.browser();
    let there = [("place", "intensive_care")];
    family.post("/en/family/situation", &there).await;
    let situation = family.get("/en/family/situation").await;
    let first = saves(&mut family, &situation, &there).await;
    let shown = family
        .answer(&first, &[("phone", "215-555-0142"), ("email", "")])
        .await;
    let code = family.follow(&shown).await;
    assert!(!first.has(".ref") && code.has(".ref"));
    for page in [first, code] {
        let told = page.words(".notice.error");
        assert!(told.starts_with("Call us now: 215-555-0100"), "{told}");
        assert!(told.contains("your child is in intensive care"), "{told}");
    }
    let mut doctor = app.browser();
    let today = doctor.get("/en/doctor/today").await;
    let later = saves(&mut doctor, &today, &[("urgency", "emergency")]).await;
    let told = later.words(".notice.error");
    assert!(told.starts_with("Call our doctors now: "), "{told}");
}

#[tokio::test]
async fn a_doctor_goes_on_at_another_desk() {
    let app = App::start().await;
    let mut first = app.browser();
    let you = first.get("/en/doctor/you").await;
    let typed = [
        ("clinician_name", "Dr. Okafor"),
        ("clinician_phone", "814-555-0170"),
    ];
    let later = saves(&mut first, &you, &typed).await;
    let mut second = app.browser();
    let found = resumes(&mut second, &later.words(".ref"), "814 555 0170").await;
    assert_eq!(found.location, "/en/doctor#main");
    assert_eq!(
        second.get("/en/doctor/you").await.value("#clinician_name"),
        "Dr. Okafor"
    );
}

/// One answer for a code that is not known, one whose phone does not fit, and one whose form was sent or is too old.
#[tokio::test]
async fn guessing_leads_nowhere_and_soon_to_a_wait() {
    let app = App::start().await;
    let mut family = app.browser();
    let reach = family.get("/en/family/reach").await;
    let typed = [("name", "Rosa"), ("phone", "215-555-0142")];
    let code = saves(&mut family, &reach, &typed).await.words(".ref");
    let mut said = Vec::new();
    for (code, means) in [
        (code.as_str(), "0143"),
        ("2222-2222-22", "0142"),
        (&code, "142"),
    ] {
        let refused = resumes(&mut app.browser(), code, means).await;
        assert_eq!(refused.status, 422);
        assert_eq!(refused.value("#means"), means, "what was typed is kept");
        said.extend(errors(&refused));
    }
    said.dedup();
    assert_eq!(said.len(), 1, "{said:?}");
    for _ in 0..3 {
        resumes(&mut app.browser(), &code, "0143").await;
    }
    let shut = resumes(&mut app.browser(), &code, "0142").await;
    assert_eq!(
        shut.status, 429,
        "five tries in a quarter of an hour, from wherever"
    );
    app.tick(15);
    let mut guesser = app.browser();
    let mut statuses = Vec::new();
    for _ in 0..32 {
        statuses.push(
            resumes(&mut guesser, "3333-3333-33", "0142")
                .await
                .status
                .as_u16(),
        );
    }
    assert_eq!(statuses[..5], [422; 5]);
    assert_eq!(statuses[5..], [429; 27]);
    app.tick(15);
    family
        .post("/en/family/child", &[("by_phone", "yes")])
        .await;
    let check = family.get("/en/family/check").await;
    assert_eq!(family.answer(&check, &[CONSENT]).await.status, 303);
    let sent = resumes(&mut app.browser(), &code, "0142").await;
    assert_eq!(
        errors(&sent),
        said,
        "it was sent: its private link leads there"
    );
}

#[tokio::test]
async fn what_is_typed_wrong_is_said() {
    let app = App::start().await;
    let empty = resumes(&mut app.browser(), "", "").await;
    assert_eq!(
        errors(&empty),
        [
            "Enter your code, like 258B-EHMQ-TX",
            "Enter the e-mail address or phone number that you gave us"
        ]
    );
    let short = resumes(&mut app.browser(), "258B", "0142").await;
    assert_eq!(
        errors(&short),
        ["Enter the code as we gave it to you: 10 letters and numbers, like 258B-EHMQ-TX"]
    );
}

/// A save that comes late, behind a press of Continue, does not put old letters over new ones; and a form that was taken off
/// this phone or sent does not come back by it.
#[tokio::test]
async fn what_is_saved_while_typing_never_covers_what_was_saved_since() {
    let app = App::start().await;
    let mut family = app.browser();
    let page = family.get("/en/family/help").await;
    let typing = page.attr("form[data-typing]", "data-typing");
    let saves = |seen: &str| format!("{typing}&seen={seen}");
    let first = family.post(&saves(""), &[("note", "a wheel")]).await;
    assert_eq!(first.status, 200, "{}", first.text);
    assert!(first.text.ends_with("Last saved 10 am."), "{}", first.text);
    let seen = first.header("x-saved").to_owned();
    assert_eq!(
        family
            .post("/en/family/help", &[("note", "a wheelchair")])
            .await
            .status,
        303
    );
    let late = family.post(&saves(&seen), &[("note", "a wheelc")]).await;
    assert_eq!(late.status, 409);
    assert_eq!(
        family.get("/en/family/help").await.words("#note"),
        "a wheelchair"
    );
    let again = family
        .post(&saves(late.header("x-saved")), &[("note", "two")])
        .await;
    assert_eq!(again.status, 200);
    let last = again.header("x-saved").to_owned();
    family.post("/en/family/clear", &[]).await;
    let gone = family.post(&saves(&last), &[("note", "three")]).await;
    assert_eq!((gone.status.as_u16(), gone.header("x-saved")), (409, ""));
    assert_eq!(app.rows.count("drafts").await, 1);
}

/// The form was begun in a library and sent at home: nobody who sits down in the library reads what was sent.
#[tokio::test]
async fn the_browser_that_only_began_a_form_is_not_led_to_what_was_sent() {
    let app = App::start().await;
    let family = a_family();
    let mut library = app.browser();
    let check = family.walks_to_check(&mut library).await;
    let more = library.get("/en/family/more").await;
    let help = library.get("/en/family/help").await;
    let code = saves(&mut library, &more, &[]).await.words(".ref");
    let mut home = app.browser();
    assert_eq!(resumes(&mut home, &code, EMAIL).await.status, 303);
    let at_home = home.get("/en/family/check").await;
    for _ in 0..2 {
        let sent = home.answer(&at_home, &[CONSENT]).await;
        assert_eq!(sent.location, "/en/family/sent#main", "{}", sent.text);
    }
    let shown = home.get("/en/family/sent").await;
    let reference = shown.words(".ref");
    assert!(shown.text.contains(PARENT));

    let pressed = library.answer(&check, &[CONSENT]).await;
    assert_eq!(pressed.status, 409, "{}", pressed.text);
    assert_eq!(pressed.words("h1"), "You already sent this");
    assert_eq!(library.get("/en/family/sent").await.status, 404);
    // Nor by hand: what this browser holds as its form, given as its way back, opens neither answers nor papers.
    let mut forged = library.clone();
    let own = forged.cookies["intake-form"].clone();
    forged.cookies.insert("intake-receipt".to_owned(), own);
    assert_eq!(forged.get("/en/family/sent").await.status, 404);
    let papers = forged.post("/en/family/papers", &[]).await;
    assert_eq!(papers.location, "/en/status/lost#main");
    // What somebody types there afterwards is shown to them, and nothing else.
    let typed = library.answer(&help, &[("note", "a wheelchair")]).await;
    assert_eq!(typed.status, 409);
    assert!(typed.text.contains("a wheelchair"));
    for page in [&pressed, &typed] {
        for sent in [PARENT, CHILD_GIVEN, reference.as_str(), "/en/status/"] {
            assert!(!page.text.contains(sent), "{sent}");
        }
    }
    let afresh = library.get("/en/family/reach").await;
    assert_eq!(afresh.value("#name"), "", "a new form");
    assert_eq!(app.rows.count("referrals").await, 1);
    // Taking it off that computer takes nothing off the other one.
    library.post("/en/family/forget", &[]).await;
    assert_eq!(home.get("/en/family/sent").await.words(".ref"), reference);
}

/// The other way round, and while the answer to the first press is lost.
#[tokio::test]
async fn the_browser_that_began_a_form_and_sends_it_is_led_back_at_every_press() {
    let app = App::start().await;
    let family = a_family();
    let mut first = app.browser();
    let check = family.walks_to_check(&mut first).await;
    let more = first.get("/en/family/more").await;
    let code = saves(&mut first, &more, &[]).await.words(".ref");
    let mut second = app.browser();
    resumes(&mut second, &code, EMAIL).await;
    let seen = second.get("/en/family/check").await;
    let mut lost = first.clone();
    assert_eq!(lost.answer(&check, &[CONSENT]).await.status, 303);
    let again = first.answer(&check, &[CONSENT]).await;
    assert_eq!(again.location, "/en/family/sent#main", "{}", again.text);
    assert!(first.get("/en/family/sent").await.text.contains(PARENT));
    let other = second.answer(&seen, &[CONSENT]).await;
    assert_eq!(other.status, 409);
    assert!(!other.text.contains(PARENT));
    assert_eq!(app.rows.count("referrals").await, 1);
}

#[tokio::test]
async fn the_desk_where_a_doctor_only_began_is_not_led_to_what_was_sent() {
    let app = App::start().await;
    let mut ward = app.browser();
    let check = up_to_check(&mut ward, "en", all()).await;
    let you = ward.get("/en/doctor/you").await;
    let code = saves(&mut ward, &you, &crate::doctor::you())
        .await
        .words(".ref");
    let mut office = app.browser();
    assert_eq!(resumes(&mut office, &code, DOCTOR_EMAIL).await.status, 303);
    let signs = office.get("/en/doctor/check").await;
    let sent = office.answer(&signs, &SIGNED).await;
    assert_eq!(sent.location, "/en/doctor/sent#main", "{}", sent.text);
    let reference = office.get("/en/doctor/sent").await.words(".ref");
    let late = ward.answer(&check, &SIGNED).await;
    assert_eq!(late.status, 409);
    assert!(!late.text.contains(&reference) && !late.text.contains(CHILD_GIVEN));
    assert_eq!(ward.get("/en/doctor/sent").await.status, 404);
    assert_eq!(app.rows.count("referrals").await, 1);
}
