//! The page of the routing rules: the set in force or an edit of it, and what the edit would have done.

use askama::Template;

use super::draft::Draft;
use super::words;
use crate::domain::notice::Notice;
use crate::domain::permission::{Action, may};
use crate::domain::person::SpokenLanguage;
use crate::domain::priority::Priority;
use crate::domain::referral::Source;
use crate::domain::request::HelpKind;
use crate::domain::routing::check::{NOTICES, reach};
use crate::domain::routing::dry_run::{BeforeAfter, DryRun};
use crate::domain::routing::{RoutingRule, SendTo};
use crate::domain::staff::{Actor, Role};
use crate::usecases::rules::view_routing::{RoutingTrial, RoutingView, TRIED_DAYS};
use crate::web::components::{Choice, SummaryError};
use crate::web::shell::StaffShell;
use crate::web::staff::admin::versions::{VersionView, versions};
use crate::web::staff::display::words as shared;
use crate::web::state::WebState;

/// How many cases that change are named one by one.
const NAMED: usize = 30;

/// Is the page of the routing rules.
#[derive(Template)]
#[template(path = "staff/admin/routing.html")]
pub struct RoutingPage {
    pub shell: StaffShell,
    pub done: String,
    pub refused: String,
    pub errors: Vec<SummaryError>,
    pub warnings: Vec<String>,
    /// The version the form stands on.
    pub version: i32,
    pub back_to: String,
    pub draft: String,
    /// True where the set is another than the one in force.
    pub changed: bool,
    pub rules: Vec<RuleView>,
    pub open: Option<OpenRule>,
    pub run: Option<RunView>,
    /// What is in force now, where somebody else was faster.
    pub theirs: Vec<RuleView>,
    pub versions: Vec<VersionView>,
    pub no_error: Option<String>,
}

/// Is one rule in words.
pub struct RuleView {
    pub place: usize,
    pub name: String,
    pub when: String,
    pub whom: String,
    pub mail: &'static str,
    pub reaches: String,
    pub active: bool,
    pub last: bool,
}

/// Is the rule that stands open in the form.
pub struct OpenRule {
    pub at: String,
    pub title: String,
    pub name: String,
    pub priorities: Vec<Choice>,
    pub help: Vec<Choice>,
    pub languages: Vec<Choice>,
    pub sources: Vec<Choice>,
    pub send_to: Vec<Choice>,
    pub notice: Vec<Choice>,
    pub speakers_first: bool,
}

/// Is the outcome of a dry run.
pub struct RunView {
    pub requests: String,
    pub total: CountView,
    pub by_rule: Vec<CountView>,
    pub by_role: Vec<CountView>,
    pub changed: String,
    pub cases: Vec<CaseView>,
    pub more: usize,
}

/// Is one line of two counts.
pub struct CountView {
    pub label: String,
    pub before: usize,
    pub after: usize,
}

/// Is one case for which something changes: its reference alone.
pub struct CaseView {
    pub reference: String,
    /// Empty for who may not list cases.
    pub href: String,
    pub change: String,
}

/// Is what a page is made from.
pub struct Frame<'a> {
    pub state: &'a WebState,
    pub actor: &'a Actor,
    pub view: &'a RoutingView,
}

