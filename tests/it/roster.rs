//! Each process keeps rules and staff in memory, and none of them ever decides by what has changed since.

use intake_desk::domain::person::{EmailAddress, PersonName};
use intake_desk::domain::staff::Role;
use intake_desk::usecases::account::manage_staff::NewStaff;

use crate::rules::routing::edited;
use crate::support::app::App;
use crate::support::builders::a_family;

const HEARD: &str =
    "SELECT count(*)::text FROM outbox WHERE notice = 'intake_new_request' AND staff_id = ";

async fn heard(app: &App, account: &str) -> String {
    let who = app.staff(account).0;
    app.rows.text(&format!("{HEARD}'{who}'")).await
}

fn address(account: &str) -> EmailAddress {
    EmailAddress::parse(&format!("{account}@riverside.example.org")).unwrap()
}

#[tokio::test]
async fn a_rule_that_another_process_put_aside_tells_nobody_any_more() {
    let app = App::start().await;
    a_family().sent(&app).await;
    assert_eq!(heard(&app, "intake").await, "1");
    let aside = edited(&app, |rules| {
        for rule in rules.iter_mut() {
            rule.active = rule.code != "intake-team";
        }
    })
    .await;
    let other = app.second_desk();
    let saved = other.save_routing(&app.actor("admin"), &aside).await;
    assert_eq!(saved.unwrap(), 2);
    a_family().sent(&app).await;
    assert_eq!(heard(&app, "intake").await, "1", "the rule was put aside");
    assert_eq!(
        heard(&app, "supervisor").await,
        "2",
        "somebody always hears"
    );
}

#[tokio::test]
async fn who_was_disabled_by_another_process_is_not_told_of_the_next_request() {
    let app = App::start().await;
    a_family().sent(&app).await;
    assert_eq!(heard(&app, "intake2").await, "1");
    let other = app.second_desk();
    other.disable_staff(&address("intake2")).await.unwrap();
    a_family().sent(&app).await;
    assert_eq!(heard(&app, "intake2").await, "1");
    assert_eq!(heard(&app, "intake").await, "2");
}

#[tokio::test]
async fn another_fallback_owner_answers_from_the_next_request_on() {
    let app = App::start().await;
    let first = a_family().sent(&app).await;
    let swap = "UPDATE staff SET is_fallback_owner = false WHERE is_fallback_owner";
    app.rows.run(swap).await.unwrap();
    let intake = app.staff("intake").0.to_string();
    let swap = format!("UPDATE staff SET is_fallback_owner = true WHERE id = '{intake}'");
    app.rows.run(&swap).await.unwrap();
    let second = a_family().sent(&app).await;
    let supervisor = app.staff("supervisor").0.to_string();
    assert_eq!(app.case(&first, "fallback_owner_id").await, supervisor);
    assert_eq!(app.case(&second, "fallback_owner_id").await, intake);
}

#[tokio::test]
async fn a_colleague_who_came_a_moment_ago_stands_on_the_worklist() {
    let app = App::start().await;
    a_family().sent(&app).await;
    let mut browser = app.sign_in("intake").await;
    let before = browser.get("/staff/cases").await;
    assert!(!before.text.contains("Wilhelmina Crake"));
    let new = NewStaff {
        name: PersonName::parse("Wilhelmina Crake").unwrap(),
        email: address("crake"),
        role: Role::Intake,
        speaks: Vec::new(),
        on_call: false,
        fallback_owner: false,
    };
    app.second_desk().add_staff(&new).await.unwrap();
    let after = browser.get("/staff/cases").await;
    assert!(after.text.contains("Wilhelmina Crake"));
}

#[tokio::test]
async fn a_password_is_no_change_that_processes_would_have_to_hear_of() {
    let app = App::start().await;
    let version = "SELECT version::text FROM desk_versions WHERE name = 'roster'";
    let before = app.rows.text(version).await;
    let id = app.staff("intake");
    let new = "another lantern of a quiet meadow".to_owned();
    app.desk.set_demo_password(id, new.into()).await.unwrap();
    assert_eq!(app.rows.text(version).await, before);
    app.rows
        .run("UPDATE staff SET on_call = NOT on_call WHERE role = 'intake'")
        .await
        .unwrap();
    assert_ne!(app.rows.text(version).await, before);
}
