//! What becomes of a doctor's referral at the desk: urgency, calls, a family that does not know, search, rights, privacy.

use super::{
    DOCTOR_EMAIL, all, case_of, disease, errors, patient, sends, today, up_to_check, with, you,
};
use crate::support::app::App;
use crate::support::builders::{CHILD_FAMILY, EMAIL, PARENT, PHONE, SENTINELS, a_family};
use crate::support::logs;

#[tokio::test]
async fn an_emergency_shows_the_number_first_and_calls_the_on_call_list() {
    let app = App::start().await;
    let mut browser = app.browser();
    let page = browser.get("/en/doctor/today").await;
    let urgent = with(today(), "urgency", "emergency");
    let asked = browser.answer(&page, &urgent).await;
    assert_eq!(errors(&asked), ["Enter the reason, unless it is standard"]);
    let first = asked.one("main", |main| {
        let words: Vec<String> = main.text().map(|text| text.trim().to_owned()).collect();
        words
            .into_iter()
            .filter(|word| !word.is_empty())
            .nth(1)
            .unwrap_or_default()
    });
    assert!(first.starts_with("Call our doctors now"), "{first}");
    let reason = with(urgent, "urgency_reason", "tumour lysis");
    let confirmation = sends(&mut browser, [you(), patient(), disease(), reason]).await;
    assert!(
        confirmation
            .words(".notice.error")
            .starts_with("Call our doctors now")
    );
    let told = app
        .rows
        .count("outbox WHERE notice = 'on_call_urgent'")
        .await;
    assert!(told > 0, "nobody on call was told");
    assert_eq!(
        app.rows.text("SELECT priority FROM referrals").await,
        "emergency"
    );
}

#[tokio::test]
async fn a_family_that_does_not_know_hears_nothing_until_somebody_talks_with_them() {
    let app = App::start().await;
    let unaware = with(patient(), "knows", "call_me_first");
    let sent = sends(&mut app.browser(), [you(), unaware, disease(), today()]).await;
    let case = case_of(&sent);
    let mut intake = app.sign_in("intake").await;
    let flag = "The family does not know of this referral";
    assert!(
        intake
            .get(&case)
            .await
            .words(".notice.error")
            .starts_with(flag)
    );
    intake
        .act(&case, "assignments", &[("duty", "owner"), ("staff", "me")])
        .await;
    let call = [
        ("with", "doctor"),
        ("result", "reached"),
        ("said", "She tells them tonight."),
    ];
    intake.act(&case, "calls", &call).await;
    intake
        .act(&case, "status-changes", &[("to", "in_intake")])
        .await;
    app.deliver_mail().await;
    assert!(app.mail.to(EMAIL).is_empty(), "the family heard");
    let first = app
        .rows
        .text("SELECT (first_contact_at IS NOT NULL)::text FROM referrals")
        .await;
    assert_eq!(
        first, "true",
        "the doctor was promised the call, and had it"
    );
    assert!(intake.get(&case).await.text.contains(flag));
    let call = [
        ("with", "family"),
        ("result", "reached"),
        ("said", "They know now."),
    ];
    intake.act(&case, "calls", &call).await;
    assert!(!intake.get(&case).await.text.contains(flag));
}

#[tokio::test]
async fn a_missed_call_is_owned_up_to_towards_the_doctor() {
    let app = App::start().await;
    sends(&mut app.browser(), all()).await;
    app.deliver_mail().await;
    app.tick(3 * 24 * 60);
    app.raise_overdue().await;
    app.deliver_mail().await;
    assert_eq!(app.mail.to(DOCTOR_EMAIL).len(), 2, "receipt and apology");
}

#[tokio::test]
async fn a_call_with_the_doctor_of_a_familys_request_is_no_first_contact() {
    let app = App::start().await;
    let case = a_family().sent(&app).await;
    let mut intake = app.sign_in("intake").await;
    let call = [("with", "doctor"), ("result", "reached"), ("said", "x")];
    intake.act(&case.page(), "calls", &call).await;
    assert_eq!(
        app.case(&case, "(first_contact_at IS NULL)::text").await,
        "true"
    );
}

