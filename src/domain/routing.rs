//! Who hears of a new request: rules as data, applied to the staff directory. Somebody always hears.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::coded;
use crate::domain::notice::{Mail, Notice, Recipient};
use crate::domain::priority::Priority;
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
}

impl Directory {
    /// Everybody of a role.
    pub fn of_role(&self, role: Role) -> impl Iterator<Item = &StaffFacts> {
        self.staff.iter().filter(move |staff| staff.role == role)
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
    (rule.priorities.is_empty() || rule.priorities.contains(&facts.priority))
        && (rule.help.is_empty() || !rule.help.is_disjoint(facts.help))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::support::ids::fresh_id;

    fn person(role: Role, speaks: &[&str], on_call: bool) -> StaffFacts {
        StaffFacts {
            id: StaffId(fresh_id()),
            role,
            speaks: speaks.iter().map(|code| (*code).to_owned()).collect(),
            on_call,
        }
    }

    fn rule(code: &str, send_to: SendTo, role: Option<Role>, notice: Notice) -> RoutingRule {
        RoutingRule {
            code: code.to_owned(),
            priorities: BTreeSet::new(),
            help: BTreeSet::new(),
            send_to,
            role,
            notice,
            speakers_first: true,
        }
    }

    fn directory() -> Directory {
        let staff = vec![
            person(Role::Intake, &[], false),
            person(Role::Intake, &["es"], false),
            person(Role::Supervisor, &[], true),
            person(Role::SocialWorker, &[], false),
        ];
        Directory {
            fallback_owner: staff[2].id,
            staff,
        }
    }

    fn told(mails: &[Mail], staff: &StaffFacts) -> bool {
        mails
            .iter()
            .any(|mail| mail.to == Recipient::Staff(staff.id))
    }

    #[test]
    fn spanish_goes_first_to_people_who_speak_it_and_always_to_the_fallback_owner() {
        let directory = directory();
        let rules = [rule(
            "intake-team",
            SendTo::Role,
            Some(Role::Intake),
            Notice::IntakeNewRequest,
        )];
        let none = BTreeSet::new();
        let facts = Facts {
            priority: Priority::Standard,
            help: &none,
            spoken: "es",
        };
        let mails = route(&rules, &directory, &facts, Timestamp::UNIX_EPOCH);
        assert!(
            !told(&mails, &directory.staff[0])
                && told(&mails, &directory.staff[1])
                && told(&mails, &directory.staff[2])
        );
        let facts = Facts {
            spoken: "vi",
            ..facts
        };
        let mails = route(&rules, &directory, &facts, Timestamp::UNIX_EPOCH);
        assert!(
            told(&mails, &directory.staff[0]) && told(&mails, &directory.staff[1]),
            "nobody speaks it, so all hear"
        );
    }

    #[test]
    fn a_person_gets_each_notice_once_with_the_first_reason() {
        let directory = directory();
        let twice = [
            rule(
                "one",
                SendTo::Role,
                Some(Role::SocialWorker),
                Notice::SocialWorkHelpAsked,
            ),
            rule(
                "two",
                SendTo::Role,
                Some(Role::SocialWorker),
                Notice::SocialWorkHelpAsked,
            ),
        ];
        let none = BTreeSet::new();
        let mails = route(
            &twice,
            &directory,
            &Facts {
                priority: Priority::Standard,
                help: &none,
                spoken: "en",
            },
            Timestamp::UNIX_EPOCH,
        );
        let to_social: Vec<_> = mails
            .iter()
            .filter(|mail| mail.to == Recipient::Staff(directory.staff[3].id))
            .collect();
        assert_eq!(to_social.len(), 1);
        assert_eq!(to_social[0].reason, "rule:one");
    }

    #[test]
    fn conditions_hold() {
        let directory = directory();
        let urgent = RoutingRule {
            priorities: [Priority::Urgent, Priority::Emergency].into(),
            ..rule("on-call", SendTo::OnCall, None, Notice::OnCallUrgent)
        };
        let travel = RoutingRule {
            help: [HelpKind::Travel].into(),
            ..rule(
                "travel",
                SendTo::Role,
                Some(Role::SocialWorker),
                Notice::SocialWorkHelpAsked,
            )
        };
        let rules = [urgent, travel];
        let help = BTreeSet::from([HelpKind::Insurance]);
        let facts = Facts {
            priority: Priority::Standard,
            help: &help,
            spoken: "en",
        };
        let calm = route(&rules, &directory, &facts, Timestamp::UNIX_EPOCH);
        assert_eq!(calm.len(), 1, "the fallback owner alone: {calm:?}");
        let loud = route(
            &rules,
            &directory,
            &Facts {
                priority: Priority::Urgent,
                ..facts
            },
            Timestamp::UNIX_EPOCH,
        );
        assert!(loud.iter().any(|mail| mail.notice == Notice::OnCallUrgent));
    }
}
