//! Finishing later, by e-mail: the code that is sent to the address in the form, and reminders until somebody says stop.

use intake_desk::usecases::SendOutcome;

use crate::doctor::{DOCTOR_EMAIL, you};
use crate::family::CONSENT;
use crate::support::app::App;
use crate::support::builders::{EMAIL, SENTINELS, a_family};
use crate::support::client::{Browser, Page};

const DAY: i64 = 24 * 60;
const REACH: [(&str, &str); 3] = [
    ("name", "Marigold"),
    ("phone", "215-555-0187"),
    ("email", EMAIL),
];
const CODE: &str = "form[action*='later/code']";
const REMIND: &str = "form[action*='later/reminders']";

/// Begins a family's form and saves it to finish later.
async fn later(browser: &mut Browser, language: &str) -> Page {
    let step = format!("/{language}/family/reach?then=later");
    let saved = browser.post(&step, &REACH).await;
    assert_eq!(saved.status, 303, "{}", saved.text);
    browser.get(&saved.location).await
}

/// Ticks the reminders, or takes the tick back.
async fn remind(browser: &mut Browser, page: &Page, tick: bool) -> Page {
    let action = page.attr(REMIND, "action");
    let fields: &[(&str, &str)] = if tick { &[("remind", "yes")] } else { &[] };
    let saved = browser.post(&action, fields).await;
    assert_eq!(saved.status, 303, "{}", saved.text);
    browser.follow(&saved).await
}

/// Sends what is due and returns how many mails an address has by now.
async fn mails_to(app: &App, address: &str) -> usize {
    app.deliver_mail().await;
    app.mail.to(address).len()
}

/// The address of the way back that a mail carries.
fn way_back(text: &str) -> String {
    let start = text.find("/resume").unwrap() - "/en".len();
    text[start..].split_whitespace().next().unwrap().to_owned()
}

#[tokio::test]
async fn the_code_by_mail_is_enough_to_go_on_from_another_phone() {
    let app = App::start().await;
    let mut first = app.browser();
    let page = later(&mut first, "en").await;
    let pressed = first.answer_form(&page, CODE, &[]).await;
    let told = first.follow(&pressed).await;
    assert!(told.words(".notice").contains("We are sending your code"));
    assert_eq!(mails_to(&app, EMAIL).await, 1);
    let mail = app.mail.to(EMAIL).remove(0);
    assert_eq!(mail.subject, app.settings.mail.from_name);
    let line = mail.text.lines().find(|line| line.starts_with("Your code"));
    let code = line.unwrap().rsplit(' ').next().unwrap();
    assert_eq!(code, page.words(".ref"));
    let mut second = app.browser();
    let resume = second.get(&way_back(&mail.text)).await;
    assert!(
        !resume.has("form[action*='/stop']"),
        "there is nothing to stop"
    );
    let found = second
        .answer(&resume, &[("code", code), ("means", EMAIL)])
        .await;
    assert_eq!(found.status, 303, "{}", found.text);
    let reach = second.get("/en/family/reach").await;
    assert_eq!(reach.value("#name"), "Marigold");
}

#[tokio::test]
async fn a_code_leaves_once_in_ten_minutes_and_three_times_a_day_and_in_the_language_of_the_page() {
    let app = App::start().await;
    let mut family = app.browser();
    let page = later(&mut family, "es").await;
    let mut said = Vec::new();
    for minutes in [0, 9, 1, 10, 10, 60 * 23, 60] {
        app.tick(minutes);
        let pressed = family.answer_form(&page, CODE, &[]).await;
        said.push(family.follow(&pressed).await.words(".notice"));
        app.deliver_mail().await;
    }
    said.dedup();
    assert_eq!(said.len(), 1, "what is told depends on nothing: {said:?}");
    let mails = app.mail.to(EMAIL);
    assert_eq!(mails.len(), 4, "three on the first day, one on the next");
    assert!(mails[0].text.contains("Su código: "), "{}", mails[0].text);
    assert!(mails[0].text.contains("/es/resume\n"));
    // Somebody else's address in many forms is not written to again and again.
    for _ in 0..12 {
        let mut other = app.browser();
        let page = later(&mut other, "en").await;
        other.answer_form(&page, CODE, &[]).await;
    }
    assert!((10..=14).contains(&mails_to(&app, EMAIL).await));
}

