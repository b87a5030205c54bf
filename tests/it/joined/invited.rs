//! Family and doctor invite each other: the address of the other's form, and the reference to give them.

use super::outside::{family_inside_and_a_doctor, inside};
use super::reference_of;
use crate::doctor::DOCTOR_EMAIL;
use crate::support::app::App;

#[tokio::test]
async fn each_page_says_what_to_give_the_other_while_the_request_is_open() {
    let app = App::start().await;
    let (family, mut phone, doctor) = family_inside_and_a_doctor(&app).await;
    let mut at_doctor = inside(&app, DOCTOR_EMAIL).await;
    let english = phone.get("/en/status").await;
    let titles = english.texts("h2");
    assert!(
        titles.contains(&"Invite your child's doctor".to_owned()),
        "{titles:?}"
    );
    let given = ".private-link + p .ref";
    assert_eq!(english.words(given), family.reference.to_string());
    let address = english.words(".private-link a");
    assert!(address.starts_with("http") && address.ends_with("/en/doctor"));
    let spanish = phone.get("/es/status").await;
    assert_eq!(spanish.attr(".private-link a", "href"), "/es/doctor");
    assert!(spanish.text.contains("Invite al médico"));
    let page = at_doctor.get("/en/status").await;
    assert_eq!(page.attr(".private-link a", "href"), "/en/family");
    assert_eq!(page.words(given), reference_of(&doctor));
    let ends = "UPDATE referrals SET status = 'not_a_referral', closed_at = received_at";
    app.rows.run(ends).await.unwrap();
    assert!(!phone.get("/en/status").await.has(".private-link a"));
    assert!(!at_doctor.get("/en/status").await.has(".private-link a"));
}