#[tokio::test]
async fn staff_find_the_referral_by_doctor_patient_and_hospital_number() {
    let app = App::start().await;
    let sent = sends(&mut app.browser(), all()).await;
    let reference = sent.words(".ref");
    let mut intake = app.sign_in("intake").await;
    for terms in [
        "Avila",
        CHILD_FAMILY,
        PARENT,
        DOCTOR_EMAIL,
        "610-555-0171",
        PHONE,
        "MR-884417",
    ] {
        let kept = intake.post("/staff/searches", &[("terms", terms)]).await;
        let found = intake.get(&kept.location).await;
        assert!(found.text.contains(&reference), "{terms} does not find it");
    }
    let tokens = app
        .rows
        .text("SELECT cardinality(search_tokens)::text FROM referrals")
        .await;
    assert!(tokens.parse::<u32>().unwrap() <= 64, "{tokens} tokens");
}

#[tokio::test]
async fn who_may_not_read_the_illness_neither_sees_nor_filters_it() {
    let app = App::start().await;
    let sent = sends(&mut app.browser(), all()).await;
    app.rows
        .run("UPDATE referrals SET help = '{travel}'")
        .await
        .unwrap();
    let mut social = app.sign_in("social").await;
    let case = social.get(&case_of(&sent)).await;
    assert_eq!(case.status, 200);
    for clinical in ["First relapse", "B-cell", "CAR T", "Early relapse", "otter"] {
        assert!(
            !case.text.contains(clinical),
            "{clinical} is shown to a social worker"
        );
    }
    let list = social.get("/staff/cases?disease=mrd").await;
    assert!(
        list.text.contains(&sent.words(".ref")),
        "the filter told what the illness is not"
    );
    assert!(!list.has("select[name=disease]"));
    let mut coordinator = app.sign_in("coordinator").await;
    app.rows
        .run("UPDATE referrals SET ready_at = now()")
        .await
        .unwrap();
    let case = coordinator.get(&case_of(&sent)).await.text;
    assert!(
        case.contains("First relapse") && !case.contains(DOCTOR_EMAIL) && !case.contains(PHONE)
    );
}

#[tokio::test]
async fn a_draft_is_forgotten_after_30_days() {
    let app = App::start().await;
    let mut browser = app.browser();
    up_to_check(&mut browser, "en", all()).await;
    app.tick(30 * 24 * 60 + 1);
    let list = browser.get("/en/doctor").await;
    assert_eq!(list.texts(".tasks .tag")[1..6], ["Not started"; 5]);
}

#[tokio::test]
async fn a_referral_names_nobody_in_logs_tables_or_mails() {
    let app = App::start().await;
    sends(&mut app.browser(), all()).await;
    app.deliver_mail().await;
    let dump = app.rows.dump().await;
    let logs = logs::own_lines();
    assert!(
        logs.contains("/{language}/doctor/check"),
        "nothing was logged"
    );
    for name in SENTINELS {
        let (folded, logs) = (name.to_lowercase(), logs.to_lowercase());
        assert!(!logs.contains(&folded), "{name} is in the logs");
        for (table, text) in &dump {
            assert!(
                !text.to_lowercase().contains(&folded),
                "{name} is in {table}"
            );
        }
    }
    assert!(app.mail.naming_somebody().is_empty());
}

#[tokio::test]
async fn what_nobody_told_of_a_language_or_a_best_way_is_not_said_of_a_family() {
    let app = App::start().await;
    let sent = sends(&mut app.browser(), [you(), patient(), disease(), today()]).await;
    let told = case_of(&sent);
    let silent = with(patient(), "family_spoken", "");
    let sent = sends(&mut app.browser(), [you(), silent, disease(), today()]).await;
    let not_told = case_of(&sent);
    let mut intake = app.sign_in("intake").await;
    let page = intake.get(&told).await;
    assert!(page.text.contains("Speaks Spanish") && !page.text.contains("needs an interpreter"));
    let page = intake.get(&not_told).await;
    assert!(page.text.contains("Language not told") && !page.text.contains("Speaks "));
    assert!(!page.text.contains("Best by") && !page.text.contains("wrote on the"));
    let family = a_family().sent(&app).await;
    let page = intake.get(&family.page()).await;
    let words = "Language not told; wrote on the English page";
    assert_eq!(
        page.text.matches(words).count(),
        2,
        "in the header, and beside the phone"
    );
    let speaks = a_family().speaking("es").sent(&app).await;
    let page = intake.get(&speaks.page()).await;
    assert!(page.text.contains("Speaks Spanish") && !page.text.contains("needs an interpreter"));
}
