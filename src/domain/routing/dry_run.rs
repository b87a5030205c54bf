//! What an edited set of rules would have done with past requests, beside what the set in force would have done. Both
//! are tried on the staff of today, so that the difference is the rules' alone.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::{Directory, Facts, RoutingRule, route};
use crate::domain::notice::{Mail, Recipient};
use crate::domain::priority::Priority;
use crate::domain::reference::Reference;
use crate::domain::referral::Source;
use crate::domain::request::HelpKind;
use crate::domain::staff::Role;

/// A past request, as it was when it came: what routing looks at, and nothing of the family.
#[derive(Debug, Clone)]
pub struct PastRequest {
    /// Its case.
    pub reference: Reference,
    /// How urgent the form made it.
    pub priority: Priority,
    /// The help asked.
    pub help: BTreeSet<HelpKind>,
    /// Code of the language the family speaks.
    pub spoken: String,
    /// How it came.
    pub source: Source,
}

/// Two numbers of mails.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BeforeAfter {
    /// By the set in force.
    pub before: usize,
    /// By the edited set.
    pub after: usize,
}

/// A past request that other people would have heard of, or by another mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedRequest {
    /// Its case.
    pub reference: Reference,
    /// Mails that only the edited set sends.
    pub more: usize,
    /// Mails that only the set in force sends.
    pub fewer: usize,
}

/// The outcome.
#[derive(Debug, Clone, Default)]
pub struct DryRun {
    /// How many requests were tried.
    pub requests: usize,
    /// All mails.
    pub mails: BeforeAfter,
    /// Mails by the reason stored on them: `rule:` and the rule's code, or `fallback_owner`.
    pub by_reason: BTreeMap<String, BeforeAfter>,
    /// Mails by the recipient's role.
    pub by_role: BTreeMap<Role, BeforeAfter>,
    /// What changes, in the order of the requests.
    pub changed: Vec<ChangedRequest>,
}

/// Tries both sets on the same requests.
pub fn dry_run(
    before: &[RoutingRule],
    after: &[RoutingRule],
    directory: &Directory,
    requests: &[PastRequest],
) -> DryRun {
    let roles: BTreeMap<_, _> = directory
        .staff
        .iter()
        .map(|staff| (staff.id, staff.role))
        .collect();
    let mut run = DryRun {
        requests: requests.len(),
        ..DryRun::default()
    };
    for request in requests {
        let facts = Facts {
            priority: request.priority,
            help: &request.help,
            spoken: &request.spoken,
            source: request.source,
        };
        let mails = |rules| route(rules, directory, &facts, Timestamp::UNIX_EPOCH);
        let (old, new) = (mails(before), mails(after));
        for mail in &old {
            run.count(mail, &roles, |count| count.before += 1);
        }
        for mail in &new {
            run.count(mail, &roles, |count| count.after += 1);
        }
        let missing = |from: &[Mail], there: &[Mail]| {
            let same = |a: &Mail, b: &Mail| a.to == b.to && a.notice == b.notice;
            let lacks = |mail: &&Mail| !there.iter().any(|other| same(mail, other));
            from.iter().filter(lacks).count()
        };
        let (more, fewer) = (missing(&new, &old), missing(&old, &new));
        if more + fewer > 0 {
            run.changed.push(ChangedRequest {
                reference: request.reference.clone(),
                more,
                fewer,
            });
        }
    }
    run
}

impl DryRun {
    fn count(
        &mut self,
        mail: &Mail,
        roles: &BTreeMap<crate::domain::staff::StaffId, Role>,
        add: impl Fn(&mut BeforeAfter),
    ) {
        add(&mut self.mails);
        add(self.by_reason.entry(mail.reason.clone()).or_default());
        let role = match &mail.to {
            Recipient::Staff(staff) => roles.get(staff),
            Recipient::Contact(_) => None,
        };
        if let Some(role) = role {
            add(self.by_role.entry(*role).or_default());
        }
    }
}