impl Frame<'_> {
    /// Returns rules in words.
    pub fn rules(&self, rules: &[RoutingRule]) -> Vec<RuleView> {
        let view = |(place, rule): (usize, &RoutingRule)| RuleView {
            place,
            name: rule.code.clone(),
            when: words::when(rule),
            whom: words::whom(rule),
            mail: words::mail(rule.notice),
            reaches: people(reach(rule, &self.view.directory)),
            active: rule.active,
            last: place + 1 == rules.len(),
        };
        rules.iter().enumerate().map(view).collect()
    }

    fn page(&self, rules: &[RoutingRule]) -> RoutingPage {
        RoutingPage {
            shell: self.state.staff_shell(self.actor, "admin"),
            done: String::new(),
            refused: String::new(),
            errors: Vec::new(),
            warnings: Vec::new(),
            version: self.view.version,
            back_to: String::new(),
            draft: serde_json::to_string(rules).unwrap_or_default(),
            changed: rules != self.view.rules,
            rules: self.rules(rules),
            open: None,
            run: None,
            theirs: Vec::new(),
            versions: versions(self.state, &self.view.versions, &self.view.names),
            no_error: None,
        }
    }

    fn run(&self, run: &DryRun) -> RunView {
        let linked = may(self.actor.role, Action::ListCases);
        let cases = run.changed.iter().take(NAMED).map(|case| CaseView {
            href: if linked {
                format!("/staff/cases/{}", case.reference)
            } else {
                String::new()
            },
            reference: case.reference.to_string(),
            change: change(case.more, case.fewer),
        });
        RunView {
            requests: format!(
                "{} of the last {TRIED_DAYS} days, with the staff of today",
                counted(run.requests, "request", "requests")
            ),
            total: count("All mails".to_owned(), run.mails),
            by_rule: run
                .by_reason
                .iter()
                .map(|(reason, mails)| count(words::reason(reason), *mails))
                .collect(),
            by_role: run
                .by_role
                .iter()
                .map(|(role, mails)| count(role.words().to_owned(), *mails))
                .collect(),
            changed: counted(run.changed.len(), "request", "requests"),
            cases: cases.collect(),
            more: run.changed.len().saturating_sub(NAMED),
        }
    }
}

fn count(label: String, mails: BeforeAfter) -> CountView {
    CountView {
        label,
        before: mails.before,
        after: mails.after,
    }
}

fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

fn people(number: usize) -> String {
    match number {
        0 => "nobody today".to_owned(),
        number => format!("{} today", counted(number, "person", "people")),
    }
}

fn change(more: usize, fewer: usize) -> String {
    let mails = |number, what| format!("{} {what}", counted(number, "mail", "mails"));
    match (more, fewer) {
        (more, 0) => mails(more, "more"),
        (0, fewer) => mails(fewer, "fewer"),
        (more, fewer) => format!("{}, {}", mails(more, "more"), mails(fewer, "fewer")),
    }
}

impl RoutingPage {
    /// Returns the page of the set in force.
    pub fn in_force(state: &WebState, actor: &Actor, view: &RoutingView, done: &str) -> Self {
        let frame = Frame { state, actor, view };
        Self {
            done: done.to_owned(),
            warnings: view.warnings.iter().map(words::warning).collect(),
            ..frame.page(&view.rules)
        }
    }

    /// Returns the page of an edit.
    pub fn edited(frame: &Frame<'_>, trial: &RoutingTrial, draft: &Draft) -> Self {
        let target = if draft.open.is_some() {
            "rule_name"
        } else {
            "rules"
        };
        let error = |problem| SummaryError::new(target, words::problem(problem));
        let page = frame.page(&draft.rules);
        Self {
            errors: trial.problems.iter().map(error).collect(),
            warnings: trial.warnings.iter().map(words::warning).collect(),
            version: draft.version,
            back_to: draft.back_to.map(|n| n.to_string()).unwrap_or_default(),
            open: draft
                .open
                .as_ref()
                .map(|(at, rule)| OpenRule::of(*at, rule)),
            run: page.changed.then(|| frame.run(&trial.run)),
            ..page
        }
    }
}

