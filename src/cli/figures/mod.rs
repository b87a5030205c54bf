//! Figures for machines, in Prometheus's text form, on a port of their own. Names, labels and values are codes and
//! counts; nothing in them is or names a person. Counted where it happens; what must be asked for is asked at each look.

mod names;

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context as _;
use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;
use metrics::gauge;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::config::Settings;
use crate::usecases::{Desk, Health};
use crate::web::server::{Server, ServerLimits, listen};

/// Upper bounds of times, in seconds: from a page out of memory to the longest a request may take.
const TIMES: [f64; 14] = [
    0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0,
];
/// Upper bounds of how late mails are, up to the moment they are given up.
const DELAYS: [f64; 11] = [
    0.05, 0.1, 0.5, 1.0, 5.0, 30.0, 60.0, 600.0, 3_600.0, 21_600.0, 259_200.0,
];
/// How long a look may wait for the database.
const ASKING: Duration = Duration::from_secs(3);
/// How often what was counted is put in order, looked at or not.
const UPKEEP: Duration = Duration::from_secs(5);

/// The port of the figures, taken but not yet served.
pub struct Figures {
    listener: TcpListener,
    handle: PrometheusHandle,
    limits: ServerLimits,
}

impl Figures {
    /// Begins to count and takes the port; none where the settings want no figures.
    pub fn open(settings: &Settings) -> anyhow::Result<Option<Self>> {
        if !settings.metrics.enabled {
            return Ok(None);
        }
        let listener = take_port(settings)?;
        let handle = count()?;
        let environment = if settings.is_production() {
            "production"
        } else {
            "demo"
        };
        gauge!("intake_build_info", "version" => env!("CARGO_PKG_VERSION"), "environment" => environment)
            .set(1.0);
        Ok(Some(Self {
            listener,
            handle,
            limits: ServerLimits::of(settings).named("metrics"),
        }))
    }

    /// Where they can be read.
    pub fn address(&self) -> anyhow::Result<SocketAddr> {
        Ok(self.listener.local_addr()?)
    }

    /// Serves them until stopped.
    pub async fn run(self, desk: Desk, stop: CancellationToken) {
        let handle = self.handle.clone();
        let upkeep = tokio::spawn(async move {
            let mut every = tokio::time::interval(UPKEEP);
            loop {
                every.tick().await;
                handle.run_upkeep();
            }
        });
        let router = Router::new()
            .route("/metrics", get(show))
            .with_state((desk, self.handle));
        Server::new(router, self.limits)
            .run(self.listener, stop)
            .await;
        upkeep.abort();
    }
}

/// A port that is taken is an error in production; a second demo on one machine takes another.
fn take_port(settings: &Settings) -> anyhow::Result<TcpListener> {
    let section = &settings.metrics;
    let wanted = SocketAddr::from((section.address, section.port));
    match listen(wanted) {
        Err(error)
            if error.kind() == std::io::ErrorKind::AddrInUse && !settings.is_production() =>
        {
            listen(SocketAddr::from((section.address, 0))).context("no port is free for figures")
        }
        taken => taken.with_context(|| {
            format!("cannot listen on {wanted} for figures; metrics.port chooses another port")
        }),
    }
}

fn count() -> anyhow::Result<PrometheusHandle> {
    use metrics_exporter_prometheus::Matcher;
    let handle = PrometheusBuilder::new()
        .set_buckets(&TIMES)
        .and_then(|builder| {
            builder.set_buckets_for_metric(
                Matcher::Full("intake_mail_delay_seconds".to_owned()),
                &DELAYS,
            )
        })
        .and_then(PrometheusBuilder::install_recorder)
        .context("figures cannot be counted")?;
    names::describe();
    Ok(handle)
}

async fn show(State((desk, handle)): State<(Desk, PrometheusHandle)>) -> impl IntoResponse {
    let asked = tokio::time::timeout(ASKING, desk.health()).await;
    match asked {
        Ok(Ok(health)) => set(&health),
        _ => gauge!("intake_database_up").set(0.0),
    }
    let pool = desk.pool();
    let idle = pool.num_idle();
    let busy = usize::try_from(pool.size())
        .unwrap_or_default()
        .saturating_sub(idle);
    gauge!("intake_pool_connections", "state" => "idle").set(number(idle));
    gauge!("intake_pool_connections", "state" => "busy").set(number(busy));
    gauge!("intake_pool_connections_most").set(f64::from(pool.options().get_max_connections()));
    (
        [
            (
                header::CONTENT_TYPE,
                "text/plain; version=0.0.4; charset=utf-8",
            ),
            (header::CACHE_CONTROL, "no-store"),
        ],
        handle.render(),
    )
}

fn set(health: &Health) {
    gauge!("intake_database_up").set(1.0);
    gauge!("intake_database_latency_seconds").set(health.latency.as_secs_f64());
    gauge!("intake_database_missing_migrations").set(number(health.missing_migrations));
    gauge!("intake_clock_ahead_seconds").set(health.clock_ahead.as_secs_f64());
    gauge!("intake_mail_waiting").set(whole(health.mail.waiting));
    gauge!("intake_mail_oldest_seconds").set(whole(health.oldest_mail_seconds()));
    gauge!("intake_mail_dead").set(whole(health.mail.dead));
    gauge!("intake_mail_dead_to_staff").set(whole(health.mail.dead_to_staff));
    gauge!("intake_workers").set(whole(health.workers.alive));
    gauge!("intake_worker_last_beat_seconds")
        .set(health.workers.last_beat_seconds.map_or(-1.0, whole));
}

fn number(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}

fn whole(count: i64) -> f64 {
    i32::try_from(count).map_or(f64::MAX, f64::from)
}
