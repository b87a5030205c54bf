//! A case from the list to its end; refused forms, two at once, a search, a death.

use intake_desk::domain::staff::Role;

use super::{a_case, act, colleague, done, texts, version_of};
use crate::support::app::App;
use crate::support::client::{Browser, Page};

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

async fn moved(browser: &mut Browser, case: &str, fields: &[(&str, &str)]) -> Page {
    done(browser, case, "status-changes", fields).await
}

#[tokio::test]
async fn a_new_request_stands_in_the_list_with_its_promise_and_is_walked_to_its_end() {
    let app = App::start().await;
    let case = a_case(&app).await;
    let mut intake = colleague(&app, "Jo", Role::Intake).await;
    let mut doctor = colleague(&app, "Kim", Role::Reviewer).await;
    colleague(&app, "Lee", Role::SocialWorker).await;
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
    let talked = [("with", "family"), ("result", "reached"), ("said", "Well.")];
    let page = done(&mut intake, &case, "calls", &talked).await;
    assert!(
        page.words(".blocked li")
            .starts_with("Arrange the visit: record a call"),
        "a call about something else tells no decision"
    );
    let told = [&talked[..], &[("decision_told", "yes")]].concat();
    let page = done(&mut intake, &case, "calls", &told).await;
    assert!(!page.has("#call-decision_told"), "told once");
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
    let app = App::start().await;
    let case = a_case(&app).await;
    let mut first = colleague(&app, "Jo", Role::Intake).await;
    let mut second = colleague(&app, "Priya", Role::Supervisor).await;
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
    let app = App::start().await;
    let case = a_case(&app).await;
    let mut intake = colleague(&app, "Jo", Role::Intake).await;
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
    let app = App::start().await;
    a_case(&app).await;
    let mut intake = colleague(&app, "Jo", Role::Intake).await;
    let mut other = colleague(&app, "Priya", Role::Supervisor).await;
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
        assert!(not_theirs.text.contains("That search is not kept any more"));
        assert_ne!(
            not_theirs.one("#find", |input| input.attr("value").map(str::to_owned)),
            Some(terms.to_owned()),
            "the words belong to one person"
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
async fn a_recorded_death_is_one_step_and_quiet() {
    let app = App::start().await;
    let case = a_case(&app).await;
    let mut intake = colleague(&app, "Jo", Role::Intake).await;
    let page = intake.get(&case).await;
    assert_eq!(
        texts(&page, ".moves + h3 + .moves summary")[0],
        "Child has died"
    );
    let reference = case.rsplit('/').next().unwrap();
    let asked = page.words("#death form p");
    assert!(
        asked.starts_with(&format!(
            "This is the case of a child whose name we do not have yet, {reference}."
        )),
        "{asked}"
    );
    assert_eq!(
        page.words("#death button"),
        "Record that the child has died"
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
async fn only_who_talked_to_the_family_can_tick_that_the_decision_was_told() {
    let app = App::start().await;
    let case = a_case(&app).await;
    let mut intake = colleague(&app, "Jo", Role::Intake).await;
    let mut doctor = colleague(&app, "Kim", Role::Reviewer).await;
    let mut social = colleague(&app, "Lee", Role::SocialWorker).await;
    let page = intake.get(&case).await;
    assert!(!page.has("#call-decision_told"), "nothing is decided yet");
    let mine = [("duty", "owner"), ("staff", "me")];
    done(&mut intake, &case, "assignments", &mine).await;
    up_to_the_decision(&mut intake, &mut doctor, &case).await;
    let page = intake.get(&case).await;
    assert!(page.has("#call-decision_told"));
    let lee = page.attr("#assign-social_worker-staff option:last-child", "value");
    let duty = [("duty", "social_worker"), ("staff", lee.as_str())];
    done(&mut intake, &case, "assignments", &duty).await;
    assert!(!social.get(&case).await.has("#call-decision_told"));
    for (with, result) in [
        ("doctor", "reached"),
        ("family", "left_message"),
        ("someone_else", "reached"),
    ] {
        let call = [
            ("with", with),
            ("result", result),
            ("said", "Well."),
            ("decision_told", "yes"),
        ];
        let page = intake.act(&case, "calls", &call).await;
        assert_eq!(page.status, 422, "{with} {result}");
        assert_eq!(
            page.words("#call-decision_told-error"),
            "Tick this only after you have talked to the family"
        );
        assert!(
            page.has("#call-decision_told[checked]"),
            "what was ticked stays"
        );
    }
    let call = [
        ("with", "family"),
        ("result", "reached"),
        ("said", "Well."),
        ("decision_told", "yes"),
    ];
    let page = social.act(&case, "calls", &call).await;
    assert_eq!(page.status, 403, "about the travel");
    let told = "referrals WHERE decision_told_at IS NOT NULL";
    assert_eq!(app.rows.count(told).await, 0);
    assert_eq!(app.rows.count("calls").await, 1, "nothing half stored");
    done(&mut intake, &case, "calls", &call).await;
    assert_eq!(app.rows.count(told).await, 1);
}
