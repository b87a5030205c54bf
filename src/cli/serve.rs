//! `serve` and `worker`: the site, the mail worker and the clock's rounds under one supervisor. If one ends, all end.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::ground::Ground;
use super::say;
use crate::config::{MailTransport, Settings, SmtpTlsName};
use crate::mail::{
    Composer, MailSettings, MailboxSink, SinkError, SmtpSettings, SmtpTls, SmtpTransport,
    Transport, Worker,
};
use crate::usecases::Desk;
use crate::web::state::DemoSignIn;
use crate::web::{WebState, router};

/// How often promises are looked at.
const ROUND: Duration = Duration::from_secs(15);
/// How often a process looks whether the calendar has changed.
const FOLLOW: Duration = Duration::from_secs(5);
/// How often what has expired is forgotten.
const PURGE: Duration = Duration::from_hours(1);
/// How long requests in hand may take after the signal to stop.
const GRACE: Duration = Duration::from_secs(30);

/// Serves until stopped.
pub async fn serve(mut settings: Settings) -> anyhow::Result<()> {
    let listener = TcpListener::bind((settings.http.address, settings.http.port))
        .await
        .with_context(|| {
            format!(
                "cannot listen on {}:{}; PORT chooses another port",
                settings.http.address, settings.http.port
            )
        })?;
    settings.http.port = listener.local_addr()?.port();
    let ground = Ground::open(&settings).await?;
    let result = serve_on(&ground, settings, listener).await;
    ground.close().await?;
    result
}

async fn serve_on(
    ground: &Ground,
    settings: Settings,
    listener: TcpListener,
) -> anyhow::Result<()> {
    let desk = &ground.desk;
    let worker = mail_worker(desk, &settings)?;
    let demo_staff = if settings.is_production() {
        Vec::new()
    } else {
        load_demo(desk, &worker).await?
    };
    let greeting = greeting(&settings);
    let state = WebState::new(desk.clone(), settings, demo_staff);
    let stop = CancellationToken::new();
    let mut parts = JoinSet::new();
    parts.spawn(run_site(listener, state, stop.clone()));
    parts.spawn(worker.run(stop.clone()));
    parts.spawn(rounds(desk.clone(), stop.clone()));
    say(&greeting)?;
    watch(ground, parts, stop).await
}

/// Waits for the signal to stop. Where a part ends by itself, or PostgreSQL does, all end, and that is an error.
async fn watch(
    ground: &Ground,
    mut parts: JoinSet<()>,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let ended = tokio::select! {
        () = stop_signal() => Ok(()),
        () = died(ground) => Err(anyhow::anyhow!("PostgreSQL ended by itself; start again to recover")),
        _ = parts.join_next() => Err(anyhow::anyhow!("a part of the program ended by itself")),
    };
    stop.cancel();
    let all = async { while parts.join_next().await.is_some() {} };
    if tokio::time::timeout(GRACE, all).await.is_err() {
        tracing::warn!("a part of the program did not stop in time");
    }
    ended
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

/// Sends mail and watches the clocks until stopped.
pub async fn worker(settings: Settings) -> anyhow::Result<()> {
    let ground = Ground::open(&settings).await?;
    let stop = CancellationToken::new();
    let mut parts = JoinSet::new();
    parts.spawn(mail_worker(&ground.desk, &settings)?.run(stop.clone()));
    parts.spawn(rounds(ground.desk.clone(), stop.clone()));
    say("The worker runs. Ctrl-C stops it.")?;
    let ended = watch(&ground, parts, stop).await;
    ground.close().await?;
    ended
}

async fn run_site(listener: TcpListener, state: WebState, stop: CancellationToken) {
    let limits = state.clone();
    let forgetting = tokio::spawn(async move {
        let mut tick = tokio::time::interval(ROUND);
        loop {
            tick.tick().await;
            limits.forget_addresses();
        }
    });
    let service = router(&state).into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, service)
        .with_graceful_shutdown(stop.clone().cancelled_owned())
        .await;
    if let Err(error) = served {
        tracing::error!(%error, "the site ended");
    }
    forgetting.abort();
    stop.cancel();
}