#[tokio::test]
async fn without_an_address_nothing_is_offered_or_sent() {
    let app = App::start().await;
    let mut family = app.browser();
    let typed = [
        ("name", "Rosa"),
        ("phone", "215-555-0142"),
        ("email", "rosa@"),
    ];
    let saved = family.post("/en/family/reach?then=later", &typed).await;
    let page = family.get(&saved.location).await;
    assert!(page.has(".ref") && !page.has(CODE) && !page.has(REMIND));
    for path in ["code", "reminders"] {
        let fields: &[(&str, &str)] = if path == "code" {
            &[]
        } else {
            &[("remind", "yes")]
        };
        let path = format!("/en/family/later/{path}");
        assert_eq!(family.post(&path, fields).await.status, 303);
        assert_eq!(app.browser().post(&path, fields).await.status, 303);
    }
    assert_eq!(app.rows.count("draft_mails").await, 0);
}

#[tokio::test]
async fn reminders_come_on_the_first_and_the_third_day_and_every_save_moves_them() {
    let app = App::start().await;
    let mut family = app.browser();
    let page = later(&mut family, "en").await;
    app.tick(DAY / 2);
    assert_eq!(mails_to(&app, EMAIL).await, 0);
    let ticked = remind(&mut family, &page, true).await;
    assert!(ticked.has("#remind[checked]"));
    assert!(
        ticked
            .text
            .contains("Tuesday, March 3 and on Thursday, March 5"),
        "{}",
        ticked.text
    );
    let twice = remind(&mut family, &ticked, true).await;
    assert!(twice.has("#remind[checked]"), "a second press adds nothing");
    app.tick(DAY - 60);
    later(&mut family, "es").await;
    app.tick(DAY - 1);
    assert_eq!(mails_to(&app, EMAIL).await, 0, "a save has moved them");
    app.tick(1);
    assert_eq!(mails_to(&app, EMAIL).await, 1);
    let first = app.mail.to(EMAIL).remove(0);
    assert_eq!(first.subject, app.settings.mail.from_name);
    let phone = &app.settings.programme.phone;
    for part in [
        "hasta: jueves 2 de abril",
        "/es/resume?",
        phone,
        "llenarlo con usted",
    ] {
        assert!(first.text.contains(part), "{part}: {}", first.text);
    }
    assert!(!first.text.contains(&page.words(".ref")), "no code");
    app.tick(2 * DAY - 1);
    assert_eq!(mails_to(&app, EMAIL).await, 1);
    app.tick(1);
    assert_eq!(mails_to(&app, EMAIL).await, 2);
    let after = family.get("/en/family/later").await;
    assert!(!after.has("#remind[checked]"), "that was all of them");
    app.tick(20 * DAY);
    assert_eq!(mails_to(&app, EMAIL).await, 2);
}

