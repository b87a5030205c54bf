//! Who hears of a new request, and why: the rules are rows, each notice stores the rule that sent it, and somebody
//! always hears.

use std::collections::BTreeSet;

use intake_desk::domain::person::EmailAddress;
use intake_desk::domain::request::HelpKind;
use intake_desk::support::words::Language;

use crate::rules::routing::edited;
use crate::support::app::App;
use crate::support::builders::{Family, a_call, a_family, sent_call};

type Heard = BTreeSet<(String, String, String)>;

/// Who of the staff was told what of the last request, and why.
async fn heard(app: &App) -> Heard {
    let last =
        "SELECT staff_id || ' ' || notice || ' ' || reason FROM outbox WHERE staff_id IS NOT NULL
                AND referral_id = (SELECT id FROM referrals ORDER BY id DESC LIMIT 1)";
    let lines = app.rows.texts(last).await;
    let heard: Heard = lines
        .iter()
        .map(|line| {
            let parts: Vec<_> = line.splitn(3, ' ').collect();
            let account = app.account_of(parts[0]).to_owned();
            (account, parts[1].to_owned(), parts[2].to_owned())
        })
        .collect();
    assert_eq!(heard.len(), lines.len(), "nobody is told the same twice");
    heard
}

async fn who_hears(app: &App, family: Family) -> Heard {
    family.sent(app).await;
    heard(app).await
}

fn set(rows: &[(&str, &str, &str)]) -> Heard {
    rows.iter()
        .map(|(who, what, why)| ((*who).to_owned(), (*what).to_owned(), (*why).to_owned()))
        .collect()
}

const NEW: &str = "intake_new_request";
const TEAM: (&str, &str, &str) = ("intake", NEW, "rule:intake-team");
const TEAM_2: (&str, &str, &str) = ("intake2", NEW, "rule:intake-team");
const FALLBACK: (&str, &str, &str) = ("supervisor", NEW, "rule:fallback-owner");

#[tokio::test]
async fn every_request_goes_to_intake_and_to_who_answers_for_it() {
    let app = App::start().await;
    let told = who_hears(&app, a_family()).await;
    assert_eq!(told, set(&[TEAM, TEAM_2, FALLBACK]));
    sent_call(&app, a_call(), Language::En).await;
    assert_eq!(heard(&app).await, set(&[TEAM, TEAM_2, FALLBACK]));
}

#[tokio::test]
async fn spanish_goes_first_to_those_who_speak_it() {
    let app = App::start().await;
    let told = who_hears(&app, a_family().in_spanish()).await;
    assert_eq!(
        told,
        set(&[TEAM, FALLBACK]),
        "Jordan speaks it, Priya does not"
    );
    // Speaking counts, whatever the page's language was.
    let told = who_hears(&app, a_family().speaking("es")).await;
    assert_eq!(told, set(&[TEAM, FALLBACK]));
}

#[tokio::test]
async fn a_language_that_nobody_speaks_goes_to_everybody() {
    let app = App::start().await;
    let told = who_hears(&app, a_family().speaking("ht")).await;
    assert_eq!(told, set(&[TEAM, TEAM_2, FALLBACK]));
}

#[tokio::test]
async fn an_urgent_request_also_alerts_everybody_on_call() {
    let app = App::start().await;
    let told = who_hears(&app, a_family().in_intensive_care()).await;
    let on_call = |who| (who, "on_call_urgent", "rule:on-call");
    let expected = [
        TEAM,
        TEAM_2,
        FALLBACK,
        on_call("supervisor"),
        on_call("reviewer"),
    ];
    assert_eq!(told, set(&expected));
}

#[tokio::test]
async fn help_goes_to_those_who_give_it() {
    let app = App::start().await;
    let social = |who| (who, "social_work_help_asked", "rule:help-social-work");
    let insurance = ("insurance", "insurance_help_asked", "rule:help-insurance");
    for (help, also) in [
        (
            &[HelpKind::Travel][..],
            &[social("social"), social("social2")][..],
        ),
        (&[HelpKind::Lodging], &[social("social"), social("social2")]),
        (&[HelpKind::Funding], &[social("social"), social("social2")]),
        (&[HelpKind::Insurance], &[insurance]),
        (
            &[HelpKind::Insurance, HelpKind::Travel],
            &[insurance, social("social"), social("social2")],
        ),
        (
            &[HelpKind::Interpreter, HelpKind::Letters, HelpKind::Other],
            &[],
        ),
    ] {
        let told = who_hears(&app, a_family().asking_for(help)).await;
        let expected: Vec<_> = [TEAM, TEAM_2, FALLBACK]
            .iter()
            .chain(also)
            .copied()
            .collect();
        assert_eq!(told, set(&expected), "{help:?}");
    }
    let spanish = a_family().in_spanish().asking_for(&[HelpKind::Lodging]);
    let told = who_hears(&app, spanish).await;
    assert_eq!(
        told,
        set(&[TEAM, FALLBACK, social("social2")]),
        "Carmen speaks it"
    );
}

#[tokio::test]
async fn the_rows_are_the_truth_and_somebody_always_hears() {
    let app = App::start().await;
    let off = edited(&app, |rules| {
        for rule in rules.iter_mut() {
            rule.active = rule.code == "on-call";
        }
    });
    let off = off.await;
    let saved = app.desk.save_routing(&app.actor("admin"), &off).await;
    assert_eq!(saved.unwrap(), 2);
    // The next start reads the settings again and leaves the rows alone.
    app.desk
        .set_up("demo", &app.settings.routing.rules)
        .await
        .unwrap();
    let told = who_hears(&app, a_family()).await;
    assert_eq!(told, set(&[("supervisor", NEW, "fallback_owner")]));
}

#[tokio::test]
async fn who_has_left_is_not_told_and_the_others_are() {
    let app = App::start().await;
    for account in ["intake", "intake2"] {
        let address = EmailAddress::parse(&format!("{account}@riverside.example.org")).unwrap();
        app.desk.disable_staff(&address).await.unwrap();
    }
    let told = who_hears(&app, a_family()).await;
    assert_eq!(told, set(&[FALLBACK]));
}

#[tokio::test]
async fn a_second_start_does_not_double_the_rules() {
    let app = App::start().await;
    let before = app.rows.count("routing_rules").await;
    app.desk
        .set_up("demo", &app.settings.routing.rules)
        .await
        .unwrap();
    assert_eq!(app.rows.count("routing_rules").await, before);
}

#[tokio::test]
async fn staff_mails_carry_the_reference_and_a_link_behind_sign_in() {
    let app = App::start().await;
    let case = a_family().in_intensive_care().sent(&app).await;
    app.deliver_mail().await;
    for account in ["intake", "supervisor", "reviewer"] {
        let mails = app.mail.to(&format!("{account}@riverside.example.org"));
        assert!(!mails.is_empty(), "{account}");
        for mail in mails {
            assert!(mail.text.contains(case.reference.as_str()), "{}", mail.text);
            assert!(
                mail.text.contains("http://127.0.0.1:8080/staff/cases/"),
                "{}",
                mail.text
            );
        }
    }
}
