//! The whole site without a network: a database of its own, a clock that is moved by hand, one person who answers,
//! and visitors whose browsers keep cookies and follow what a page says.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use intake_desk::config::{self, Settings, Surroundings};
use intake_desk::db::Vault;
use intake_desk::domain::person::{EmailAddress, PersonName};
use intake_desk::domain::staff::{Actor, Role, StaffId, Strength};
use intake_desk::support::clock::Clock;
use intake_desk::support::ids::random_id;
use intake_desk::support::seal::{Key, Keyring};
use intake_desk::usecases::account::manage_staff::NewStaff;
use intake_desk::usecases::{Desk, DeskSettings};
use intake_desk::web::{WebState, router};
use jiff::SignedDuration;
use jiff::civil::date;
use scraper::{Html, Selector};
use std::collections::BTreeMap;
use tower::ServiceExt as _;

use super::database::{TestDatabase, fresh_database};

/// A site of one's own.
pub struct Site {
    /// The use cases behind it.
    pub desk: Desk,
    /// Its clock: Monday, March 2, 2026, 10 in the morning, until it is moved.
    pub clock: Clock,
    /// The intake specialist who answers.
    pub intake: Actor,
    router: Router,
    _database: TestDatabase,
}

/// What a browser got.
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// Where it sends the browser; empty where it does not.
    pub location: String,
    /// The page.
    pub text: String,
}

/// A browser with its cookies.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
}

impl Site {
    /// Opens the demo programme's site with one intake specialist and no cases.
    pub async fn open() -> Site {
        let database = fresh_database().await;
        let settings = config::load(&Surroundings::default()).unwrap();
        let opening = date(2026, 3, 2)
            .at(10, 0, 0, 0)
            .to_zoned(settings.zone().unwrap())
            .unwrap();
        let clock = Clock::manual(opening.timestamp());
        let desk = desk(&settings, &database, &clock);
        desk.set_up(&settings.routing.rules).await.unwrap();
        let (id, _) = desk.add_staff(&somebody()).await.unwrap();
        let router = router(&WebState::new(desk.clone(), settings, Vec::new()));
        Site {
            desk,
            clock,
            intake: actor(id),
            router,
            _database: database,
        }
    }

    /// Returns a browser that has never been here.
    pub fn browser(&self) -> Browser {
        Browser {
            router: self.router.clone(),
            cookies: BTreeMap::new(),
        }
    }
}

pub(super) fn desk(settings: &Settings, database: &TestDatabase, clock: &Clock) -> Desk {
    let keyring = Keyring::new(BTreeMap::from([(1, Key::fresh())]), Key::fresh()).unwrap();
    let desk_settings = DeskSettings {
        reference_prefix: settings.programme.reference_prefix.clone(),
        draft_days: i64::from(settings.limits.draft_days),
        session_idle: SignedDuration::from_mins(15),
        session_total: SignedDuration::from_hours(12),
        sessions_most: 5,
        context_words: Vec::new(),
    };
    let rules = settings.clock_rules().unwrap();
    Desk::new(
        database.pool().clone(),
        clock.clone(),
        Vault::new(keyring),
        rules,
        desk_settings,
    )
}

fn somebody() -> NewStaff {
    NewStaff {
        name: PersonName::parse("Jordan Rivera").unwrap(),
        email: EmailAddress::parse("intake@riverside.example.org").unwrap(),
        role: Role::Intake,
        speaks: vec!["es".to_owned()],
        on_call: true,
        fallback_owner: true,
    }
}

fn actor(id: StaffId) -> Actor {
    Actor {
        id,
        role: Role::Intake,
        name: somebody().name,
        strength: Strength::Password,
        session: random_id(),
        address: None,
    }
}

impl Browser {
    /// Opens a page. A fragment stays in the browser, as in life.
    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(page_of(path)).body(Body::empty()).unwrap())
            .await
    }

    /// Sends a form.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = serde_html_form::to_string(fields).unwrap();
        let request = Request::post(page_of(path))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(body))
            .unwrap();
        self.send(request).await
    }

    /// Fills in the one form of a page and sends it to where the page says; hidden fields go along.
    pub async fn answer(&mut self, page: &Answer, fields: &[(&str, &str)]) -> Answer {
        let hidden = page.all("form input[type=hidden]", |input| {
            let read = |name| input.attr(name).unwrap_or_default().to_owned();
            (read("name"), read("value"))
        });
        let action = page.one("form", |form| {
            form.attr("action").unwrap_or_default().to_owned()
        });
        let all: Vec<(&str, &str)> = hidden
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .chain(fields.iter().copied())
            .collect();
        self.post(&action, &all).await
    }

    async fn send(&mut self, mut request: Request<Body>) -> Answer {
        if !self.cookies.is_empty() {
            let pairs: Vec<String> = self
                .cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            request
                .headers_mut()
                .insert(header::COOKIE, pairs.join("; ").parse().unwrap());
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let location = response.headers().get(header::LOCATION);
        let location = location
            .map_or("", |value| value.to_str().unwrap())
            .to_owned();
        let status = response.status();
        let bytes = to_bytes(response.into_body(), 1 << 24).await.unwrap();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        Answer {
            status,
            location,
            text,
        }
    }
}

fn page_of(path: &str) -> &str {
    path.split('#').next().unwrap_or_default()
}

impl Answer {
    /// Reads something from every element that a selector finds.
    pub fn all<T>(&self, css: &str, read: impl Fn(scraper::ElementRef<'_>) -> T) -> Vec<T> {
        let html = Html::parse_document(&self.text);
        let selector = Selector::parse(css).unwrap();
        html.select(&selector).map(read).collect()
    }

    /// Reads something from the first element that a selector finds.
    pub fn one<T>(&self, css: &str, read: impl Fn(scraper::ElementRef<'_>) -> T) -> T {
        let found = self.all(css, read).into_iter().next();
        found.unwrap_or_else(|| panic!("no {css} on a page of status {}", self.status))
    }

    /// The text of the first element that a selector finds.
    pub fn words(&self, css: &str) -> String {
        self.one(css, |element| {
            element.text().collect::<String>().trim().to_owned()
        })
    }
}
