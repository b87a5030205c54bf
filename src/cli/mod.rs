//! The commands of the binary. Each reads the settings, stands on the same ground (`ground`) and does one thing.

mod figures;
mod ground;
mod mail;
mod post;
mod rounds;
mod seed;
mod serve;
mod staff;
mod supervise;

use std::io::Write as _;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::{Parser, Subcommand};
use secrecy::ExposeSecret as _;

use crate::config::{self, Settings, Surroundings};
use crate::support::postgres::{PrivatePostgres, PrivateSettings, default_state_dir};
use ground::Ground;

/// Referral intake for a relapsed or refractory childhood leukaemia programme.
#[derive(Debug, Parser)]
#[command(
    name = "intake-desk",
    version,
    about,
    after_help = "Settings: config/default.toml, then the file in INTAKE_CONFIG, then INTAKE__SECTION__KEY.\nPORT, INTAKE_STATE and DATABASE_URL are read too."
)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the site, send mail and watch the clocks until stopped.
    Serve,
    /// Send mail and watch the clocks, without the site.
    Worker,
    /// Bring the database up to date and stop.
    Migrate,
    /// Add, reset or disable staff accounts.
    #[command(subcommand)]
    Staff(staff::StaffCommand),
    /// Look at the mail queue, or drop what was sent before a restore.
    #[command(subcommand)]
    Mail(mail::MailCommand),
    /// Load the demo programme: made-up staff and about forty made-up cases.
    Demo,
    /// Fill a demo with made-up cases, for trying it at size. What is there already is kept.
    Seed {
        /// How many made-up cases there are afterwards.
        #[arg(long)]
        cases: u32,
    },
    /// Check that no event is missing from the audit trail.
    VerifyAudit,
    /// Hold a private PostgreSQL for development and print its address.
    DevDb,
}

/// Runs one command.
pub async fn run(cli: Cli) -> anyhow::Result<()> {
    let settings = config::load(&Surroundings::read())?;
    crate::telemetry::start(&settings.log).map_err(anyhow::Error::msg)?;
    match cli.command {
        Command::Serve => Box::pin(serve::serve(settings)).await,
        Command::Worker => serve::worker(settings).await,
        Command::Migrate => {
            Ground::open(&settings).await?.close().await?;
            say("The database is up to date.")
        }
        Command::Staff(command) => staff::run(settings, command).await,
        Command::Mail(command) => mail::run(settings, command).await,
        Command::Demo => load_demo(settings).await,
        Command::Seed { cases } => seed::run(settings, cases).await,
        Command::VerifyAudit => verify_audit(settings).await,
        Command::DevDb => dev_db(settings).await,
    }
}

/// Says something to the person at the terminal.
fn say(text: &str) -> anyhow::Result<()> {
    writeln!(std::io::stdout(), "{text}").context("cannot write to the terminal")
}

async fn load_demo(settings: Settings) -> anyhow::Result<()> {
    anyhow::ensure!(
        !settings.is_production(),
        "the demo programme is refused in production"
    );
    let ground = Ground::open(&settings).await?;
    let loaded = crate::demo::load(&ground.desk).await?;
    ground.close().await?;
    say(if loaded {
        "The demo programme is loaded."
    } else {
        "There are staff already; the demo programme was left out."
    })
}

async fn verify_audit(settings: Settings) -> anyhow::Result<()> {
    let ground = Ground::open(&settings).await?;
    let report = ground.desk.verify_audit().await?;
    ground.close().await?;
    anyhow::ensure!(
        report.holes.is_empty(),
        "{} of {} streams have holes: {}",
        report.holes.len(),
        report.streams,
        report.holes.join(", ")
    );
    say(&format!(
        "{} events in {} streams, none missing.",
        report.events, report.streams
    ))
}

async fn dev_db(settings: Settings) -> anyhow::Result<()> {
    anyhow::ensure!(
        settings.database.url.expose_secret().is_empty(),
        "DATABASE_URL is set: there is nothing to hold"
    );
    let postgres = PrivatePostgres::start(&private_settings(&settings)?).await?;
    say(&postgres.url())?;
    tokio::select! {
        _ = supervise::stop_signal() => {}
        () = postgres.died() => anyhow::bail!("PostgreSQL ended by itself"),
    }
    Ok(postgres.stop().await?)
}

fn private_settings(settings: &Settings) -> anyhow::Result<PrivateSettings> {
    let optional = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let checkout = std::env::current_dir().context("cannot find the present folder")?;
    Ok(PrivateSettings {
        state_dir: default_state_dir(&checkout, settings.state_dir())?,
        bin_dir: optional(&settings.database.bin_dir).map(PathBuf::from),
        account: optional(&settings.database.account),
        database: "intake_desk".to_owned(),
        durable: true,
    })
}