/// Raises what is overdue, follows the calendar and forgets what has expired, until stopped. A database that is away is waited for.
async fn rounds(desk: Desk, stop: CancellationToken) {
    let mut look = tokio::time::interval(ROUND);
    let mut follow = tokio::time::interval(FOLLOW);
    let mut purge = tokio::time::interval(PURGE);
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = look.tick() => match desk.raise_overdue().await {
                Ok(0) => {}
                Ok(raised) => tracing::info!(raised, "promises were missed and raised"),
                Err(error) => tracing::warn!(%error, "promises could not be looked at"),
            },
            _ = follow.tick() => match desk.follow_calendar().await {
                Ok(false) => {}
                Ok(true) => tracing::info!("a new calendar is in use"),
                Err(error) => tracing::warn!(%error, "the calendar could not be looked at"),
            },
            _ = purge.tick() => if let Err(error) = desk.purge_expired().await {
                tracing::warn!(%error, "what has expired could not be forgotten");
            },
        }
    }
}

async fn died(ground: &Ground) {
    match &ground.postgres {
        Some(postgres) => postgres.died().await,
        None => std::future::pending().await,
    }
}

/// Resolves on Ctrl-C or SIGTERM.
pub async fn stop_signal() {
    let (Ok(mut interrupt), Ok(mut terminate)) = (
        signal(SignalKind::interrupt()),
        signal(SignalKind::terminate()),
    ) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
}

fn mail_worker(desk: &Desk, settings: &Settings) -> anyhow::Result<Worker> {
    let composer = Composer::new(MailSettings {
        from_name: settings.mail.from_name.clone(),
        from_address: settings.mail.from_address.clone(),
        base_url: settings.base_url(),
        family_page: "family/sent".to_owned(),
        phone: settings.programme.phone.clone(),
        zone: settings.programme.zone.clone(),
    })?;
    let transport = match settings.mail.transport {
        MailTransport::Mailbox => Transport::Mailbox(Arc::new(Mailbox(desk.clone()))),
        MailTransport::Smtp => Transport::Smtp(SmtpTransport::new(
            &smtp(settings),
            settings.is_production(),
        )?),
    };
    Ok(Worker::new(
        desk.clone(),
        composer,
        transport,
        desk.clock().clone(),
    ))
}

fn smtp(settings: &Settings) -> SmtpSettings {
    let section = &settings.mail.smtp;
    let account = !section.username.is_empty();
    SmtpSettings {
        host: section.host.clone(),
        port: (section.port != 0).then_some(section.port),
        tls: match section.tls {
            SmtpTlsName::Required => SmtpTls::Required,
            SmtpTlsName::Starttls => SmtpTls::Starttls,
            SmtpTlsName::None => SmtpTls::None,
        },
        username: account.then(|| section.username.clone()),
        password: account.then(|| section.password.clone()),
    }
}

/// The demo's mailbox as a way out for mail.
struct Mailbox(Desk);

impl MailboxSink for Mailbox {
    fn keep(&self, id: Uuid, raw: Vec<u8>) -> BoxFuture<'_, Result<(), SinkError>> {
        async move {
            self.0
                .keep_demo_mail(id, &String::from_utf8_lossy(&raw))
                .await?;
            Ok(())
        }
        .boxed()
    }
}

fn greeting(settings: &Settings) -> String {
    let url = settings.base_url();
    if settings.is_production() {
        return format!("Intake Desk serves {url}. Ctrl-C or SIGTERM stops it.");
    }
    format!(
        "\n  Intake Desk (demo) is ready.\n\n    Families   {url}\n    Staff      {url}/staff   (the sign-in page lists the demo staff and their passwords)\n    Mail       {url}/dev/mail\n\n  Ctrl-C stops everything.\n"
    )
}
