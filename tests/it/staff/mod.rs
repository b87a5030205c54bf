//! Staff work: they sign in, find a case, take it, call, write, and walk it to its end; and what happens when two do at once.

use intake_desk::domain::person::{EmailAddress, PersonName};
use intake_desk::domain::staff::Role;
use intake_desk::usecases::account::manage_staff::NewStaff;

use crate::support::app::App;
use crate::support::client::{Browser, Page};

mod access;
mod cases;

const PASSWORD: &str = "quiet river lantern moon";

/// A browser of a colleague who has signed in.
async fn colleague(app: &App, name: &str, role: Role) -> Browser {
    let email = format!("{}@riverside.example.org", name.to_lowercase());
    let new = NewStaff {
        name: PersonName::parse(name).unwrap(),
        email: EmailAddress::parse(&email).unwrap(),
        role,
        speaks: Vec::new(),
        on_call: false,
        fallback_owner: false,
    };
    let (id, _) = app.desk.add_staff(&new).await.unwrap();
    app.desk
        .set_demo_password(id, PASSWORD.to_owned().into())
        .await
        .unwrap();
    let mut browser = app.browser();
    let answer = sign_in(&mut browser, &email, PASSWORD).await;
    assert_eq!(
        (answer.status.as_u16(), answer.location.as_str()),
        (303, "/staff#main")
    );
    browser
}

async fn sign_in(browser: &mut Browser, email: &str, password: &str) -> Page {
    let page = browser.get("/staff/sign-in").await;
    browser
        .answer(&page, &[("email", email), ("password", password)])
        .await
}

/// A family asks to be called; returns the address of its case.
async fn a_case(app: &App) -> String {
    let mut family = app.browser();
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
fn version_of(page: &Page) -> String {
    page.one("main input[name=version]", |input| {
        input.attr("value").unwrap_or_default().to_owned()
    })
}

/// Sends one small form of a case as the page offers it.
async fn act(browser: &mut Browser, case: &str, part: &str, fields: &[(&str, &str)]) -> Page {
    let page = browser.get(case).await;
    let version = version_of(&page);
    let all: Vec<(&str, &str)> = [("version", version.as_str())]
        .into_iter()
        .chain(fields.iter().copied())
        .collect();
    browser.post(&format!("{case}/{part}"), &all).await
}

/// Does it, and reads the case again.
async fn done(browser: &mut Browser, case: &str, part: &str, fields: &[(&str, &str)]) -> Page {
    let answer = act(browser, case, part, fields).await;
    assert_eq!(answer.status, 303, "{part} {fields:?}: {}", answer.text);
    browser.get(&answer.location).await
}

fn texts(page: &Page, css: &str) -> Vec<String> {
    page.all(css, |element| {
        element.text().collect::<String>().trim().to_owned()
    })
}