#[tokio::test]
async fn nobody_is_reminded_who_sent_it_cleared_it_or_took_the_tick_back() {
    let app = App::start().await;
    // The tick is taken back.
    let mut family = app.browser();
    let page = later(&mut family, "en").await;
    let ticked = remind(&mut family, &page, true).await;
    let back = remind(&mut family, &ticked, false).await;
    assert!(!back.has("#remind[checked]"));
    assert!(back.words(".notice").contains("do not remind"));
    // The form is taken off the phone: its code stays, its reminders do not.
    let ticked = remind(&mut family, &back, true).await;
    assert!(ticked.text.contains("Reminders stop, too."));
    family
        .answer_form(&ticked, "form[action*='/clear']", &[])
        .await;
    // The form is sent, and forgotten with "Forget this on this phone".
    let mut sends = app.browser();
    let check = a_family().walks_to_check(&mut sends).await;
    let page = sends.get("/en/family/later").await;
    remind(&mut sends, &page, true).await;
    let sent = sends.answer(&check, &[CONSENT]).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
    let mut forgets = app.browser();
    let page = later(&mut forgets, "en").await;
    remind(&mut forgets, &page, true).await;
    forgets.post("/en/family/forget", &[]).await;
    let before = mails_to(&app, EMAIL).await;
    assert_eq!(before, 1, "the receipt of what was sent");
    app.tick(4 * DAY);
    let reminded = |text: &str| text.contains("remind you");
    app.deliver_mail().await;
    assert!(!app.mail.all().iter().any(|mail| reminded(&mail.text)));
    let open = "draft_mails WHERE status IN ('waiting', 'sending', 'sent')";
    assert_eq!(app.rows.count(open).await, 0);
}

#[tokio::test]
async fn a_reminder_stops_them_at_a_press_on_any_device_and_a_look_changes_nothing() {
    let app = App::start().await;
    let mut family = app.browser();
    let page = later(&mut family, "en").await;
    remind(&mut family, &page, true).await;
    app.tick(DAY);
    assert_eq!(mails_to(&app, EMAIL).await, 1);
    let way = way_back(&app.mail.to(EMAIL)[0].text);
    let mut elsewhere = app.browser();
    let resume = elsewhere.get(&way).await;
    let again = family.get("/en/family/later").await;
    assert!(again.has("#remind[checked]"), "a look stops nothing");
    let stopped = elsewhere
        .answer_form(&resume, "form[action*='/stop']", &[])
        .await;
    let told = elsewhere.follow(&stopped).await;
    assert!(told.words(".notice").contains("no more"), "{}", told.text);
    app.tick(4 * DAY);
    assert_eq!(mails_to(&app, EMAIL).await, 1);
    let again = family.get("/en/family/later").await;
    assert!(!again.has("#remind[checked]"));
    for unknown in ["01930000-0000-7000-8000-000000000001", "x", ""] {
        let same = elsewhere
            .post("/en/resume/stop", &[("reminder", unknown)])
            .await;
        assert_eq!(same.location, stopped.location);
    }
}

#[tokio::test]
async fn a_doctor_is_sent_the_code_and_reminded() {
    let app = App::start().await;
    let mut doctor = app.browser();
    let saved = doctor.post("/en/doctor/you?then=later", &you()).await;
    let page = doctor.get(&saved.location).await;
    doctor.answer_form(&page, CODE, &[]).await;
    remind(&mut doctor, &page, true).await;
    assert_eq!(mails_to(&app, DOCTOR_EMAIL).await, 1);
    let code = page.words(".ref");
    assert!(app.mail.to(DOCTOR_EMAIL)[0].text.contains(&code));
    app.tick(3 * DAY);
    assert_eq!(mails_to(&app, DOCTOR_EMAIL).await, 3);
    let mut elsewhere = app.browser();
    let resumed = [("code", code.as_str()), ("means", DOCTOR_EMAIL)];
    let found = elsewhere.post("/en/resume", &resumed).await;
    assert_eq!(found.location, "/en/doctor#main");
}