impl OpenRule {
    fn of(at: Option<usize>, rule: &RoutingRule) -> Self {
        let whom = match (rule.send_to, rule.role) {
            (SendTo::Role, Some(named)) => format!("role:{named}"),
            (send_to, _) => send_to.to_string(),
        };
        let roles = Role::ALL.iter().map(|role| {
            let label = format!("Everybody with the role {}", role.words());
            (format!("role:{role}"), label)
        });
        let others = [
            (SendTo::OnCall.to_string(), "Everybody on call".to_owned()),
            (
                SendTo::FallbackOwner.to_string(),
                "The fallback owner".to_owned(),
            ),
        ];
        let chosen = |(value, label): (String, String)| {
            let is = value == whom;
            Choice::new(value, label, is)
        };
        Self {
            at: at.map(|at| at.to_string()).unwrap_or_default(),
            title: match at {
                Some(_) => format!("Change {}", rule.code),
                None => "A new rule".to_owned(),
            },
            name: rule.code.clone(),
            priorities: choices(Priority::ALL, |one| {
                (
                    one.code(),
                    shared::priority(one),
                    rule.priorities.contains(&one),
                )
            }),
            help: choices(HelpKind::ALL, |one| {
                (one.code(), shared::help(one), rule.help.contains(&one))
            }),
            languages: choices(SpokenLanguage::ALL, |one| {
                (
                    one.code(),
                    shared::spoken(one),
                    rule.languages.contains(&one),
                )
            }),
            sources: choices(Source::ALL, |one| {
                (one.code(), one.words(), rule.sources.contains(&one))
            }),
            send_to: roles.chain(others).map(chosen).collect(),
            notice: choices(NOTICES, |one| {
                (one.code(), words::mail(one), rule.notice == one)
            }),
            speakers_first: rule.speakers_first,
        }
    }
}

fn choices<T: Copy>(
    all: &[T],
    view: impl Fn(T) -> (&'static str, &'static str, bool),
) -> Vec<Choice> {
    let choice = |one: &T| {
        let (value, label, chosen) = view(*one);
        Choice::new(value, label, chosen)
    };
    all.iter().map(choice).collect()
}

fn sample_rule() -> RoutingRule {
    RoutingRule {
        code: "on-call".into(),
        priorities: [Priority::Urgent].into(),
        help: [].into(),
        languages: [].into(),
        sources: [].into(),
        send_to: SendTo::OnCall,
        role: None,
        notice: Notice::OnCallUrgent,
        speakers_first: false,
        active: true,
    }
}

impl RoutingPage {
    /// Returns a made-up edit that was overtaken, with a rule open and a dry run.
    pub fn sample() -> Self {
        let rule = sample_rule();
        let view = |place, active, last| RuleView {
            place,
            name: rule.code.clone(),
            when: words::when(&rule),
            whom: words::whom(&rule),
            mail: words::mail(rule.notice),
            reaches: people(2),
            active,
            last,
        };
        Self {
            shell: StaffShell::sample("admin"),
            done: "Saved. The next request is told by these rules.".into(),
            refused: "Somebody else changed the rules while you were here.".into(),
            errors: vec![SummaryError::new("rule_name", "Choose another name")],
            warnings: vec!["The rule nurses reaches nobody with the staff of today.".into()],
            version: 2,
            back_to: String::new(),
            draft: "[]".into(),
            changed: true,
            rules: vec![view(0, true, false), view(1, false, true)],
            open: Some(OpenRule::of(Some(0), &rule)),
            run: Some(RunView::sample()),
            theirs: vec![view(0, true, true)],
            versions: VersionView::samples(),
            no_error: None,
        }
    }
}

impl RunView {
    fn sample() -> Self {
        let mails = BeforeAfter {
            before: 4,
            after: 2,
        };
        let line = |label: &str| count(label.into(), mails);
        Self {
            requests: "40 requests of the last 90 days".into(),
            total: line("All mails"),
            by_rule: vec![line("on-call")],
            by_role: vec![line("Reviewing doctor")],
            changed: "1 request".into(),
            cases: vec![CaseView {
                reference: "RL-7KX2-94Q".into(),
                href: "/staff/cases/RL-7KX2-94Q".into(),
                change: "2 mails fewer".into(),
            }],
            more: 3,
        }
    }
}
