//! Every route × everybody: one table says who gets what. A route that is not here fails `tests/house`.

use intake_desk::config::EnvironmentName;
use intake_desk::domain::person::{EmailAddress, PersonName};
use intake_desk::domain::request::CONSENT_VERSION;
use intake_desk::domain::request::HelpKind;
use intake_desk::domain::staff::Role;
use intake_desk::usecases::account::manage_staff::NewStaff;

use crate::support::app::App;
use crate::support::builders::{PHONE, SentRequest, a_family};
use crate::support::client::{Browser, Page};

/// The columns of the table.
const EVERYBODY: [&str; 11] = [
    "nobody",
    "intake",
    "supervisor",
    "reviewer",
    "coordinator",
    "social",
    "insurance",
    "finance",
    "research",
    "privacy",
    "admin",
];

type Row = (
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str)],
    [u16; 11],
);

const fn all(status: u16) -> [u16; 11] {
    [status; 11]
}

/// Staff pages that do not depend on the role: `nobody` first, then everybody.
const fn staff(nobody: u16, status: u16) -> [u16; 11] {
    let mut row = [status; 11];
    row[0] = nobody;
    row
}

const V: (&str, &str) = ("version", "0");
const SOME_RULE: &str =
    r#"[{"code": "everybody", "send_to": "on_call", "notice": "on_call_urgent"}]"#;

