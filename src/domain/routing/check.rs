//! What is wrong with a set of rules, and what is allowed but worth a second look. Nothing here can leave a request
//! without a reader: `route` sends to the fallback owner whatever the rules say.

use std::collections::BTreeSet;

use super::{Directory, Facts, RoutingRule, SendTo, applies, recipients};
use crate::domain::notice::Notice;
use crate::domain::priority::Priority;
use crate::domain::referral::Source;

/// More rules than any programme can keep in mind.
pub const MOST_RULES: usize = 40;
/// The shortest and the longest name of a rule.
const NAME_LENGTH: std::ops::RangeInclusive<usize> = 2..=40;

/// The mails a rule can send: those that make sense of a new request.
pub const NOTICES: &[Notice] = &[
    Notice::IntakeNewRequest,
    Notice::OnCallUrgent,
    Notice::SocialWorkHelpAsked,
    Notice::InsuranceHelpAsked,
];

/// Says why a set cannot be used; each names the rule by its code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleProblem {
    /// No rule at all.
    #[error("there is no rule: nobody but the fallback owner would hear of a request")]
    NoRules,
    /// Too many.
    #[error("there are more than {MOST_RULES} rules")]
    TooManyRules,
    /// The name is stored on each mail as its reason, so it is short and plain.
    #[error("rule {0:?}: a name has 2 to 40 small letters, digits and hyphens")]
    Name(String),
    /// Two rules of one name could not be told apart.
    #[error("rule {0:?}: another rule has this name")]
    SameName(String),
    /// A role, and only a role, is named.
    #[error("rule {0:?}: role goes with send_to = \"role\"")]
    Role(String),
    /// A mail to families, or one about something else.
    #[error("rule {0:?}: this mail is not about a new request")]
    Notice(String),
}

/// Lists everything that is wrong with a set.
pub fn problems(rules: &[RoutingRule]) -> Vec<RuleProblem> {
    let mut problems = Vec::new();
    if rules.is_empty() {
        problems.push(RuleProblem::NoRules);
    }
    if rules.len() > MOST_RULES {
        problems.push(RuleProblem::TooManyRules);
    }
    let mut names = BTreeSet::new();
    for rule in rules {
        let name = || rule.code.clone();
        if !is_name(&rule.code) {
            problems.push(RuleProblem::Name(name()));
        }
        if !names.insert(&rule.code) {
            problems.push(RuleProblem::SameName(name()));
        }
        if (rule.send_to == SendTo::Role) != rule.role.is_some() {
            problems.push(RuleProblem::Role(name()));
        }
        if !NOTICES.contains(&rule.notice) {
            problems.push(RuleProblem::Notice(name()));
        }
    }
    problems
}

fn is_name(code: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    NAME_LENGTH.contains(&code.len())
        && code.bytes().all(plain)
        && !code.starts_with('-')
        && !code.ends_with('-')
}

/// Counts whom a rule reaches with the staff of today, whatever language a family speaks.
pub fn reach(rule: &RoutingRule, directory: &Directory) -> usize {
    let nothing = BTreeSet::new();
    let english = Facts {
        priority: Priority::Standard,
        help: &nothing,
        spoken: "en",
        source: Source::Family,
    };
    recipients(rule, directory, &english).len()
}

/// Says what is allowed, and looks like a slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleWarning {
    /// The rule names a role nobody has, or the on-call list while nobody is on it.
    ReachesNobody(String),
    /// An urgent request or an emergency alerts nobody on call.
    NobodyOnCall(Priority),
    /// An ordinary request is told to nobody but the fallback owner.
    OnlyFallbackOwner,
}

/// Lists what is worth a second look, with the staff of today.
pub fn warnings(rules: &[RoutingRule], directory: &Directory) -> Vec<RuleWarning> {
    let nothing = BTreeSet::new();
    let facts = |priority| Facts {
        priority,
        help: &nothing,
        spoken: "en",
        source: Source::Family,
    };
    let mut warnings: Vec<RuleWarning> = rules
        .iter()
        .filter(|rule| rule.active)
        .filter(|rule| reach(rule, directory) == 0)
        .map(|rule| RuleWarning::ReachesNobody(rule.code.clone()))
        .collect();
    for priority in [Priority::Emergency, Priority::Urgent] {
        let alerts =
            |rule: &RoutingRule| rule.send_to == SendTo::OnCall && applies(rule, &facts(priority));
        if !rules.iter().any(alerts) {
            warnings.push(RuleWarning::NobodyOnCall(priority));
        }
    }
    let ordinary = facts(Priority::Standard);
    let told = |rule: &RoutingRule| {
        rule.send_to != SendTo::FallbackOwner
            && applies(rule, &ordinary)
            && reach(rule, directory) > 0
    };
    if !rules.iter().any(told) {
        warnings.push(RuleWarning::OnlyFallbackOwner);
    }
    warnings
}
