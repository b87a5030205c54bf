//! Every route × everybody: one table (`table`) says who gets what.

mod table;

use intake_desk::config::EnvironmentName;
use intake_desk::domain::person::{EmailAddress, PersonName};
use intake_desk::domain::request::HelpKind;
use intake_desk::domain::staff::Role;
use intake_desk::usecases::account::manage_staff::NewStaff;

use crate::support::app::App;
use crate::support::builders::{SentRequest, a_family};
use crate::support::client::{Browser, Page};

use table::{EVERYBODY, Row, TABLE};

/// What the addresses of the table stand for.
struct Places {
    reference: String,
    token: String,
    name: String,
    id: String,
    account: String,
    contact: String,
}

impl Places {
    async fn of(app: &App) -> Self {
        let case = a_ready_case(app).await;
        app.deliver_mail().await;
        let mail = app.mail.all().remove(0);
        let raw = String::from_utf8(mail.raw).unwrap();
        app.desk.keep_demo_mail(mail.id, &raw).await.unwrap();
        let start = app.browser().get("/en").await;
        let style = start.attr("link[rel=stylesheet]", "href");
        Self {
            reference: case.reference.to_string(),
            token: invitation(app).await,
            name: style.trim_start_matches("/static/").to_owned(),
            id: mail.id.to_string(),
            account: app.staff("intake").0.to_string(),
            contact: app.rows.text("SELECT id::text FROM contacts").await,
        }
    }

    fn fill(&self, route: &str) -> String {
        route
            .replace("{language}", "en")
            .replace("{reference}", &self.reference)
            .replace("{kind}", "funding")
            .replace("{account}", &self.account)
            .replace("{mail}", &self.id)
            .replace("{paper}", &self.id)
            .replace("{letter}", &self.id)
            .replace("{ask}", &self.id)
            .replace("{contact}", &self.contact)
            .replace(
                "{link}",
                &format!("018f4d5e000070008000000000000000{}", self.token),
            )
            .replace("{token}", &self.token)
            .replace("{name}", &self.name)
            .replace("{id}", &self.id)
    }
}

/// A case that every role with cases may see.
async fn a_ready_case(app: &App) -> SentRequest {
    let helps = [HelpKind::Travel, HelpKind::Insurance, HelpKind::Funding];
    let case = a_family().asking_for(&helps).sent(app).await;
    let mut intake = app.sign_in("intake").await;
    let page = case.page();
    intake.act(&page, "assignments", &[("staff", "me")]).await;
    intake
        .act(&page, "status-changes", &[("to", "in_intake")])
        .await;
    intake
        .act(&page, "status-changes", &[("to", "ready_for_review")])
        .await;
    assert_eq!(app.case(&case, "status").await, "ready_for_review");
    case
}

async fn invitation(app: &App) -> String {
    let new = NewStaff {
        name: PersonName::parse("New Colleague").unwrap(),
        email: EmailAddress::parse("new@riverside.example.org").unwrap(),
        role: Role::Intake,
        speaks: Vec::new(),
        on_call: false,
        fallback_owner: false,
    };
    let (_, token) = app.desk.add_staff(&new).await.unwrap();
    token.expose().to_owned()
}

async fn ask(browser: &mut Browser, row: &Row, places: &Places, viewer: &str) -> Page {
    let path = places.fill(row.1);
    if row.0 == "GET" {
        return browser.get(&path).await;
    }
    let values: Vec<_> = row
        .2
        .iter()
        .map(|(name, value)| (*name, value.replace("{viewer}", viewer)))
        .collect();
    let fields: Vec<_> = values
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    browser.post(&path, &fields).await
}

#[tokio::test]
async fn everybody_gets_what_the_table_says_on_every_route() {
    let app = App::start().await;
    let places = Places::of(&app).await;
    let before = app
        .rows
        .text("SELECT string_agg(r::text, '') FROM referrals r")
        .await;
    let mut wrong = Vec::new();
    for (column, viewer) in EVERYBODY.iter().enumerate() {
        let mut browser = if *viewer == "nobody" {
            app.browser()
        } else {
            app.sign_in(viewer).await
        };
        for row in TABLE {
            let answer = ask(&mut browser, row, &places, viewer).await;
            let (got, expected) = (answer.status.as_u16(), row.3[column]);
            if got != expected {
                wrong.push(format!(
                    "{viewer}: {} {}: {got}, not {expected}",
                    row.0, row.1
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    let after = app
        .rows
        .text("SELECT string_agg(r::text, '') FROM referrals r")
        .await;
    assert_eq!(before, after, "no form of the table changes the case");
}

#[tokio::test]
async fn what_is_refused_is_on_the_record() {
    let app = App::start().await;
    let case = a_ready_case(&app).await;
    let denied = "audit_events WHERE kind = 'access_denied'";
    let mut coordinator = app.sign_in("coordinator").await;
    coordinator.act_upon(&case.page(), "0", "deaths", &[]).await;
    assert_eq!(app.rows.count(denied).await, 1);
    let mut admin = app.sign_in("admin").await;
    admin.get(&case.page()).await;
    assert_eq!(app.rows.count(denied).await, 2);
    let mut intake = app.sign_in("intake").await;
    intake.get(&format!("{}/access", case.page())).await;
    assert_eq!(app.rows.count(denied).await, 3);
}

#[tokio::test]
async fn in_production_the_demos_post_does_not_exist() {
    let app = App::start_with(|settings| settings.environment = EnvironmentName::Production).await;
    let mut browser = app.browser();
    for path in [
        "/dev/mail",
        "/dev/mail/00000000-0000-4000-8000-000000000000",
    ] {
        assert_eq!(browser.get(path).await.status, 404, "{path}");
    }
    assert!(
        !browser
            .get("/staff/sign-in")
            .await
            .text
            .contains("demonstration")
    );
}