/// Every form on the case is sent upon a version that is long gone: who may do it is told so (409), who may not is
/// refused before (403), and who does not see the case finds nothing (404).
#[rustfmt::skip]
const TABLE: &[Row] = &[
    // families and doctors
    ("GET", "/", &[], all(200)),
    ("GET", "/{language}", &[], all(200)),
    ("GET", "/{language}/doctor", &[], all(200)),
    ("GET", "/{language}/doctor/you", &[], all(200)),
    ("POST", "/{language}/doctor/you", &[], all(422)),
    ("GET", "/{language}/doctor/patient", &[], all(200)),
    ("POST", "/{language}/doctor/patient", &[], all(422)),
    ("GET", "/{language}/doctor/disease", &[], all(200)),
    ("POST", "/{language}/doctor/disease", &[], all(422)),
    ("GET", "/{language}/doctor/today", &[], all(200)),
    ("POST", "/{language}/doctor/today", &[("urgency", "standard"), ("whereabouts", "home"), ("asks", "evaluation")], all(303)),
    ("GET", "/{language}/doctor/check", &[], all(200)),
    ("POST", "/{language}/doctor/check", &[], all(422)),
    ("GET", "/{language}/doctor/sent", &[], all(404)),
    ("GET", "/{language}/call-me", &[], all(200)),
    ("POST", "/{language}/call-me", &[], all(422)),
    ("GET", "/{language}/family", &[], all(303)),
    ("GET", "/{language}/family/reach", &[], all(200)),
    ("POST", "/{language}/family/reach", &[("name", "Li"), ("phone", PHONE)], all(303)),
    ("GET", "/{language}/family/language", &[], all(200)),
    ("POST", "/{language}/family/language", &[], all(303)),
    ("GET", "/{language}/family/child", &[], all(200)),
    ("POST", "/{language}/family/child", &[("by_phone", "yes")], all(303)),
    ("GET", "/{language}/family/relationship", &[], all(200)),
    ("POST", "/{language}/family/relationship", &[], all(303)),
    ("GET", "/{language}/family/situation", &[], all(200)),
    ("POST", "/{language}/family/situation", &[], all(303)),
    ("GET", "/{language}/family/treatment", &[], all(200)),
    ("POST", "/{language}/family/treatment", &[], all(303)),
    ("GET", "/{language}/family/treating", &[], all(200)),
    ("POST", "/{language}/family/treating", &[], all(303)),
    ("GET", "/{language}/family/more", &[], all(200)),
    ("POST", "/{language}/family/more", &[], all(303)),
    ("GET", "/{language}/family/help", &[], all(200)),
    ("POST", "/{language}/family/help", &[], all(303)),
    ("GET", "/{language}/family/check", &[], all(200)),
    ("POST", "/{language}/family/check", &[("consent", CONSENT_VERSION)], all(422)),
    ("GET", "/{language}/family/sent", &[], all(404)),
    ("GET", "/{language}/family/later", &[], all(200)),
    ("POST", "/{language}/family/later", &[("phone", PHONE)], all(303)),
    ("POST", "/{language}/family/clear", &[], all(303)),
    ("GET", "/{language}/doctor/later", &[], all(200)),
    ("POST", "/{language}/doctor/later", &[("phone", PHONE)], all(303)),
    ("POST", "/{language}/doctor/clear", &[], all(303)),
    ("GET", "/{language}/resume", &[], all(200)),
    ("POST", "/{language}/resume", &[("code", "258B"), ("means", PHONE)], all(422)),
    ("GET", "/{language}/status", &[], all(404)),
    ("GET", "/{language}/status/lost", &[], all(200)),
    ("POST", "/{language}/status/lost", &[("reference", "RL-7777-777"), ("means", PHONE)], all(303)),
    ("GET", "/{language}/status/death", &[], all(303)),
    ("POST", "/{language}/status/death", &[("died", "yes")], all(303)),
    ("POST", "/{language}/status/messages", &[("stop", "yes")], all(303)),
    ("POST", "/{language}/status/sign-out", &[], all(303)),
    ("POST", "/{language}/status/asks", &[("key", "018f4d5e-0000-7000-8000-000000000000"), ("ask", "call")], all(404)),
    ("GET", "/{language}/status/letters/{letter}", &[], all(404)),
    ("GET", "/{language}/status/feedback", &[], all(404)),
    ("POST", "/{language}/status/feedback", &[("knew", "yes")], all(404)),
    ("GET", "/{language}/status/talk", &[], all(404)),
    ("POST", "/{language}/status/talk", &[("key", "018f4d5e-0000-7000-8000-000000000000"), ("text", "a")], all(404)),
    ("GET", "/{language}/status/papers", &[], all(404)),
    ("POST", "/{language}/status/papers", &[], all(415)),
    ("POST", "/{language}/status/papers/parts", &[("a", "b")], all(400)),
    ("GET", "/{language}/status/papers/{paper}", &[], all(404)),
    ("GET", "/{language}/status/{token}", &[], all(200)),
    ("POST", "/{language}/status/{token}", &[("step", "open")], all(200)),
    ("GET", "/{language}/family/forget", &[], all(200)),
    ("POST", "/{language}/family/forget", &[], all(200)),
    // machines
    ("GET", "/static/{name}", &[], all(200)),
    ("GET", "/health/live", &[], all(200)),
    ("GET", "/health/ready", &[], all(200)),
    // the demo's post
    ("GET", "/dev/mail", &[], all(200)),
    ("GET", "/dev/mail/{id}", &[], all(200)),
    ("GET", "/dev/mail/{id}/html", &[], all(200)),
    ("GET", "/dev/mail/{id}/raw", &[], all(200)),
    // getting in
    ("GET", "/staff/sign-in", &[], all(200)),
    ("POST", "/staff/sign-in", &[("email", "{viewer}@example.org"), ("password", "x")], all(422)),
    ("GET", "/staff/invitations/{token}", &[], all(200)),
    ("POST", "/staff/invitations/{token}", &[("new", "a"), ("again", "b")], all(422)),
    // one's own desk                                   nobody   int  sup  rev  coo  soc  ins  fin  res  pri  adm
    ("GET", "/staff", &[], staff(303, 200)),
    ("GET", "/staff/account", &[], staff(303, 200)),
    ("POST", "/staff/account/password", &[("new", "a"), ("again", "b")], staff(303, 422)),
    ("POST", "/staff/account/session-endings", &[("session", "00000000-0000-4000-8000-000000000000")], staff(401, 404)),
    ("POST", "/staff/searches", &[("terms", "x")],          [401, 303, 303, 303, 303, 303, 303, 303, 403, 403, 403]),
    ("GET", "/staff/cases", &[],                            [303, 200, 200, 200, 200, 200, 200, 200, 403, 403, 403]),
    // a case that is ready for review and asks for every help
    ("GET", "/staff/cases/{reference}", &[],                [303, 200, 200, 200, 200, 200, 200, 200, 404, 404, 404]),
    ("GET", "/staff/cases/{reference}/access", &[],         [303, 403, 200, 403, 403, 403, 403, 403, 403, 200, 403]),
    ("POST", "/staff/cases/{reference}/assignments", &[V, ("staff", "me")],
                                                            [401, 409, 409, 403, 403, 409, 403, 403, 404, 404, 404]),
    ("POST", "/staff/cases/{reference}/assignments", &[V, ("staff", "00000000-0000-4000-8000-000000000000")],
                                                            [401, 409, 409, 403, 403, 403, 403, 403, 404, 404, 404]),
    ("POST", "/staff/cases/{reference}/calls", &[V, ("with", "family"), ("result", "no_answer")],
                                                            [401, 409, 409, 409, 403, 409, 409, 409, 404, 404, 404]),
    ("POST", "/staff/cases/{reference}/notes", &[V, ("body", "x")],
                                                            [401, 409, 409, 409, 403, 409, 403, 403, 404, 404, 404]),
    ("GET", "/staff/cases/{reference}/papers", &[],          [303, 200, 200, 200, 200, 200, 200, 200, 404, 404, 404]),
    ("POST", "/staff/cases/{reference}/papers", &[],         [401, 422, 422, 422, 403, 422, 403, 403, 404, 404, 404]),
    ("POST", "/staff/cases/{reference}/paper-asks/{ask}", &[("state", "received")],
                                                            [401, 303, 303, 303, 403, 303, 403, 403, 404, 404, 404]),
    ("GET", "/staff/cases/{reference}/letters", &[],         [303, 404, 404, 404, 404, 403, 403, 403, 404, 404, 404]),
    ("POST", "/staff/cases/{reference}/letters/{kind}", &[("key", "018f4d5e-0000-7000-8000-000000000000")],
                                                            [401, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404]),
    ("GET", "/staff/cases/{reference}/released-letters/{letter}", &[],
                                                            [303, 404, 404, 404, 404, 403, 403, 403, 404, 404, 404]),
    ("GET", "/staff/cases/{reference}/people/new", &[],      [303, 200, 200, 403, 403, 200, 403, 403, 404, 404, 404]),
    ("POST", "/staff/cases/{reference}/people", &[V],
                                                            [401, 422, 422, 403, 403, 422, 403, 403, 404, 404, 404]),
    ("GET", "/staff/cases/{reference}/people/{contact}", &[],
                                                            [303, 200, 200, 403, 403, 200, 403, 403, 404, 404, 404]),
    ("POST", "/staff/cases/{reference}/people/{contact}", &[V, ("person_name", "Li"), ("language", "en")],
                                                            [401, 409, 409, 403, 403, 409, 403, 403, 404, 404, 404]),
    ("POST", "/staff/cases/{reference}/people/{contact}/shares", &[V, ("share", "no")],
                                                            [401, 409, 409, 403, 403, 409, 403, 403, 404, 404, 404]),
    ("GET", "/staff/cases/{reference}/child", &[],           [303, 200, 200, 403, 403, 200, 403, 403, 404, 404, 404]),
    ("POST", "/staff/cases/{reference}/child", &[V, ("given", "Li")],
                                                            [401, 409, 409, 403, 403, 409, 403, 403, 404, 404, 404]),
    ("GET", "/staff/cases/{reference}/messages/{contact}", &[],
                                                            [303, 200, 200, 200, 403, 200, 200, 200, 404, 404, 404]),
    ("POST", "/staff/cases/{reference}/messages/{contact}/drafts", &[("body", "")],
                                                            [401, 200, 200, 200, 403, 200, 200, 200, 404, 404, 404]),
    ("POST", "/staff/cases/{reference}/messages/{contact}/no-answers", &[],
                                                            [401, 303, 303, 303, 403, 303, 303, 303, 404, 404, 404]),
    ("POST", "/staff/cases/{reference}/messages/{contact}", &[("key", "018f4d5e-0000-7000-8000-000000000000"), ("body", "")],
                                                            [401, 422, 422, 422, 403, 422, 422, 422, 404, 404, 404]),
    ("GET", "/staff/cases/{reference}/papers/{paper}", &[], staff(303, 404)),
    ("POST", "/staff/cases/{reference}/status-changes", &[V, ("to", "in_review")],
                                                            [401, 409, 409, 409, 409, 403, 403, 403, 404, 404, 404]),
    ("POST", "/staff/cases/{reference}/priority-changes", &[V, ("priority", "urgent"), ("reason", "x")],
                                                            [401, 409, 409, 403, 403, 403, 403, 403, 404, 404, 404]),
    ("POST", "/staff/cases/{reference}/death-mistakes", &[V], [401, 409, 409, 409, 403, 409, 403, 403, 404, 404, 404]),
    ("POST", "/staff/cases/{reference}/link-replacements", &[V], [401, 409, 409, 403, 403, 409, 403, 403, 404, 404, 404]),
    ("POST", "/staff/cases/{reference}/deaths", &[V],       [401, 409, 409, 409, 403, 409, 403, 403, 404, 404, 404]),
    ("POST", "/staff/cases/{reference}/no-referral-proposals", &[V],
                                                            [401, 409, 409, 409, 409, 403, 403, 403, 404, 404, 404]),
    // the help of that case
    ("GET", "/staff/help", &[],                             [303, 200, 200, 403, 403, 200, 200, 200, 403, 403, 403]),
    ("GET", "/staff/help/{reference}/{kind}", &[],          [303, 200, 200, 404, 404, 200, 404, 200, 404, 404, 404]),
    ("POST", "/staff/help/{reference}/{kind}/takings", &[V],
                                                            [401, 403, 409, 404, 404, 409, 404, 409, 404, 404, 404]),
    ("POST", "/staff/help/{reference}/{kind}/states", &[V, ("state", "looking"), ("next_on", "2026-03-09")],
                                                            [401, 403, 409, 404, 404, 409, 404, 409, 404, 404, 404]),
    // the administrator's part
    ("GET", "/staff/admin", &[],                            [303, 403, 200, 403, 403, 403, 403, 403, 403, 403, 200]),
    ("GET", "/staff/admin/staff", &[],                      [303, 403, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    ("POST", "/staff/admin/staff", &[("staff_name", "x")],        [401, 403, 403, 403, 403, 403, 403, 403, 403, 403, 422]),
    ("GET", "/staff/admin/staff/new", &[],                  [303, 403, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    ("GET", "/staff/admin/staff/{account}", &[],            [303, 403, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    ("POST", "/staff/admin/staff/{account}/changes", &[V, ("role", "intake")],
                                                            [401, 403, 403, 403, 403, 403, 403, 403, 403, 403, 409]),
    ("GET", "/staff/admin/staff/{account}/invitations", &[],
                                                            [303, 403, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    ("POST", "/staff/admin/staff/{account}/invitations", &[V],
                                                            [401, 403, 403, 403, 403, 403, 403, 403, 403, 403, 409]),
    ("GET", "/staff/admin/staff/{account}/disabling", &[],  [303, 403, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    ("POST", "/staff/admin/staff/{account}/disabling", &[V],
                                                            [401, 403, 403, 403, 403, 403, 403, 403, 403, 403, 409]),
    ("GET", "/staff/admin/routing", &[],                    [303, 403, 200, 403, 403, 403, 403, 403, 403, 403, 200]),
    ("POST", "/staff/admin/routing", &[V, ("draft", SOME_RULE)],
                                                            [401, 403, 409, 403, 403, 403, 403, 403, 403, 403, 409]),
    ("POST", "/staff/admin/routing/edits", &[V, ("draft", SOME_RULE), ("act", "off:0")],
                                                            [401, 403, 200, 403, 403, 403, 403, 403, 403, 403, 200]),
    ("GET", "/staff/admin/calendar", &[],                   [303, 403, 200, 403, 403, 403, 403, 403, 403, 403, 200]),
    ("POST", "/staff/admin/calendar", &[V],                 [401, 403, 400, 403, 403, 403, 403, 403, 403, 403, 400]),
    ("POST", "/staff/admin/calendar/edits", &[V, ("act", "back:1")],
                                                            [401, 403, 200, 403, 403, 403, 403, 403, 403, 403, 200]),
    ("GET", "/staff/admin/mail", &[],                       [303, 403, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
    ("POST", "/staff/admin/mail/{mail}/resendings", &[("attempts", "99")],
                                                            [401, 403, 403, 403, 403, 403, 403, 403, 403, 403, 409]),
    ("POST", "/staff/admin/mail/{mail}/set-asides", &[("attempts", "99")],
                                                            [401, 403, 403, 403, 403, 403, 403, 403, 403, 403, 409]),
    // last, because it ends the session
    ("POST", "/staff/sign-out", &[], staff(401, 303)),
];

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
