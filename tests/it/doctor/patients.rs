//! All patients of a doctor by one link that only a mail to their address brings.

use super::{BORN, DOCTOR_EMAIL, all, patient, sends, with};
use crate::joined::{both_came, joins};
use crate::link::{answers, link_in_mail};
use crate::operation::outage::the_first_gives_way;
use crate::support::app::App;
use crate::support::client::Browser;

const PATIENTS: &str = "/en/doctor/referrals";

/// Asks for the link and returns where the newest mail leads.
async fn asks(app: &App, browser: &mut Browser, email: &str) -> Option<String> {
    let before = app.mail.to(DOCTOR_EMAIL).len();
    let page = browser.get(PATIENTS).await;
    let asked = browser.answer(&page, &[("email", email)]).await;
    assert_eq!(asked.location, format!("{PATIENTS}?said=asked#main"));
    let said = browser.get(&asked.location).await;
    assert!(said.text.contains("a link is on its way to it"));
    app.deliver_mail().await;
    (app.mail.to(DOCTOR_EMAIL).len() > before).then(|| link_of(app))
}

fn link_of(app: &App) -> String {
    let mail = app.mail.to(DOCTOR_EMAIL).pop().unwrap();
    let at = mail.text.find("/en/doctor/referrals/").unwrap();
    let link = mail.text[at..].split_whitespace().next().unwrap();
    link.to_owned()
}

async fn gives(browser: &mut Browser, link: &str, born: &[(&str, &str)]) -> u16 {
    let button = browser.get(link).await;
    assert!(!button.has("#birth"), "a scanner sees a button only");
    let question = browser.answer(&button, &[]).await;
    assert!(question.has("#birth"));
    browser.answer(&question, born).await.status.as_u16()
}

#[tokio::test]
async fn one_link_shows_all_patients_of_an_address_and_opens_each() {
    let app = App::start().await;
    sends(&mut app.browser(), all()).await;
    app.tick(1);
    let [you, _, disease, today] = all();
    let second = with(patient(), "patient_given", "名前");
    let second = sends(&mut app.browser(), [you, second, disease, today]).await;
    let [you, patient, disease, today] = all();
    let other = with(you, "clinician_email", "another@quillfeather.example.org");
    sends(&mut app.browser(), [other, patient, disease, today]).await;
    app.deliver_mail().await;

    let mut doctor = app.browser();
    let own = link_in_mail(&app, DOCTOR_EMAIL);
    answers(&mut doctor, &own, &BORN).await;
    let page = doctor.get(PATIENTS).await;
    assert!(page.has("#email"), "the link of one case opens no others");

    let link = asks(&app, &mut doctor, "Marigold@Quillfeather.example.org").await;
    let link = link.unwrap();
    for _ in 0..20 {
        assert_eq!(app.browser().get(&link).await.status, 200);
    }
    let wrong = [
        ("birth_month", "1"),
        ("birth_day", "1"),
        ("birth_year", "2016"),
    ];
    assert_eq!(gives(&mut doctor, &link, &wrong).await, 422);
    assert_eq!(gives(&mut doctor, &link, &BORN).await, 303);
    let list = doctor.get(PATIENTS).await;
    assert_eq!(list.texts(".lines li").len(), 2);
    assert!(list.texts(".lines li")[0].contains("名前"), "newest first");
    let reference = second.words(".ref");
    let fields = [("reference", reference.as_str())];
    let opened = doctor.post("/en/doctor/referrals/open", &fields).await;
    assert_eq!(opened.location, "/en/status#main");
    assert!(doctor.get("/en/status").await.text.contains(&reference));
    assert_eq!(doctor.get(PATIENTS).await.texts(".lines li").len(), 2);
    assert!(app.mail.naming_somebody().is_empty());
}

#[tokio::test]
async fn an_address_nobody_wrote_from_is_answered_alike_and_a_link_ends() {
    let app = App::start().await;
    sends(&mut app.browser(), all()).await;
    app.deliver_mail().await;
    let mut doctor = app.browser();
    assert_eq!(asks(&app, &mut doctor, "nobody@example.org").await, None);
    let page = doctor.get(PATIENTS).await;
    let wrong = doctor.answer(&page, &[("email", "nobody")]).await;
    assert_eq!(
        (wrong.status.as_u16(), wrong.value("#email")),
        (422, "nobody".to_owned())
    );

    let link = asks(&app, &mut doctor, DOCTOR_EMAIL).await.unwrap();
    let forged = link.replace(&link[link.len() - 6..], "AAAAAA");
    assert_eq!(gives(&mut doctor, &forged, &BORN).await, 422);
    app.tick(121);
    assert_eq!(gives(&mut doctor, &link, &BORN).await, 422, "too old");
    assert!(doctor.get(PATIENTS).await.has("#email"));
    for _ in 0..3 {
        asks(&app, &mut doctor, DOCTOR_EMAIL).await;
    }
    assert_eq!(
        asks(&app, &mut doctor, DOCTOR_EMAIL).await,
        None,
        "3 an hour"
    );
    let link = link_of(&app);
    for _ in 0..5 {
        gives(&mut doctor, &link, &[("birth_year", "1999")]).await;
    }
    assert_eq!(gives(&mut doctor, &link, &BORN).await, 429);
    let fields = [("reference", "RL-7777-777")];
    let refused = doctor.post("/en/doctor/referrals/open", &fields).await;
    assert_eq!(refused.location, format!("{PATIENTS}#main"));
}

