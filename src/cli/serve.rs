//! `serve` and `worker`: the site, the mail worker, the clock's rounds and the figures, under one supervisor (`supervise`).

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context as _;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::figures::Figures;
use super::ground::Ground;
use super::post::mail_worker;
use super::rounds::rounds;
use super::say;
use super::supervise::watch;
use crate::config::Settings;
use crate::files::PaperWorker;
use crate::mail::Worker;
use crate::usecases::Desk;
use crate::web::server::{Server, ServerLimits, descriptors, listen};
use crate::web::state::DemoSignIn;
use crate::web::{WebState, router};

/// How often addresses that were counted are forgotten.
const FORGET: Duration = Duration::from_secs(15);
/// What the parts get beyond the limit for requests in hand before they are cut off.
const MARGIN: Duration = Duration::from_secs(2);
/// Descriptors that are not connections: database, mail, files.
const OTHER_DESCRIPTORS: u64 = 200;

/// Serves until stopped.
pub async fn serve(mut settings: Settings) -> anyhow::Result<()> {
    let listener = listen(SocketAddr::from((
        settings.http.address,
        settings.http.port,
    )))
    .with_context(|| {
        format!(
            "cannot listen on {}:{}; PORT chooses another port",
            settings.http.address, settings.http.port
        )
    })?;
    settings.http.port = listener.local_addr()?.port();
    make_room_for_connections(&mut settings);
    let figures = Figures::open(&settings)?;
    let ground = Ground::open(&settings).await?;
    let result = serve_on(&ground, settings, listener, figures).await;
    end(ground, result).await
}

async fn serve_on(
    ground: &Ground,
    settings: Settings,
    listener: TcpListener,
    figures: Option<Figures>,
) -> anyhow::Result<()> {
    let desk = &ground.desk;
    let worker = mail_worker(desk, &settings)?;
    let papers = paper_worker(desk, &settings)?;
    let demo_staff = if settings.is_production() {
        Vec::new()
    } else {
        load_demo(desk, &worker).await?
    };
    let figures_at = figures.as_ref().map(Figures::address).transpose()?;
    let greeting = greeting(&settings, figures_at);
    let limits = ServerLimits::of(&settings);
    let grace = limits.stop + MARGIN;
    tell_start("serve", &settings, Some(listener.local_addr()?), figures_at);
    let state = WebState::new(desk.clone(), settings, demo_staff);
    let stop = CancellationToken::new();
    let mut parts = JoinSet::new();
    parts.spawn(run_site(listener, state, limits, stop.clone()));
    parts.spawn(worker.run(stop.clone()));
    parts.spawn(rounds(desk.clone(), stop.clone()));
    parts.spawn(papers.run(stop.clone()));
    if let Some(figures) = figures {
        parts.spawn(figures.run(desk.clone(), stop.clone()));
    }
    say(&greeting)?;
    watch(ground, parts, stop, grace).await
}

/// Sends mail and watches the clocks until stopped.
pub async fn worker(settings: Settings) -> anyhow::Result<()> {
    let figures = Figures::open(&settings)?;
    let ground = Ground::open(&settings).await?;
    let result = work_on(&ground, &settings, figures).await;
    end(ground, result).await
}

async fn work_on(
    ground: &Ground,
    settings: &Settings,
    figures: Option<Figures>,
) -> anyhow::Result<()> {
    let figures_at = figures.as_ref().map(Figures::address).transpose()?;
    tell_start("worker", settings, None, figures_at);
    let stop = CancellationToken::new();
    let mut parts = JoinSet::new();
    parts.spawn(mail_worker(&ground.desk, settings)?.run(stop.clone()));
    parts.spawn(paper_worker(&ground.desk, settings)?.run(stop.clone()));
    parts.spawn(rounds(ground.desk.clone(), stop.clone()));
    if let Some(figures) = figures {
        parts.spawn(figures.run(ground.desk.clone(), stop.clone()));
    }
    say("The worker runs. Ctrl-C stops it.")?;
    let grace = Duration::from_secs(settings.connections.stop_seconds) + MARGIN;
    watch(ground, parts, stop, grace).await
}

fn paper_worker(desk: &Desk, settings: &Settings) -> anyhow::Result<PaperWorker> {
    let scanner = settings
        .files
        .scanner()
        .context("files.scanner names no scanner")?;
    Ok(PaperWorker::new(desk.clone(), scanner))
}

async fn end(ground: Ground, result: anyhow::Result<()>) -> anyhow::Result<()> {
    let closed = ground.close().await;
    if result.is_ok() && closed.is_ok() {
        tracing::info!("stopped");
    }
    result.and(closed)
}

/// A connection is a descriptor: where the system gives fewer than the settings hope for, there are fewer connections.
fn make_room_for_connections(settings: &mut Settings) {
    let most = descriptors().saturating_sub(OTHER_DESCRIPTORS).max(16);
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let section = &mut settings.connections;
    if section.most > most {
        tracing::warn!(
            most,
            wanted = section.most,
            "the system's limit on open files allows fewer connections than connections.most"
        );
        section.most = most;
        section.most_per_address = section.most_per_address.min(most);
    }
}

fn tell_start(
    command: &str,
    settings: &Settings,
    site: Option<SocketAddr>,
    figures: Option<SocketAddr>,
) {
    tracing::info!(
        command,
        version = env!("CARGO_PKG_VERSION"),
        environment = if settings.is_production() {
            "production"
        } else {
            "demo"
        },
        site = site.map(|address| address.to_string()),
        figures = figures.map(|address| address.to_string()),
        mail = if settings.mail.paused {
            "held"
        } else {
            "leaves"
        },
        "started"
    );
}

/// Loads the demo and sends its last mails, so that the greeting is the last word on the terminal.
async fn load_demo(desk: &Desk, worker: &Worker) -> anyhow::Result<Vec<DemoSignIn>> {
    if crate::demo::load(desk)
        .await
        .context("the demo programme could not be loaded")?
    {
        worker.run_once().await?;
    }
    Ok(crate::demo::STAFF
        .iter()
        .map(|staff| DemoSignIn {
            email: staff.email.to_owned(),
            role: staff.role.words(),
            password: staff.password(),
        })
        .collect())
}

async fn run_site(
    listener: TcpListener,
    state: WebState,
    limits: ServerLimits,
    stop: CancellationToken,
) {
    let counted = state.clone();
    let forgetting = tokio::spawn(async move {
        let mut tick = tokio::time::interval(FORGET);
        loop {
            tick.tick().await;
            counted.forget_addresses();
        }
    });
    Server::new(router(&state), limits)
        .run(listener, stop)
        .await;
    forgetting.abort();
}

fn greeting(settings: &Settings, figures: Option<SocketAddr>) -> String {
    let url = settings.base_url();
    if settings.is_production() {
        return format!("Intake Desk serves {url}. Ctrl-C or SIGTERM stops it.");
    }
    let figures = figures.map_or(String::new(), |address| {
        format!("    Figures    http://{address}/metrics\n")
    });
    format!(
        "\n  Intake Desk (demo) is ready.\n\n    Families   {url}\n    Staff      {url}/staff   (the sign-in page lists the demo staff and their passwords)\n    Mail       {url}/dev/mail\n{figures}\n  Ctrl-C stops everything.\n"
    )
}
