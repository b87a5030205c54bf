//! Staff work: they sign in, find a case, take it, call, write, and walk it to its end; and what happens when two do at once.

use intake_desk::domain::person::{EmailAddress, PersonName};
use intake_desk::domain::staff::Role;
use intake_desk::usecases::account::manage_staff::NewStaff;
use jiff::SignedDuration;

use crate::support::site::{Answer, Browser, Site};

const PASSWORD: &str = "quiet river lantern moon";

/// A browser of a colleague who has signed in.
async fn colleague(site: &Site, name: &str, role: Role) -> Browser {
    let email = format!("{}@riverside.example.org", name.to_lowercase());
    let new = NewStaff {
        name: PersonName::parse(name).unwrap(),
        email: EmailAddress::parse(&email).unwrap(),
        role,
        speaks: Vec::new(),
        on_call: false,
        fallback_owner: false,
    };
    let (id, _) = site.desk.add_staff(&new).await.unwrap();
    site.desk
        .set_demo_password(id, PASSWORD.to_owned().into())
        .await
        .unwrap();
    let mut browser = site.browser();
    let answer = sign_in(&mut browser, &email, PASSWORD).await;
    assert_eq!(
        (answer.status.as_u16(), answer.location.as_str()),
        (303, "/staff#main")
    );
    browser
}

async fn sign_in(browser: &mut Browser, email: &str, password: &str) -> Answer {
    let page = browser.get("/staff/sign-in").await;
    browser
        .answer(&page, &[("email", email), ("password", password)])
        .await
}

/// A family asks to be called; returns the address of its case.
async fn a_case(site: &Site) -> String {
    let mut family = site.browser();
    let page = family.get("/en/call-me").await;
    let sent = family
        .answer(
            &page,
            &[("name", "Rosa Sentinel"), ("phone", "215-555-0142")],
        )
        .await;
    let reference = family.get(&sent.location).await.words(".ref");
    format!("/staff/cases/{reference}")
}

/// The version of the case that a page was made from.
fn version_of(page: &Answer) -> String {
    page.one("main input[name=version]", |input| {
        input.attr("value").unwrap_or_default().to_owned()
    })
}

/// Sends one small form of a case as the page offers it.
async fn act(browser: &mut Browser, case: &str, part: &str, fields: &[(&str, &str)]) -> Answer {
    let page = browser.get(case).await;
    let version = version_of(&page);
    let all: Vec<(&str, &str)> = [("version", version.as_str())]
        .into_iter()
        .chain(fields.iter().copied())
        .collect();
    browser.post(&format!("{case}/{part}"), &all).await
}

/// Does it, and reads the case again.
async fn done(browser: &mut Browser, case: &str, part: &str, fields: &[(&str, &str)]) -> Answer {
    let answer = act(browser, case, part, fields).await;
    assert_eq!(answer.status, 303, "{part} {fields:?}: {}", answer.text);
    browser.get(&answer.location).await
}

fn texts(page: &Answer, css: &str) -> Vec<String> {
    page.all(css, |element| {
        element.text().collect::<String>().trim().to_owned()
    })
}

