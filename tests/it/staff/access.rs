//! Who gets in, and what each sees: sign-in, sessions, passwords, invitations, roles.

use intake_desk::domain::person::{EmailAddress, PersonName};
use intake_desk::domain::staff::Role;
use intake_desk::usecases::account::manage_staff::NewStaff;
use jiff::SignedDuration;

use super::{PASSWORD, a_case, colleague, sign_in, texts, version_of};
use crate::support::app::App;

#[tokio::test]
async fn signing_in_never_says_which_of_the_two_was_wrong() {
    let app = App::start().await;
    let mut browser = colleague(&app, "Priya", Role::Supervisor).await;
    assert_eq!(browser.get("/staff").await.words("h1"), "Today");
    let mut stranger = app.browser();
    let unknown = sign_in(&mut stranger, "nobody@riverside.example.org", PASSWORD).await;
    let wrong = sign_in(
        &mut stranger,
        "priya@riverside.example.org",
        "quiet river lantern sun",
    )
    .await;
    assert_eq!((unknown.status.as_u16(), wrong.status.as_u16()), (422, 422));
    assert_eq!(texts(&unknown, ".errors a"), texts(&wrong, ".errors a"));
    assert!(
        !wrong.text.contains("lantern"),
        "a password is never sent back"
    );
    let away = stranger.get("/staff/cases?status=received").await;
    assert_eq!(
        away.location,
        "/staff/sign-in?next=%2Fstaff%2Fcases%3Fstatus%3Dreceived#main"
    );
    let back = stranger.get(&away.location).await;
    let next = stranger
        .answer(
            &back,
            &[
                ("email", "priya@riverside.example.org"),
                ("password", PASSWORD),
            ],
        )
        .await;
    assert_eq!(next.location, "/staff/cases?status=received#main");
    let out = browser.post("/staff/sign-out", &[]).await;
    assert_eq!(out.location, "/staff/sign-in?said=signed-out#main");
    assert_eq!(browser.get("/staff").await.status, 303);
}

#[tokio::test]
async fn each_role_sees_what_its_work_needs() {
    let app = App::start().await;
    let case = a_case(&app).await;
    let mut admin = colleague(&app, "Ada", Role::Admin).await;
    assert_eq!(admin.get("/staff").await.status, 200);
    assert_eq!(admin.get("/staff/cases").await.status, 403);
    assert_eq!(admin.get(&case).await.status, 404);
    let mut intake = colleague(&app, "Jo", Role::Intake).await;
    assert_eq!(intake.get(&case).await.status, 200);
    assert_eq!(intake.get(&format!("{case}/access")).await.status, 403);
    assert_eq!(intake.get("/staff/cases/RL-2222-222").await.status, 404);
    let mut privacy = colleague(&app, "Pat", Role::Privacy).await;
    assert_eq!(privacy.get(&case).await.status, 404);
    let today = privacy.get("/staff").await;
    assert!(today.has("a[href='/staff/access']"), "{}", today.text);
    let unclear = privacy
        .post("/staff/access", &[("reference", "Ana Lopez")])
        .await;
    assert_eq!(unclear.status, 422);
    assert!(unclear.text.contains("That is no reference."));
    let typed = case
        .replace("/staff/cases/", "")
        .replace('-', "")
        .to_lowercase();
    let found = privacy
        .post("/staff/access", &[("reference", &typed)])
        .await;
    assert_eq!(found.location, format!("{case}/access"));
    let log = privacy.get(&found.location).await;
    assert_eq!(log.status, 200);
    let lines = texts(&log, "td[data-label=What]");
    for line in [
        "Opened the access log",
        "Was refused",
        "Opened the case",
        "Request received: call-me form",
    ] {
        assert!(
            lines.contains(&line.to_owned()),
            "{line} is not in {lines:?}"
        );
    }
    assert!(
        !log.text.contains("Sentinel"),
        "who reads the log reads no case"
    );
}

