//! Who hears of a new request: rules as data, applied to the staff directory. Somebody always hears.
//!
//! `check` says what is wrong with an edited set, `dry_run` what it would have done with past requests.

pub mod check;
pub mod dry_run;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::coded;
use crate::domain::notice::{Mail, Notice, Recipient};
use crate::domain::person::SpokenLanguage;
use crate::domain::priority::Priority;
use crate::domain::referral::Source;
use crate::domain::request::HelpKind;
use crate::domain::staff::{Role, StaffFacts, StaffId};

coded! {
    /// Whom a rule sends to.
    pub enum SendTo {
        /// Everybody of a role.
        Role = "role",
        /// Everybody on call.
        OnCall = "on_call",
        /// The fallback owner.
        FallbackOwner = "fallback_owner",
    }
}

/// One rule. An empty list of conditions means any.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoutingRule {
    /// The rule's name; stored on each mail as the reason.
    pub code: String,
    /// Applies to these priorities.
    #[serde(default)]
    pub priorities: BTreeSet<Priority>,
    /// Applies where one of these kinds of help is asked.
    #[serde(default)]
    pub help: BTreeSet<HelpKind>,
    /// Applies where the family speaks one of these.
    #[serde(default)]
    pub languages: BTreeSet<SpokenLanguage>,
    /// Applies to requests that came in one of these ways.
    #[serde(default)]
    pub sources: BTreeSet<Source>,
    /// Whom it sends to.
    pub send_to: SendTo,
    /// The role, where it sends to one.
    #[serde(default)]
    pub role: Option<Role>,
    /// What it sends.
    pub notice: Notice,
    /// Where the family's language is not English: only those who speak it, if there is anybody.
    #[serde(default)]
    pub speakers_first: bool,
    /// False where it is switched off, but kept.
    #[serde(default = "switched_on")]
    pub active: bool,
}

const fn switched_on() -> bool {
    true
}

/// The staff a request can be told to.
#[derive(Debug, Clone)]
pub struct Directory {
    /// Everybody whose account is active.
    pub staff: Vec<StaffFacts>,
    /// Who answers for a case that nobody owns.
    pub fallback_owner: StaffId,
}

/// What routing looks at in a request.
#[derive(Debug, Clone)]
pub struct Facts<'a> {
    /// How urgent.
    pub priority: Priority,
    /// The help asked.
    pub help: &'a BTreeSet<HelpKind>,
    /// Code of the language the family speaks.
    pub spoken: &'a str,
    /// How it came.
    pub source: Source,
}

impl Directory {
    /// Everybody of a role.
    pub fn of_role(&self, role: Role) -> impl Iterator<Item = &StaffFacts> {
        self.staff.iter().filter(move |staff| staff.role == role)
    }

    /// The supervisors, and somebody who may be one of them: each once.
    pub fn supervisors_and(&self, staff: StaffId) -> BTreeSet<StaffId> {
        let supervisors = self.of_role(Role::Supervisor).map(|staff| staff.id);
        supervisors.chain([staff]).collect()
    }

    /// One mail to each of a role.
    pub fn mails_to_role(&self, role: Role, notice: Notice, at: Timestamp) -> Vec<Mail> {
        self.of_role(role)
            .map(|staff| mail_to(staff.id, notice, format!("role:{role}"), at))
            .collect()
    }
}

/// A mail to a staff member. Staff read English.
pub fn mail_to(staff: StaffId, notice: Notice, reason: String, at: Timestamp) -> Mail {
    Mail {
        notice,
        to: Recipient::Staff(staff),
        language: "en".to_owned(),
        reason,
        due_at: at,
    }
}

/// Applies the rules in order: one mail per person and notice, the first rule that names them gives the reason.
/// Where no rule reaches anybody, the fallback owner hears.
pub fn route(
    rules: &[RoutingRule],
    directory: &Directory,
    facts: &Facts<'_>,
    at: Timestamp,
) -> Vec<Mail> {
    let mut mails: Vec<Mail> = Vec::new();
    for rule in rules.iter().filter(|rule| applies(rule, facts)) {
        for staff in recipients(rule, directory, facts) {
            let told = mails
                .iter()
                .any(|mail| mail.to == Recipient::Staff(staff) && mail.notice == rule.notice);
            if !told {
                mails.push(mail_to(
                    staff,
                    rule.notice,
                    format!("rule:{}", rule.code),
                    at,
                ));
            }
        }
    }
    if !mails
        .iter()
        .any(|mail| mail.to == Recipient::Staff(directory.fallback_owner))
    {
        mails.push(mail_to(
            directory.fallback_owner,
            Notice::IntakeNewRequest,
            "fallback_owner".to_owned(),
            at,
        ));
    }
    mails
}

fn applies(rule: &RoutingRule, facts: &Facts<'_>) -> bool {
    let speaks = |language: &SpokenLanguage| language.code() == facts.spoken;
    rule.active
        && (rule.priorities.is_empty() || rule.priorities.contains(&facts.priority))
        && (rule.help.is_empty() || !rule.help.is_disjoint(facts.help))
        && (rule.languages.is_empty() || rule.languages.iter().any(speaks))
        && (rule.sources.is_empty() || rule.sources.contains(&facts.source))
}

fn recipients(rule: &RoutingRule, directory: &Directory, facts: &Facts<'_>) -> Vec<StaffId> {
    let all: Vec<&StaffFacts> = match rule.send_to {
        SendTo::Role => directory
            .staff
            .iter()
            .filter(|staff| Some(staff.role) == rule.role)
            .collect(),
        SendTo::OnCall => directory
            .staff
            .iter()
            .filter(|staff| staff.on_call)
            .collect(),
        SendTo::FallbackOwner => return vec![directory.fallback_owner],
    };
    let speakers: Vec<StaffId> = all
        .iter()
        .filter(|staff| staff.speaks.iter().any(|code| code == facts.spoken))
        .map(|staff| staff.id)
        .collect();
    if rule.speakers_first && facts.spoken != "en" && !speakers.is_empty() {
        return speakers;
    }
    all.into_iter().map(|staff| staff.id).collect()
}
