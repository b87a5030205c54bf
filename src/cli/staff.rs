//! `staff add | reset | disable`: accounts from the command line. Passwords are chosen by their person, with a one-time link.

use anyhow::Context as _;
use clap::Subcommand;

use super::ground::Ground;
use super::say;
use crate::config::Settings;
use crate::domain::person::{EmailAddress, PersonName};
use crate::domain::staff::Role;
use crate::support::ids::Token;
use crate::usecases::account::manage_staff::NewStaff;

/// What to do with an account.
#[derive(Debug, Subcommand)]
pub enum StaffCommand {
    /// Add an account and print its one-time link (24 hours).
    Add {
        /// Their e-mail address.
        #[arg(long)]
        email: String,
        /// Their name.
        #[arg(long)]
        name: String,
        /// intake, supervisor, reviewer, coordinator, `social_worker`, insurance, finance, research, privacy or admin.
        #[arg(long)]
        role: String,
        /// A language they speak with families, such as es; may be given several times.
        #[arg(long)]
        speaks: Vec<String>,
        /// They are on call for urgent requests.
        #[arg(long)]
        on_call: bool,
        /// They answer for cases that nobody owns.
        #[arg(long)]
        fallback_owner: bool,
    },
    /// Print a new one-time link for an account; its sessions end.
    Reset {
        /// Their e-mail address.
        #[arg(long)]
        email: String,
    },
    /// Disable an account; its sessions end at once.
    Disable {
        /// Their e-mail address.
        #[arg(long)]
        email: String,
    },
}

/// Runs the command.
pub async fn run(settings: Settings, command: StaffCommand) -> anyhow::Result<()> {
    let ground = Ground::open(&settings).await?;
    let said = act(&ground, &settings, command).await;
    ground.close().await?;
    say(&said?)
}

async fn act(
    ground: &Ground,
    settings: &Settings,
    command: StaffCommand,
) -> anyhow::Result<String> {
    let address = |email: &str| {
        EmailAddress::parse(email)
            .map_err(|_| anyhow::anyhow!("{email:?} is not an e-mail address"))
    };
    match command {
        StaffCommand::Add {
            email,
            name,
            role,
            speaks,
            on_call,
            fallback_owner,
        } => {
            let new = NewStaff {
                name: PersonName::parse(&name)
                    .map_err(|_| anyhow::anyhow!("{name:?} cannot be a name"))?,
                email: address(&email)?,
                role: Role::from_code(&role)
                    .with_context(|| format!("there is no role {role:?}"))?,
                speaks,
                on_call,
                fallback_owner,
            };
            let (_, token) = ground.desk.add_staff(&new).await?;
            Ok(link(settings, &token))
        }
        StaffCommand::Reset { email } => Ok(link(
            settings,
            &ground.desk.reset_staff(&address(&email)?).await?,
        )),
        StaffCommand::Disable { email } => {
            ground.desk.disable_staff(&address(&email)?).await?;
            Ok("The account is disabled and its sessions have ended.".to_owned())
        }
    }
}

fn link(settings: &Settings, token: &Token) -> String {
    format!(
        "Give them this link; it works once, for 24 hours:\n{}/staff/invitations/{}",
        settings.base_url(),
        token.expose()
    )
}