/// A browser that has proved the doctor's address.
pub async fn proves(app: &App) -> Browser {
    let mut doctor = app.browser();
    let link = asks(app, &mut doctor, DOCTOR_EMAIL).await.unwrap();
    assert_eq!(gives(&mut doctor, &link, &BORN).await, 303);
    doctor
}

#[tokio::test]
async fn a_referral_that_is_joined_stands_in_the_list_where_its_own_page_says() {
    let app = App::start().await;
    let (family, case) = both_came(&app).await;
    let mut intake = app.sign_in("intake").await;
    joins(&mut intake, &family.page()).await;
    let kept = family.page();
    intake.act(&kept, "assignments", &[("staff", "me")]).await;
    let begun = [("to", "in_intake")];
    let moved = intake.act(&kept, "status-changes", &begun).await;
    assert_eq!(moved.status, 303, "{}", moved.text);
    let mut doctor = proves(&app).await;
    let line = doctor.get(PATIENTS).await.texts(".lines li").remove(0);
    let reference = case.rsplit('/').next().unwrap();
    let fields = [("reference", reference)];
    doctor.post("/en/doctor/referrals/open", &fields).await;
    let page = doctor.get("/en/status").await;
    assert_eq!(page.words("h1 .ref"), reference);
    let stands = page.words(".lead");
    assert!(
        line.contains(reference) && line.contains(&stands),
        "{line}: {stands}"
    );
}

#[tokio::test]
async fn each_look_at_the_list_is_on_the_record_of_every_patient_by_one_statement() {
    let app = App::start().await;
    for _ in 0..3 {
        sends(&mut app.browser(), all()).await;
        app.tick(1);
    }
    let mut doctor = proves(&app).await;
    the_first_gives_way(&app, "INSERT ON audit_events").await;
    let page = doctor.get(PATIENTS).await;
    assert_eq!(page.status, 200, "tried once more: {}", page.text);
    let seen = "audit_events WHERE kind = 'status_seen'";
    assert_eq!(app.rows.count(seen).await, 3);
    doctor.get(PATIENTS).await;
    assert_eq!(app.rows.count(seen).await, 6);
    let statements = format!("(SELECT DISTINCT xmin::text, cmin::text FROM {seen}) AS looks");
    assert_eq!(app.rows.count(&statements).await, 2);
    let skipped = "audit_streams s WHERE last_n <> (SELECT count(*) FROM audit_events e WHERE e.stream = s.stream)";
    assert_eq!(app.rows.count(skipped).await, 0, "no number is left out");
}

#[tokio::test]
async fn the_list_waits_for_who_writes_to_the_same_cases_and_nobody_gives_way() {
    let app = App::start().await;
    for _ in 0..2 {
        sends(&mut app.browser(), all()).await;
        app.tick(1);
    }
    let mut doctor = proves(&app).await;
    let holds = |which: &str| {
        format!(
            "UPDATE audit_streams SET last_n = last_n WHERE stream = (SELECT id FROM referrals ORDER BY id {which} LIMIT 1);"
        )
    };
    let until_somebody_waits = "FOR i IN 1..500 LOOP
         EXIT WHEN EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_blocking_pids(pid) @> ARRAY[pg_backend_pid()]);
         PERFORM pg_sleep(0.01);
     END LOOP;";
    let (lowest, highest) = (holds(""), holds("DESC"));
    let other = format!(
        "BEGIN; SET LOCAL deadlock_timeout = '10ms'; {lowest} DO $$ BEGIN {until_somebody_waits} END $$; {highest} COMMIT;"
    );
    let after_it_holds = async {
        let held =
            "pg_locks WHERE relation = 'audit_streams'::regclass AND mode = 'RowExclusiveLock'
             AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
        while app.rows.count(held).await == 0 {}
        doctor.get(PATIENTS).await
    };
    let (other, page) = tokio::join!(app.rows.run(&other), after_it_holds);
    other.unwrap();
    assert_eq!(page.status, 200, "{}", page.text);
}

#[tokio::test]
async fn who_asks_has_one_referral_opened_and_none_once_the_hour_is_used_up() {
    let app = App::start().await;
    for _ in 0..2 {
        sends(&mut app.browser(), all()).await;
        app.tick(1);
    }
    app.deliver_mail().await;
    let unreadable = |which: &str| {
        format!(
            "UPDATE referrals SET child = '\\x00' WHERE id = (SELECT id FROM referrals ORDER BY received_at {which} LIMIT 1)"
        )
    };
    app.rows.run(&unreadable("")).await.unwrap();
    let mut doctor = app.browser();
    for _ in 0..3 {
        let link = asks(&app, &mut doctor, DOCTOR_EMAIL).await;
        assert!(link.is_some(), "the newest is enough");
    }
    app.rows.run(&unreadable("DESC")).await.unwrap();
    assert_eq!(asks(&app, &mut doctor, DOCTOR_EMAIL).await, None);
}
