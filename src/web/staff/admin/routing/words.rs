//! A routing rule in plain words: when it applies, whom it tells, and with which mail.

use crate::domain::notice::Notice;
use crate::domain::priority::Priority;
use crate::domain::routing::check::{RuleProblem, RuleWarning};
use crate::domain::routing::{RoutingRule, SendTo};
use crate::web::staff::display::words;

/// Returns when a rule applies.
pub fn when(rule: &RoutingRule) -> String {
    let priorities = rule.priorities.iter().map(|one| words::priority(*one));
    let help = rule.help.iter().map(|kind| words::help(*kind));
    let languages = rule.languages.iter().map(|one| words::spoken(*one));
    let sources = rule.sources.iter().map(|source| source.words());
    let parts = [
        any_of("urgency is", &priorities.collect::<Vec<_>>()),
        any_of("help is asked with", &help.collect::<Vec<_>>()),
        any_of("the family speaks", &languages.collect::<Vec<_>>()),
        any_of("it came by", &sources.collect::<Vec<_>>()),
    ];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        "Every request".to_owned()
    } else {
        format!("When {}", parts.join(", and "))
    }
}

fn any_of(about: &str, values: &[&str]) -> Option<String> {
    (!values.is_empty()).then(|| format!("{about} {}", values.join(" or ")))
}

/// Returns whom a rule tells.
pub fn whom(rule: &RoutingRule) -> String {
    let whom = match (rule.send_to, rule.role) {
        (SendTo::Role, Some(named)) => format!("everybody with the role {}", named.words()),
        (SendTo::Role, None) => "a role that is not named".to_owned(),
        (SendTo::OnCall, _) => "everybody on call".to_owned(),
        (SendTo::FallbackOwner, _) => "the fallback owner".to_owned(),
    };
    if rule.speakers_first && rule.send_to != SendTo::FallbackOwner {
        format!("{whom}, first those who speak the family's language")
    } else {
        whom
    }
}

/// Returns which mail a rule sends.
pub fn mail(notice: Notice) -> &'static str {
    match notice {
        Notice::SocialWorkHelpAsked => "Help was asked for, to social work",
        Notice::InsuranceHelpAsked => "Help was asked for, to insurance",
        other => words::notice(other),
    }
}

/// Returns the reason stored on a mail, for people.
pub fn reason(reason: &str) -> String {
    reason.strip_prefix("rule:").map_or_else(
        || "The fallback owner, whom no rule told".to_owned(),
        str::to_owned,
    )
}

/// Returns what to do about a set that cannot be saved.
pub fn problem(problem: &RuleProblem) -> String {
    match problem {
        RuleProblem::NoRules => "Keep at least one rule".to_owned(),
        RuleProblem::TooManyRules => "Keep to 40 rules".to_owned(),
        RuleProblem::Name(name) => {
            format!("{name}: use 2 to 40 small letters, digits and hyphens as the name")
        }
        RuleProblem::SameName(name) => {
            format!("{name}: another rule has this name; choose another one")
        }
        RuleProblem::Role(name) => format!("{name}: choose whom it tells"),
        RuleProblem::Notice(name) => format!("{name}: choose a mail about a new request"),
    }
}

/// Returns what is worth a second look.
pub fn warning(warning: &RuleWarning) -> String {
    match warning {
        RuleWarning::ReachesNobody(name) => {
            format!("The rule {name} reaches nobody with the staff of today.")
        }
        RuleWarning::NobodyOnCall(Priority::Emergency) => {
            "No rule alerts the on-call list of an emergency.".to_owned()
        }
        RuleWarning::NobodyOnCall(_) => {
            "No rule alerts the on-call list of an urgent request.".to_owned()
        }
        RuleWarning::OnlyFallbackOwner => {
            "An ordinary request is told to nobody but the fallback owner.".to_owned()
        }
    }
}
