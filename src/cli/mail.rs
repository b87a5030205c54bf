//! `mail status | drop`: what an operator does with the queue before it is released after a restore (docs/runbook.md).

use clap::Subcommand;
use jiff::Timestamp;

use super::ground::Ground;
use super::say;
use crate::config::Settings;

/// What to do with the mail queue.
#[derive(Debug, Subcommand)]
pub enum MailCommand {
    /// Say how many mails wait, how long the oldest has, and how many were given up.
    Status,
    /// Drop mails that still wait and should have left before a moment, such as 2026-03-02T15:00:00Z.
    Drop {
        /// The moment: usually that of the failure from which you restore.
        #[arg(long)]
        wanted_before: Timestamp,
    },
}

/// Runs the command.
pub async fn run(settings: Settings, command: MailCommand) -> anyhow::Result<()> {
    let ground = Ground::open(&settings).await?;
    let said = act(&ground, command).await;
    ground.close().await?;
    say(&said?)
}

async fn act(ground: &Ground, command: MailCommand) -> anyhow::Result<String> {
    let desk = &ground.desk;
    match command {
        MailCommand::Status => {
            let health = desk.health().await?;
            Ok(format!(
                "{} mails wait, the oldest for {} seconds; {} were given up.",
                health.mail.waiting,
                health.oldest_mail_seconds(),
                health.mail.dead
            ))
        }
        MailCommand::Drop { wanted_before } => {
            let dropped = desk.drop_mail(wanted_before).await?;
            Ok(format!("{dropped} mails were dropped; the rest waits."))
        }
    }
}
