//! Which cases a page proposes as the same child, and which it does not; and that a public form says nothing of it.

use super::{JOIN, reference_of};
use crate::doctor::{SIGNED, all, case_of, sends, up_to_check};
use crate::support::app::App;
use crate::support::builders::{Family, a_family};
use crate::support::client::{Browser, Page};

/// The same child's other parent, at another address and number.
fn from_elsewhere(mut family: Family) -> Family {
    "Oak Thistlewood".clone_into(&mut family.answers.reach.name);
    "610-555-0144".clone_into(&mut family.answers.reach.phone);
    "oak@example.org".clone_into(&mut family.answers.reach.email);
    family
}

async fn proposed(browser: &mut Browser, case: &str) -> String {
    browser.get(case).await.texts("#likely + ul li").join(" / ")
}

#[tokio::test]
async fn one_child_is_known_in_two_spellings_and_twins_are_two() {
    let app = App::start().await;
    let one = a_family().with_child("Zoë 名前", "O'Neill-Ибрагимова");
    let one = one.sent(&app).await;
    let other = a_family().with_child("ZOE 名前", "ONeill Ибрагимова");
    let other = from_elsewhere(other).sent(&app).await;
    let mut intake = app.sign_in("intake").await;
    for (case, with) in [(&one, &other), (&other, &one)] {
        let lines = proposed(&mut intake, &case.page()).await;
        assert!(lines.contains(with.reference.as_str()), "{lines}");
        assert!(
            lines.contains("The same first name and birth date."),
            "{lines}"
        );
    }
    let twin = a_family().with_child("Mila", "O'Neill-Ибрагимова");
    let mut twin = from_elsewhere(twin);
    "610-555-0145".clone_into(&mut twin.answers.reach.phone);
    twin.answers.reach.email.clear();
    let twin = twin.sent(&app).await;
    assert_eq!(proposed(&mut intake, &twin.page()).await, "");
    // From one phone and with one birth date it is shown: a person looks at the names.
    let twin = from_elsewhere(a_family().with_child("Vera", "O'Neill-Ибрагимова"));
    let twin = twin.sent(&app).await;
    let lines = proposed(&mut intake, &twin.page()).await;
    assert!(lines.contains(other.reference.as_str()), "{lines}");
    assert!(!lines.contains(one.reference.as_str()), "{lines}");
    assert!(
        lines.contains("The same birth date, phone number and e-mail address."),
        "{lines}"
    );
    let looks = "audit_events WHERE kind = 'case_seen' AND details ? 'alike'";
    assert_eq!(
        app.rows.count(looks).await,
        3,
        "what was shown is on the record"
    );
}

#[tokio::test]
async fn what_has_ended_or_is_not_theirs_to_see_is_not_proposed() {
    let app = App::start().await;
    let one = a_family().sent(&app).await;
    let other = from_elsewhere(a_family()).sent(&app).await;
    let mut intake = app.sign_in("intake").await;
    assert!(intake.get(&one.page()).await.has(JOIN));
    // A social worker sees those who ask for their help, and no others by this way either.
    let helped = format!(
        "UPDATE referrals SET help = '{{travel}}' WHERE reference = '{}'",
        one.reference
    );
    app.rows.run(&helped).await.unwrap();
    let mut social = app.sign_in("social").await;
    assert_eq!(proposed(&mut social, &one.page()).await, "");
    intake.act(&other.page(), "deaths", &[]).await;
    assert_eq!(proposed(&mut intake, &one.page()).await, "");
    assert_eq!(proposed(&mut intake, &other.page()).await, "");
}

/// Sends the family's form with a doctor's reference, and returns the confirmation without what is each one's own.
async fn confirmed(app: &App, reference: &str) -> String {
    let mut family = from_elsewhere(a_family().with_child("Pia", "Else"));
    "2014".clone_into(&mut family.answers.child.birth_year);
    reference.clone_into(&mut family.answers.treating.doctor_reference);
    let page = family.walks_and_sends(&mut app.browser()).await;
    without_its_own(&page, reference)
}

fn without_its_own(page: &Page, typed: &str) -> String {
    let own = page.words(".ref");
    let link = page.attr(".private-link a", "href");
    let text = page.text.replace(&own, "OWN").replace(&link, "LINK");
    text.replace(typed, "TYPED")
}

#[tokio::test]
async fn a_reference_that_a_form_names_is_shown_to_staff_and_answered_alike_whatever_it_names() {
    let app = App::start().await;
    let doctor = case_of(&sends(&mut app.browser(), all()).await);
    let known = confirmed(&app, reference_of(&doctor)).await;
    let unknown = confirmed(&app, "RL-2222-222").await;
    assert_eq!(known, unknown);
    let mut intake = app.sign_in("intake").await;
    let lines = proposed(&mut intake, &doctor).await;
    assert_eq!(
        lines
            .matches("One form gives the reference of the other.")
            .count(),
        1,
        "{lines}"
    );
    let family = lines.split(' ').next().unwrap().to_owned();
    let page = intake.get(&format!("/staff/cases/{family}")).await;
    assert!(page.words("#likely + ul").contains(reference_of(&doctor)));
    assert!(page.text.contains("Reference from the doctor"));
}

#[tokio::test]
async fn a_doctors_form_answers_alike_too() {
    let app = App::start().await;
    let family = from_elsewhere(a_family().with_child("Pia", "Else"));
    let family = family.sent(&app).await.reference.to_string();
    let mut pages = Vec::new();
    for typed in [family.as_str(), "RL-2222-222"] {
        let mut doctor = app.browser();
        let [you, mut patient, disease, today] = all();
        let named: &'static str = Box::leak(typed.to_owned().into_boxed_str());
        patient.push(("family_reference", named));
        let check = up_to_check(&mut doctor, "en", [you, patient, disease, today]).await;
        let sent = doctor.answer(&check, &SIGNED).await;
        assert_eq!(sent.location, "/en/doctor/sent#main", "{}", sent.text);
        let page = doctor.get("/en/doctor/sent").await;
        pages.push(without_its_own(&page, typed));
    }
    assert_eq!(pages[0], pages[1]);
}
