//! Staff: who they are, what they speak, and the directory that routing reads.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::coded;
use crate::domain::request::HelpKind;

coded! {
    /// What somebody does at the desk; permissions hang on it.
    pub enum Role {
        /// Intake specialist.
        Intake = "intake",
        /// Intake supervisor.
        Supervisor = "supervisor",
        /// Reviewing oncologist.
        Reviewer = "reviewer",
        /// Coordinator of the weekly meeting.
        Coordinator = "coordinator",
        /// Social worker.
        SocialWorker = "social_worker",
        /// Insurance specialist.
        Insurance = "insurance",
        /// Financial liaison.
        Finance = "finance",
        /// Research coordinator.
        Research = "research",
        /// Privacy officer.
        Privacy = "privacy",
        /// Administrator of the system; sees no case.
        Admin = "admin",
    }
}

impl Role {
    /// The English words that staff read.
    pub fn words(self) -> &'static str {
        match self {
            Self::Intake => "Intake specialist",
            Self::Supervisor => "Intake supervisor",
            Self::Reviewer => "Reviewing doctor",
            Self::Coordinator => "Meeting coordinator",
            Self::SocialWorker => "Social worker",
            Self::Insurance => "Insurance specialist",
            Self::Finance => "Financial liaison",
            Self::Research => "Research coordinator",
            Self::Privacy => "Privacy officer",
            Self::Admin => "Administrator",
        }
    }

    /// The kinds of help that this role sees on the list of help; `sees_help` in SQL says the same.
    pub fn sees_help(self) -> &'static [HelpKind] {
        match self {
            Self::Intake | Self::Supervisor => HelpKind::ALL,
            other => other.helps_with(),
        }
    }

    /// The kinds of help whose cases this role sees and hears of.
    pub fn helps_with(self) -> &'static [HelpKind] {
        match self {
            Self::SocialWorker => &[
                HelpKind::Travel,
                HelpKind::Lodging,
                HelpKind::Funding,
                HelpKind::Interpreter,
                HelpKind::Letters,
                HelpKind::Other,
            ],
            Self::Insurance => &[HelpKind::Insurance],
            Self::Finance => &[HelpKind::Funding],
            _ => &[],
        }
    }
}

/// The id of a staff member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct StaffId(pub Uuid);

/// What routing needs to know of a staff member; no name, no address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffFacts {
    /// Who.
    pub id: StaffId,
    /// What they do.
    pub role: Role,
    /// Language codes they speak with families, beside English.
    pub speaks: Vec<String>,
    /// True while they are on call.
    pub on_call: bool,
}

/// How strongly a session was proved. A second factor comes later; the model carries it already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// By password alone.
    Password,
    /// By password and a second factor.
    SecondFactor,
}

impl Strength {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::SecondFactor => "second_factor",
        }
    }

    /// The strength with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Password, Self::SecondFactor]
            .into_iter()
            .find(|strength| strength.code() == code)
    }
}

/// The staff member behind a request, as the session proved it.
#[derive(Debug, Clone)]
pub struct Actor {
    /// Who.
    pub id: StaffId,
    /// What they do.
    pub role: Role,
    /// Their name, for pages only.
    pub name: crate::domain::person::PersonName,
    /// How strongly they signed in.
    pub strength: Strength,
    /// The session's id, for the list of sessions and the audit.
    pub session: Uuid,
    /// The peer's address, for the audit.
    pub address: Option<std::net::IpAddr>,
}