#[tokio::test]
async fn a_session_that_ended_loses_no_text() {
    let app = App::start().await;
    let case = a_case(&app).await;
    let mut intake = colleague(&app, "Jo", Role::Intake).await;
    let version = version_of(&intake.get(&case).await);
    app.clock.advance(SignedDuration::from_mins(16));
    let kept = intake
        .post(
            &format!("{case}/notes"),
            &[("version", &version), ("body", "Typed for a long time")],
        )
        .await;
    assert_eq!(kept.status, 401);
    assert_eq!(kept.words("textarea"), "Typed for a long time");
    sign_in(&mut intake, "jo@riverside.example.org", PASSWORD).await;
    let sent = intake
        .answer(&kept, &[("body", "Typed for a long time")])
        .await;
    assert_eq!(sent.status, 303, "{}", sent.text);
}

#[tokio::test]
async fn an_account_ends_its_sessions_and_changes_its_password() {
    let app = App::start().await;
    let mut here = colleague(&app, "Jo", Role::Intake).await;
    let mut there = app.browser();
    sign_in(&mut there, "jo@riverside.example.org", PASSWORD).await;
    let account = here.get("/staff/account").await;
    let places = account.all("input[name=session]", |input| {
        input.attr("value").unwrap_or_default().to_owned()
    });
    assert_eq!(places.len(), 2);
    let ended = here
        .post("/staff/account/session-endings", &[("session", &places[0])])
        .await;
    assert_eq!(ended.location, "/staff/account?saved=session#main");
    assert_eq!(there.get("/staff").await.status, 303);
    let new = "four other words here";
    let change = |current: &'static str, new: &'static str, again: &'static str| {
        [("current", current), ("new", new), ("again", again)]
    };
    for (fields, field) in [
        (change("wrong wrong wrong", new, new), "#current"),
        (change(PASSWORD, new, "another one entirely"), "#again"),
        (change(PASSWORD, "too short", "too short"), "#new"),
    ] {
        let page = here.post("/staff/account/password", &fields).await;
        assert_eq!(page.status, 422);
        assert_eq!(
            page.one(".errors a", |link| link.attr("href").map(str::to_owned))
                .unwrap(),
            field
        );
    }
    let changed = here
        .post("/staff/account/password", &change(PASSWORD, new, new))
        .await;
    assert_eq!(changed.location, "/staff/account?saved=password#main");
    assert_eq!(
        sign_in(&mut there, "jo@riverside.example.org", PASSWORD)
            .await
            .status,
        422
    );
    assert_eq!(
        sign_in(&mut there, "jo@riverside.example.org", new)
            .await
            .status,
        303
    );
}

#[tokio::test]
async fn an_invitation_survives_looking_and_works_once() {
    let app = App::start().await;
    let new = NewStaff {
        name: PersonName::parse("Noor").unwrap(),
        email: EmailAddress::parse("noor@riverside.example.org").unwrap(),
        role: Role::Intake,
        speaks: Vec::new(),
        on_call: false,
        fallback_owner: false,
    };
    let (_, token) = app.desk.add_staff(&new).await.unwrap();
    let address = format!("/staff/invitations/{}", token.expose());
    let mut browser = app.browser();
    for _ in 0..3 {
        assert_eq!(
            browser.get(&address).await.words("h1"),
            "Choose your password"
        );
    }
    let page = browser.get(&address).await;
    let short = browser
        .answer(&page, &[("new", "short"), ("again", "short")])
        .await;
    assert_eq!(
        (short.status.as_u16(), short.words("#new-error")),
        (422, "Use 15 characters or more".to_owned())
    );
    let saved = browser
        .answer(&page, &[("new", PASSWORD), ("again", PASSWORD)])
        .await;
    assert_eq!(saved.location, "/staff/sign-in?said=password#main");
    assert_eq!(browser.get(&address).await.status, 404);
    assert_eq!(
        sign_in(&mut browser, "noor@riverside.example.org", PASSWORD)
            .await
            .status,
        303
    );
}
