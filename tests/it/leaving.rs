//! Leaving a page half typed, without a script: back to the page before, or over to the other language. Both are buttons
//! of the form, so that what was typed goes along.

use intake_desk::domain::request::doctor::Section;

use crate::support::app::App;
use crate::support::client::{Browser, Page};

/// Presses "Back" or the other language on a page into which this was typed.
async fn leaves(browser: &mut Browser, page: &Page, by: &str, typed: &[(&str, &str)]) -> Page {
    let form = page.attr(by, "form");
    assert!(page.has(&format!("form#{form}")), "the button has its form");
    browser.post(&page.attr(by, "formaction"), typed).await
}

#[tokio::test]
async fn a_family_that_leaves_a_page_half_typed_finds_it_as_it_was() {
    let app = App::start().await;
    let mut phone = app.browser();
    let reach = phone.get("/en/family/reach?who=parent").await;
    let typed = [
        ("asker", "parent"),
        ("name", "O'Neill-Ибрагимова"),
        ("phone", "call"),
    ];
    let turned = leaves(&mut phone, &reach, ".language", &typed).await;
    assert_eq!(turned.location, "/es/family/reach?who=family#main");
    let spanish = phone.get(&turned.location).await;
    assert_eq!(spanish.value("#name"), "O'Neill-Ибрагимова");
    assert_eq!(
        spanish.value("#phone"),
        "call",
        "kept, though nobody can call it"
    );
    assert!(
        !spanish.has("#errors"),
        "nobody is told off for looking elsewhere"
    );

    let child = phone.get("/es/family/child").await;
    let typed = [("given_names", "名前"), ("birth_year", "20")];
    let back = leaves(&mut phone, &child, ".back", &typed).await;
    assert_eq!(back.location, "/es/family/language#main");
    let child = phone.get("/es/family/child").await;
    assert_eq!(child.value("#given_names"), "名前");
    assert_eq!(child.value("#birth-year"), "20");
    assert_eq!(app.rows.count("drafts").await, 1);
}

#[tokio::test]
async fn a_page_that_was_opened_from_the_check_leads_back_there_in_either_language() {
    let app = App::start().await;
    let mut phone = app.browser();
    let reach = phone.get("/en/family/reach?from=check").await;
    let typed = [("name", "Rosa")];
    let turned = leaves(&mut phone, &reach, ".language", &typed).await;
    assert_eq!(
        turned.location,
        "/es/family/reach?from=check&who=family#main"
    );
    let spanish = phone.get(&turned.location).await;
    let typed = [("name", "Rosa Quispe")];
    let back = leaves(&mut phone, &spanish, ".back", &typed).await;
    assert_eq!(back.location, "/es/family/check#main");
    assert!(phone.get(&back.location).await.text.contains("Rosa Quispe"));
}

#[tokio::test]
async fn looking_elsewhere_with_nothing_typed_begins_no_form() {
    let app = App::start().await;
    let mut phone = app.browser();
    let reach = phone.get("/en/family/reach?who=patient").await;
    let back = leaves(&mut phone, &reach, ".back", &[("asker", "patient")]).await;
    assert_eq!(back.location, "/en#main");
    let turned = leaves(&mut phone, &reach, ".language", &[("asker", "patient")]).await;
    assert_eq!(turned.location, "/es/family/reach?who=patient#main");
    let spanish = phone.get(&turned.location).await;
    assert_eq!(spanish.value("main input[name=asker]"), "patient");
    let section = phone.get("/en/doctor/patient").await;
    let turned = leaves(&mut phone, &section, ".language", &[]).await;
    assert_eq!(turned.location, "/es/doctor/patient#main");
    assert_eq!(app.rows.count("drafts").await, 0);
}

#[tokio::test]
async fn a_doctor_finds_each_section_as_it_was_left() {
    let app = App::start().await;
    let mut doctor = app.browser();
    for section in Section::ALL {
        let path = format!("/en/doctor/{}", section.code());
        let page = doctor.get(&path).await;
        let back = leaves(&mut doctor, &page, ".back", &[]).await;
        assert_eq!(back.location, "/en/doctor#main", "{path}");
    }
    let patient = doctor.get("/en/doctor/patient").await;
    let typed = [("patient_given", "Zoë"), ("birth_year", "nineteen")];
    let turned = leaves(&mut doctor, &patient, ".language", &typed).await;
    assert_eq!(turned.location, "/es/doctor/patient#main");
    let spanish = doctor.get(&turned.location).await;
    assert_eq!(spanish.value("#patient_given"), "Zoë");
    assert_eq!(spanish.value("#birth-year"), "nineteen");
}