#[tokio::test]
async fn two_workers_at_once_send_one_and_a_lease_is_kept_and_lost_as_of_any_mail() {
    let app = App::start().await;
    let mut family = app.browser();
    let page = later(&mut family, "en").await;
    family.answer_form(&page, CODE, &[]).await;
    let second = app.second_desk();
    let (one, two) = tokio::join!(app.desk.claim_mail(12), second.claim_mail(12));
    let mut held = one.unwrap();
    held.extend(two.unwrap());
    assert_eq!(held.len(), 1);
    let mail = held.remove(0);
    let lease = [(mail.id, mail.lease)];
    assert_eq!(app.desk.renew_mail(&lease).await.unwrap(), [mail.id]);
    let expire = "UPDATE draft_mails SET lease_until = now() - interval '1 second'";
    app.rows.run(expire).await.unwrap();
    let taken = second.claim_mail(12).await.unwrap().remove(0);
    assert_eq!((taken.id, taken.attempt), (mail.id, 2));
    let sent = SendOutcome::Sent {
        reply: "250".to_owned(),
    };
    app.desk.settle_mail(&mail, sent.clone()).await.unwrap();
    let status = "SELECT status FROM draft_mails";
    assert_eq!(app.rows.text(status).await, "sending", "the fence holds");
    second.settle_mail(&taken, sent).await.unwrap();
    assert_eq!(app.rows.text(status).await, "sent");
}

#[tokio::test]
async fn a_refused_one_ends_is_counted_and_makes_no_task_and_the_queue_names_nobody() {
    let app = App::start().await;
    let mut family = app.browser();
    let page = later(&mut family, "en").await;
    family.answer_form(&page, CODE, &[]).await;
    remind(&mut family, &page, true).await;
    let mail = app.desk.claim_mail(12).await.unwrap().remove(0);
    let reply = format!("550 5.1.1 <{EMAIL}>: no such user");
    let refused = SendOutcome::Permanent { reply };
    app.desk.settle_mail(&mail, refused).await.unwrap();
    let mut admin = app.sign_in("admin").await;
    assert!(!admin.get("/staff").await.has(".mail-alarm"));
    let queue = admin.get("/staff/admin/mail").await;
    assert_eq!(queue.texts("tbody tr").len(), 3, "{}", queue.text);
    assert!(queue.words(".counts").contains("1 Given up"));
    assert!(!queue.has(".counts .alarm") && !queue.has("tbody form"));
    let dead = admin.get("/staff/admin/mail?part=dead").await;
    let row = dead.words("tbody tr");
    for part in ["Code of an unfinished form", "Who fills it in", "550 5.1.1"] {
        assert!(row.contains(part), "{part}: {row}");
    }
    for word in SENTINELS.iter().chain(&[page.words(".ref").as_str()]) {
        assert!(!queue.text.contains(word) && !dead.text.contains(word));
    }
    let resend = format!("/staff/admin/mail/{}/resendings", mail.id);
    let crafted = admin.post(&resend, &[("attempts", "1")]).await;
    assert_eq!(crafted.status, 404);
    let told = "audit_events WHERE kind = 'mail_refused'";
    assert_eq!(app.rows.count(told).await, 0);
    // A code that cannot leave is late like any other mail.
    app.tick(11);
    family.answer_form(&page, CODE, &[]).await;
    app.tick(11);
    let health = app.desk.health().await.unwrap().mail;
    assert!(health.is_late(app.desk.now()));
    assert_eq!((health.waiting, health.dead), (1, 0));
}

#[tokio::test]
async fn no_address_lies_open_and_mails_go_with_their_form_after_thirty_days() {
    let app = App::start().await;
    let mut family = app.browser();
    let page = later(&mut family, "en").await;
    family.answer_form(&page, CODE, &[]).await;
    remind(&mut family, &page, true).await;
    for (table, rows) in app.rows.dump().await {
        assert!(!rows.contains(EMAIL), "{table} holds the address");
    }
    app.tick(30 * DAY);
    app.desk.purge_expired().await.unwrap();
    assert_eq!(app.rows.count("draft_mails").await, 0);
    assert_eq!(mails_to(&app, EMAIL).await, 0, "forgotten");
}

#[tokio::test]
async fn after_a_restore_the_operator_drops_them_with_the_others() {
    let app = App::start().await;
    let mut family = app.browser();
    let page = later(&mut family, "en").await;
    family.answer_form(&page, CODE, &[]).await;
    app.tick(1);
    assert_eq!(app.desk.drop_mail(app.desk.now()).await.unwrap(), 1);
    assert_eq!(mails_to(&app, EMAIL).await, 0);
}
