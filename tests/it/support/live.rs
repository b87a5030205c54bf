//! The whole site on a port of this machine, for real browsers: a database of its own, a clock that is moved by hand,
//! the demo's staff with their passwords, and the mail worker at work into the demo's mailbox. Ends when dropped.

use futures_util::FutureExt as _;
use futures_util::future::{BoxFuture, join_all};
use intake_desk::config::{self, Settings, Surroundings};
use intake_desk::demo::{self, DemoStaff, STAFF};
use intake_desk::domain::staff::{Role, StaffId};
use intake_desk::files::PaperWorker;
use intake_desk::mail::{Composer, MailSettings, MailboxSink, SinkError, Transport, Worker};
use intake_desk::support::clock::Clock;
use intake_desk::support::store::Store;
use intake_desk::usecases::Desk;
use intake_desk::usecases::account::manage_staff::NewStaff;
use intake_desk::web::server::{Server, ServerLimits, listen};
use intake_desk::web::state::DemoSignIn;
use intake_desk::web::{WebState, router};
use jiff::Timestamp;
use jiff::civil::date;
use sqlx::AssertSqlSafe;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::Mutex;
use tokio::task::JoinHandle;
use tokio_util::sync::{CancellationToken, DropGuard};
use uuid::Uuid;

use super::app;
use super::database::{TestDatabase, fresh_database};

/// A running site.
pub struct Live {
    /// The use cases behind it.
    pub desk: Desk,
    /// Its clock: Monday, March 2, 2026, 10 in the morning, until it is moved.
    pub clock: Clock,
    address: String,
    port: u16,
    settings: Settings,
    serving: Mutex<Serving>,
    stop: CancellationToken,
    // Order matters: the site stops before its database goes.
    _stop: DropGuard,
    database: TestDatabase,
}

impl Live {
    /// Opens a site with the demo's staff and no cases.
    pub async fn open() -> Live {
        let live = Self::start(|_| ()).await;
        let mut passwords = Vec::new();
        for person in STAFF {
            let id = add(&live.desk, person).await;
            passwords.push(live.desk.set_demo_password(id, person.password().into()));
        }
        assert!(join_all(passwords).await.iter().all(Result::is_ok));
        live
    }

    /// Opens a site with everything the demo has: its staff and its made-up cases in all states.
    pub async fn with_demo_cases() -> Live {
        let live = Self::start(|_| ()).await;
        assert!(demo::load(&live.desk).await.unwrap());
        live
    }

    /// Opens a site with other settings and with nobody in it but somebody who answers for cases.
    pub async fn bare(change: impl FnOnce(&mut Settings)) -> Live {
        let live = Self::start(change).await;
        let answers = STAFF.iter().find(|person| person.fallback_owner);
        add(&live.desk, answers.unwrap()).await;
        live
    }

    async fn start(change: impl FnOnce(&mut Settings)) -> Live {
        let database = fresh_database().await;
        let listener = listen(SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
        let mut settings = config::load(&Surroundings::default()).unwrap();
        change(&mut settings);
        settings.http.port = listener.local_addr().unwrap().port();
        let clock = Clock::manual(opening(&settings));
        let desk = app::desk(database.pool().clone(), &settings, &clock, Store::memory());
        desk.set_up("demo", &settings.routing.rules).await.unwrap();
        let (address, port) = (settings.base_url(), settings.http.port);
        let stop = CancellationToken::new();
        tokio::spawn(worker(&settings, &desk, &clock).run(stop.clone()));
        let papers = PaperWorker::new(desk.clone(), settings.files.scanner().unwrap());
        tokio::spawn(papers.run(stop.clone()));
        let serving = Mutex::new(serve(&desk, &settings, listener, stop.child_token()));
        Live {
            desk,
            clock,
            address,
            port,
            settings,
            serving,
            stop: stop.clone(),
            _stop: stop.drop_guard(),
            database,
        }
    }

    /// Returns its port on this machine.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Tells it to stop, as an operator would.
    pub fn stop(&self) {
        self.stop.cancel();
    }

    /// Takes the site off its port, as a program that ends does: nobody answers there.
    pub async fn goes_away(&self) {
        let serving = &mut *self.serving.lock().await;
        serving.stop.cancel();
        (&mut serving.task).await.unwrap();
    }

    /// Serves on the same port again, as the next start does.
    pub async fn comes_back(&self) {
        let listener = listen(SocketAddr::from(([127, 0, 0, 1], self.port))).unwrap();
        let stop = self.stop.child_token();
        *self.serving.lock().await = serve(&self.desk, &self.settings, listener, stop);
    }

    /// Returns the whole address of a page.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// Asks the database for one number.
    #[expect(
        clippy::disallowed_methods,
        reason = "a story asks what was stored in its own words"
    )]
    pub async fn count(&self, sql: &str) -> i64 {
        let asked = sqlx::query_scalar(AssertSqlSafe(sql.to_owned()));
        asked.fetch_one(self.database.pool()).await.unwrap()
    }
}

/// What answers on the port.
struct Serving {
    stop: CancellationToken,
    task: JoinHandle<()>,
}

fn serve(
    desk: &Desk,
    settings: &Settings,
    listener: TcpListener,
    stop: CancellationToken,
) -> Serving {
    let limits = ServerLimits::of(settings);
    let state = WebState::new(desk.clone(), settings.clone(), sign_ins());
    let server = Server::new(router(&state), limits);
    let task = tokio::spawn(server.run(listener, stop.clone()));
    Serving { stop, task }
}

fn opening(settings: &Settings) -> Timestamp {
    let zone = settings.zone().unwrap();
    let monday = date(2026, 3, 2).at(10, 0, 0, 0).to_zoned(zone);
    monday.unwrap().timestamp()
}

fn sign_ins() -> Vec<DemoSignIn> {
    let sign_in = |person: &DemoStaff| DemoSignIn {
        email: person.email.to_owned(),
        role: person.role.words(),
        password: person.password(),
    };
    STAFF.iter().map(sign_in).collect()
}

async fn add(desk: &Desk, person: &DemoStaff) -> StaffId {
    let new = NewStaff {
        name: person.person_name().unwrap(),
        email: person.address().unwrap(),
        role: person.role,
        speaks: person
            .speaks
            .iter()
            .map(|code| (*code).to_owned())
            .collect(),
        on_call: person.on_call,
        fallback_owner: person.fallback_owner,
    };
    desk.add_staff(&new).await.unwrap().0
}

/// Returns the first demo person of a role.
pub fn of_role(role: Role) -> &'static DemoStaff {
    STAFF.iter().find(|person| person.role == role).unwrap()
}

fn worker(settings: &Settings, desk: &Desk, clock: &Clock) -> Worker {
    let composer = Composer::new(MailSettings {
        from_name: settings.mail.from_name.clone(),
        from_address: settings.mail.from_address.clone(),
        base_url: settings.base_url(),
        phone: settings.programme.phone.clone(),
        zone: settings.programme.zone.clone(),
    });
    let mailbox = Transport::Mailbox(Arc::new(Mailbox(desk.clone())));
    Worker::new(desk.clone(), composer.unwrap(), mailbox, clock.clone())
}

struct Mailbox(Desk);

impl MailboxSink for Mailbox {
    fn keep(&self, id: Uuid, raw: Vec<u8>) -> BoxFuture<'_, Result<(), SinkError>> {
        async move {
            let raw = String::from_utf8_lossy(&raw);
            Ok(self.0.keep_demo_mail(id, &raw).await?)
        }
        .boxed()
    }
}
