//! The whole desk without a network: a database of its own, a clock that is moved by hand, the demo's staff, and the
//! real worker with a list instead of a relay. At the end nothing may have been said that names anybody.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use axum::Router;
use intake_desk::config::{self, Settings, Surroundings};
use intake_desk::db::Vault;
use intake_desk::demo::{DemoStaff, STAFF};
use intake_desk::domain::staff::{Actor, StaffId, Strength};
use intake_desk::support::clock::Clock;
use intake_desk::support::ids::random_id;
use intake_desk::support::seal::{Key, Keyring};
use intake_desk::support::store::Store;
use intake_desk::usecases::account::manage_staff::NewStaff;
use intake_desk::usecases::{Desk, DeskSettings};
use intake_desk::web::{WebState, router};
use jiff::civil::{DateTime, datetime};
use jiff::{SignedDuration, Timestamp};
use sqlx::postgres::PgPoolOptions;

use super::builders::SentRequest;
use super::client::{Browser, Page};
use super::database::{TestDatabase, fresh_database};
use super::logs;
use super::mailbox::Mailbox;
use super::rows::Rows;

/// What everybody of the story signs in with.
pub const PASSWORD: &str = "granite lantern of a quiet meadow";
const DOMAIN: &str = "riverside.example.org";

/// A desk of one's own.
pub struct App {
    /// The use cases.
    pub desk: Desk,
    /// The clock: Monday, March 2, 2026, 10 in the morning in New York, until it is moved.
    pub clock: Clock,
    /// The settings it runs with.
    pub settings: Settings,
    /// The rows, from outside.
    pub rows: Rows,
    /// What was sent.
    pub mail: Mailbox,
    /// Where the bytes of papers lie.
    pub store: Store,
    /// Its database.
    pub database: TestDatabase,
    staff: BTreeMap<&'static str, StaffId>,
    router: Router,
}

impl App {
    /// Opens the demo programme with its staff and no cases.
    pub async fn start() -> Self {
        Self::start_with(|_| ()).await
    }

    /// The same with other settings.
    pub async fn start_with(change: impl FnOnce(&mut Settings)) -> Self {
        logs::watch();
        let database = fresh_database().await;
        let mut settings = config::load(&Surroundings::default()).unwrap();
        change(&mut settings);
        let clock = Clock::manual(local(&settings, datetime(2026, 3, 2, 10, 0, 0, 0)));
        let store = Store::memory();
        let desk = desk(database.pool().clone(), &settings, &clock, store.clone());
        desk.set_up("demo", &settings.routing.rules).await.unwrap();
        let state = WebState::new(desk.clone(), settings.clone(), Vec::new());
        let mut app = Self {
            rows: Rows::of(database.pool()),
            mail: Mailbox::open(&desk, &settings),
            router: router(&state),
            staff: BTreeMap::new(),
            desk,
            clock,
            settings,
            store,
            database,
        };
        app.add_staff().await;
        app
    }

    async fn add_staff(&mut self) {
        for member in STAFF {
            let (id, _) = self.desk.add_staff(&new_staff(member)).await.unwrap();
            self.staff.insert(account_of(member.email), id);
        }
        let hash = password_hash(self).await;
        let known =
            format!("UPDATE staff SET password_hash = '{hash}', password_changed_at = created_at");
        self.rows.run(&known).await.unwrap();
    }

    /// A second process on the same database: its own pool, the same keys and clock.
    pub fn second_desk(&self) -> Desk {
        let pool = PgPoolOptions::new().max_connections(5);
        let pool = pool.connect_lazy_with(self.database.options());
        desk(pool, &self.settings, &self.clock, self.store.clone())
    }

    /// The id of somebody: `intake`, `supervisor`, `social2`.
    pub fn staff(&self, account: &str) -> StaffId {
        self.staff[account]
    }

    /// Somebody who has signed in, for use cases without a page.
    pub fn actor(&self, account: &str) -> Actor {
        let member = STAFF
            .iter()
            .find(|member| account_of(member.email) == account);
        let member = member.expect("somebody of the demo");
        Actor {
            id: self.staff(account),
            role: member.role,
            name: member.person_name().unwrap(),
            strength: Strength::Password,
            session: random_id(),
            address: None,
        }
    }