#[tokio::test]
async fn signing_in_never_says_which_of_the_two_was_wrong() {
    let site = Site::open().await;
    let mut browser = colleague(&site, "Priya", Role::Supervisor).await;
    assert_eq!(browser.get("/staff").await.words("h1"), "Today");
    let mut stranger = site.browser();
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

/// Walks a case from its first call to the doctors' decision.
async fn up_to_the_decision(intake: &mut Browser, doctor: &mut Browser, case: &str) {
    let call = [
        ("with", "family"),
        ("result", "reached"),
        ("said", "Calm; <b>records</b> at County."),
        ("promised", "News by Friday"),
    ];
    let page = done(intake, case, "calls", &call).await;
    assert!(page.text.contains("Calm; &#60;b&#62;records"));
    assert!(page.text.contains("Promised: News by Friday"));
    moved(intake, case, &[("to", "in_intake")]).await;
    moved(intake, case, &[("to", "ready_for_review")]).await;
    moved(doctor, case, &[("to", "in_review")]).await;
    moved(
        doctor,
        case,
        &[("to", "decided"), ("decision", "offer_evaluation")],
    )
    .await;
}

async fn moved(browser: &mut Browser, case: &str, fields: &[(&str, &str)]) -> Answer {
    done(browser, case, "status-changes", fields).await
}

#[tokio::test]
async fn a_new_request_stands_in_the_list_with_its_promise_and_is_walked_to_its_end() {
    let site = Site::open().await;
    let case = a_case(&site).await;
    let mut intake = colleague(&site, "Jo", Role::Intake).await;
    let mut doctor = colleague(&site, "Kim", Role::Reviewer).await;
    colleague(&site, "Lee", Role::SocialWorker).await;
    let list = intake.get("/staff/cases?owner=nobody&due=week").await;
    assert_eq!(
        texts(&list, "td[data-label=Due] .nowrap"),
        ["Tomorrow 5:00 pm"]
    );
    let mine = [("duty", "owner"), ("staff", "me")];
    let page = done(&mut intake, &case, "assignments", &mine).await;
    assert!(page.text.contains("You have it now."));
    up_to_the_decision(&mut intake, &mut doctor, &case).await;
    let blocked = intake.get(&case).await.words(".blocked li");
    assert!(
        blocked.starts_with("Arrange the visit: record a call"),
        "{blocked}"
    );
    let told = [
        ("with", "family"),
        ("result", "reached"),
        ("said", "Told them."),
    ];
    let page = done(&mut intake, &case, "calls", &told).await;
    let lee = page.one("#assign-social_worker-staff option:last-child", |option| {
        option.attr("value").unwrap_or_default().to_owned()
    });
    done(
        &mut intake,
        &case,
        "assignments",
        &[("duty", "social_worker"), ("staff", &lee)],
    )
    .await;
    moved(&mut intake, &case, &[("to", "arranging")]).await;
    let visit = [("to", "visit_scheduled"), ("visit_at", "2026-03-20T10:30")];
    let page = moved(&mut intake, &case, &visit).await;
    assert!(texts(&page, ".facts dd").contains(&"Fri, Mar 20, 10:30 am".to_owned()));
    moved(&mut intake, &case, &[("to", "seen")]).await;
    let end = [("to", "closed"), ("outcome", "evaluated_treating_here")];
    let page = moved(&mut intake, &case, &end).await;
    assert_eq!(texts(&page, ".identity .tag"), ["Closed"]);
    assert_eq!(
        texts(&page, ".timeline strong")[0],
        "Seen → Closed: evaluated, treating here"
    );
    assert_eq!(
        intake
            .get("/staff/cases")
            .await
            .all("tbody tr", |_| ())
            .len(),
        0
    );
    let closed = intake.get("/staff/cases?status=closed").await;
    assert_eq!(closed.all("tbody tr", |_| ()).len(), 1);
}

#[tokio::test]
async fn two_people_save_the_same_case_and_no_word_is_lost() {
    let site = Site::open().await;
    let case = a_case(&site).await;
    let mut first = colleague(&site, "Jo", Role::Intake).await;
    let mut second = colleague(&site, "Priya", Role::Supervisor).await;
    let version = version_of(&second.get(&case).await);
    done(&mut first, &case, "notes", &[("body", "First text")]).await;
    let stale = second
        .post(
            &format!("{case}/notes"),
            &[("version", &version), ("body", "Second text")],
        )
        .await;
    assert_eq!(stale.status, 409);
    assert!(
        stale
            .words("h1")
            .starts_with("Somebody else changed this case")
    );
    assert_eq!(stale.words("textarea"), "Second text");
    assert!(
        stale.words(".timeline").contains("First text"),
        "the other's words stand beside"
    );
    let now = version_of(&stale);
    let again = second
        .post(
            &format!("{case}/notes"),
            &[("version", &now), ("body", "Second text")],
        )
        .await;
    assert_eq!(again.status, 303, "{}", again.text);
    let page = second.get(&again.location).await;
    assert!(page.text.contains("First text") && page.text.contains("Second text"));
    let twice = second
        .post(
            &format!("{case}/notes"),
            &[("version", &version), ("body", "Second text")],
        )
        .await;
    assert_eq!(twice.status, 409);
}

#[tokio::test]
async fn a_form_that_is_refused_comes_back_open_with_what_was_typed() {
    let site = Site::open().await;
    let case = a_case(&site).await;
    let mut intake = colleague(&site, "Jo", Role::Intake).await;
    let page = act(
        &mut intake,
        &case,
        "calls",
        &[("with", "family"), ("promised", "Kept words")],
    )
    .await;
    assert_eq!(page.status, 422);
    assert!(page.words("title").starts_with("Error: "));
    assert_eq!(
        page.one(".errors a", |link| link.attr("href").map(str::to_owned))
            .unwrap(),
        "#call-result"
    );
    assert_eq!(page.words("#call[open] #call-promised"), "Kept words");
    assert_eq!(
        page.words("#call-result-error"),
        texts(&page, ".errors a")[0]
    );
    for (part, fields) in [
        (
            "calls",
            [
                ("with", "family"),
                ("result", "reached"),
                ("said", "NUL \0"),
            ]
            .as_slice(),
        ),
        ("notes", &[("body", " \u{202e} ")]),
        ("notes", &[("body", &"x".repeat(9_000))]),
        ("status-changes", &[("to", "seen")]),
        ("status-changes", &[("to", "nowhere"), ("text", "Kept")]),
        ("assignments", &[("duty", "owner"), ("staff", "somebody")]),
        (
            "priority-changes",
            &[("priority", "urgent"), ("reason", "")],
        ),
    ] {
        let status = act(&mut intake, &case, part, fields).await.status.as_u16();
        assert!(matches!(status, 409 | 422), "{part} {fields:?}: {status}");
    }
    assert_eq!(
        act(
            &mut intake,
            &case,
            "notes",
            &[("body", "a"), ("owner", "me")]
        )
        .await
        .status,
        400
    );
    assert_eq!(
        texts(&intake.get(&case).await, ".timeline strong").len(),
        1,
        "nothing half stored"
    );
}

#[tokio::test]
async fn a_search_keeps_its_words_out_of_the_address_and_belongs_to_one_person() {
    let site = Site::open().await;
    a_case(&site).await;
    let mut intake = colleague(&site, "Jo", Role::Intake).await;
    let mut other = colleague(&site, "Priya", Role::Supervisor).await;
    for terms in ["sentinel", "Rosa", "555-0142"] {
        let answer = intake.post("/staff/searches", &[("terms", terms)]).await;
        assert!(
            answer.location.starts_with("/staff/cases?search=") && !answer.location.contains(terms)
        );
        let found = intake.get(&answer.location).await;
        assert_eq!(found.all("tbody tr", |_| ()).len(), 1, "{terms}");
        assert_eq!(
            found
                .one("#find", |input| input.attr("value").map(str::to_owned))
                .unwrap(),
            terms
        );
        let not_theirs = other.get(&answer.location).await;
        assert!(
            not_theirs.text.contains("That search is not kept any more")
                && !not_theirs.text.contains(terms)
        );
    }
    let odd = intake
        .get("/staff/cases?status=lost&colour=%3Cscript%3E&due=today")
        .await;
    assert_eq!(odd.status, 200);
    assert_eq!(texts(&odd, ".notice").len(), 1);
    assert!(
        !odd.text.contains("&#60;script"),
        "what is not known is not repeated"
    );
}

#[tokio::test]
async fn each_role_sees_what_its_work_needs() {
    let site = Site::open().await;
    let case = a_case(&site).await;
    let mut admin = colleague(&site, "Ada", Role::Admin).await;
    assert_eq!(admin.get("/staff").await.status, 200);
    assert_eq!(admin.get("/staff/cases").await.status, 403);
    assert_eq!(admin.get(&case).await.status, 404);
    let mut intake = colleague(&site, "Jo", Role::Intake).await;
    assert_eq!(intake.get(&case).await.status, 200);
    assert_eq!(intake.get(&format!("{case}/access")).await.status, 403);
    assert_eq!(intake.get("/staff/cases/RL-2222-222").await.status, 404);
    let mut privacy = colleague(&site, "Pat", Role::Privacy).await;
    assert_eq!(privacy.get(&case).await.status, 404);
    let log = privacy.get(&format!("{case}/access")).await;
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
async fn a_recorded_death_is_one_step_and_quiet() {
    let site = Site::open().await;
    let case = a_case(&site).await;
    let mut intake = colleague(&site, "Jo", Role::Intake).await;
    let page = intake.get(&case).await;
    assert_eq!(
        texts(&page, ".moves + h3 + .moves summary")[0],
        "Child has died"
    );
    let page = done(&mut intake, &case, "deaths", &[]).await;
    assert_eq!(texts(&page, ".identity .tag"), ["Closed"]);
    assert!(
        page.text
            .contains("All automatic messages to this family are stopped")
    );
    assert!(!page.text.contains("id=\"death\""));
}

#[tokio::test]
async fn a_session_that_ended_loses_no_text() {
    let site = Site::open().await;
    let case = a_case(&site).await;
    let mut intake = colleague(&site, "Jo", Role::Intake).await;
    let version = version_of(&intake.get(&case).await);
    site.clock.advance(SignedDuration::from_mins(16));
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
    let site = Site::open().await;
    let mut here = colleague(&site, "Jo", Role::Intake).await;
    let mut there = site.browser();
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
    let site = Site::open().await;
    let new = NewStaff {
        name: PersonName::parse("Noor").unwrap(),
        email: EmailAddress::parse("noor@riverside.example.org").unwrap(),
        role: Role::Intake,
        speaks: Vec::new(),
        on_call: false,
        fallback_owner: false,
    };
    let (_, token) = site.desk.add_staff(&new).await.unwrap();
    let address = format!("/staff/invitations/{}", token.expose());
    let mut browser = site.browser();
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