    /// Whose id this is.
    pub fn account_of(&self, id: &str) -> &'static str {
        let found = self
            .staff
            .iter()
            .find(|(_, staff)| staff.0.to_string() == id);
        found.map_or("somebody else", |(account, _)| account)
    }

    /// A browser that has never been here.
    pub fn browser(&self) -> Browser {
        Browser::new(&self.router)
    }

    /// The browser that sent a request.
    pub fn browser_of(&self, sent: &SentRequest) -> Browser {
        let mut browser = self.browser();
        let receipt = sent.receipt.expose().to_owned();
        browser.cookies.insert("intake-receipt".to_owned(), receipt);
        browser
    }

    /// Signs somebody in, by the page: `intake`, `supervisor`, `social2`.
    pub async fn sign_in(&self, account: &str) -> Browser {
        let mut browser = self.browser();
        let page = sign_in_at(&mut browser, account, PASSWORD).await;
        assert_eq!(page.status, 303, "{account}: {}", page.text);
        browser
    }

    /// Moves the clock.
    pub fn tick(&self, minutes: i64) {
        self.clock.advance(SignedDuration::from_mins(minutes));
    }

    /// Puts the clock at a wall-clock time of the programme.
    pub fn set_clock(&self, wall: DateTime) {
        self.clock.set(local(&self.settings, wall));
    }

    /// Sends what is due; returns how many mails were settled.
    pub async fn deliver_mail(&self) -> usize {
        self.mail.deliver().await
    }

    /// The clock's round: raises what has run out.
    pub async fn raise_overdue(&self) -> usize {
        self.desk.raise_overdue().await.unwrap()
    }

    /// A column of a case, as text; empty where it is absent.
    pub async fn case(&self, sent: &SentRequest, column: &str) -> String {
        let of = format!("FROM referrals WHERE reference = '{}'", sent.reference);
        let text = format!("SELECT coalesce(({column})::text, '') {of}");
        self.rows.text(&text).await
    }

    /// A moment of a case.
    pub async fn case_moment(&self, sent: &SentRequest, column: &str) -> Timestamp {
        let iso =
            format!("to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')");
        self.case(sent, &iso).await.parse().unwrap()
    }
}

/// Signs in by the page.
pub async fn sign_in_at(browser: &mut Browser, account: &str, password: &str) -> Page {
    let email = format!("{account}@{DOMAIN}");
    let fields = [("email", email.as_str()), ("password", password)];
    browser.post("/staff/sign-in", &fields).await
}

/// A moment that people at the programme call so.
pub fn local(settings: &Settings, wall: DateTime) -> Timestamp {
    wall.to_zoned(settings.zone().unwrap()).unwrap().timestamp()
}

impl Drop for App {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let leaked = logs::leaked();
        assert!(leaked.is_empty(), "a log names somebody: {leaked:?}");
        let named = self.mail.naming_somebody();
        assert!(named.is_empty(), "a mail names somebody: {named:?}");
    }
}

fn account_of(email: &'static str) -> &'static str {
    email.split('@').next().unwrap_or_default()
}

fn new_staff(member: &DemoStaff) -> NewStaff {
    NewStaff {
        name: member.person_name().unwrap(),
        email: member.address().unwrap(),
        role: member.role,
        speaks: member
            .speaks
            .iter()
            .map(|code| (*code).to_owned())
            .collect(),
        on_call: member.on_call,
        fallback_owner: member.fallback_owner,
    }
}

/// The hash of [`PASSWORD`], made once per process: hashing is slow on purpose.
async fn password_hash(app: &App) -> String {
    static HASH: OnceLock<String> = OnceLock::new();
    if let Some(hash) = HASH.get() {
        return hash.clone();
    }
    let admin = app.staff("admin");
    app.desk
        .set_demo_password(admin, PASSWORD.into())
        .await
        .unwrap();
    let hash = "SELECT password_hash FROM staff WHERE password_hash IS NOT NULL";
    let hash = app.rows.text(hash).await;
    HASH.get_or_init(|| hash).clone()
}

/// A desk on a database that `set_up` has not seen yet.
pub fn desk(pool: sqlx::PgPool, settings: &Settings, clock: &Clock, store: Store) -> Desk {
    let key = |byte| Key::from_bytes(&[byte; 32]).unwrap();
    let keyring = Keyring::new(BTreeMap::from([(1, key(7))]), key(8)).unwrap();
    let desk_settings = DeskSettings {
        reference_prefix: settings.programme.reference_prefix.clone(),
        draft_days: i64::from(settings.limits.draft_days),
        session_idle: SignedDuration::from_mins(i64::from(settings.staff.session_idle_minutes)),
        session_total: SignedDuration::from_hours(i64::from(settings.staff.session_total_hours)),
        sessions_most: i64::from(settings.staff.sessions_most),
        context_words: Vec::new(),
    };
    let rules = settings.clock_rules().unwrap();
    Desk::new(
        pool,
        clock.clone(),
        Vault::new(keyring),
        rules,
        desk_settings,
        store,
    )
}
