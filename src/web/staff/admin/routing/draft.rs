//! An edit of the rules, as it travels in the form: the whole set, the version it stands on, and one step at a time.
//! Nothing is stored before it is saved.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::domain::notice::Notice;
use crate::domain::person::SpokenLanguage;
use crate::domain::priority::Priority;
use crate::domain::referral::Source;
use crate::domain::request::HelpKind;
use crate::domain::routing::check::{MOST_RULES, NOTICES};
use crate::domain::routing::{RoutingRule, SendTo};
use crate::domain::staff::Role;
use crate::web::error::WebError;

/// Is one step of an edit as it was sent.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct EditForm {
    /// The version the edit stands on.
    pub version: i32,
    /// The older version that the edit brings back, where it does.
    pub back_to: String,
    /// The set as edited so far.
    pub draft: String,
    /// What to do: `up:0`, `down:0`, `off:0`, `on:0`, `remove:0`, `open:0`, `add`, `put` or `back:1`.
    pub act: String,
    /// Which rule `put` replaces; empty for a new one.
    pub at: String,
    pub rule_name: String,
    pub priorities: Vec<String>,
    pub help: Vec<String>,
    pub languages: Vec<String>,
    pub sources: Vec<String>,
    pub send_to: String,
    pub notice: String,
    pub speakers_first: String,
}

/// Is an edit.
pub struct Draft {
    pub version: i32,
    pub back_to: Option<i32>,
    pub rules: Vec<RoutingRule>,
    /// The rule that stands open in the form: its place, or none for a new one.
    pub open: Option<(Option<usize>, RoutingRule)>,
}

/// Is a step of an edit.
pub enum Step {
    /// The edit goes on with this.
    Draft(Draft),
    /// An older version is brought back: its rules are read first.
    Back(i32),
}

const STRANGE: WebError = WebError::BadRequest("not a step of the form");

impl EditForm {
    /// Reads the edit without doing anything.
    pub fn draft(&self) -> Result<Draft, WebError> {
        let rules: Vec<RoutingRule> = serde_json::from_str(&self.draft).map_err(|_| STRANGE)?;
        // One more than can be saved, so that the page can say so; never a load for the dry run.
        if rules.len() > MOST_RULES + 1 {
            return Err(STRANGE);
        }
        let back_to = match self.back_to.as_str() {
            "" => None,
            number => Some(number.parse().map_err(|_| STRANGE)?),
        };
        Ok(Draft {
            version: self.version,
            back_to,
            rules,
            open: None,
        })
    }

    /// Does one step.
    pub fn step(&self) -> Result<Step, WebError> {
        let mut draft = self.draft()?;
        let (act, at) = self.act.split_once(':').unwrap_or((&self.act, ""));
        if act == "back" {
            return Ok(Step::Back(at.parse().map_err(|_| STRANGE)?));
        }
        match act {
            "add" => draft.open = Some((None, new_rule())),
            "put" => self.put(&mut draft)?,
            _ => {
                let place: usize = at.parse().map_err(|_| STRANGE)?;
                draft.change(act, place)?;
            }
        }
        Ok(Step::Draft(draft))
    }

    fn put(&self, draft: &mut Draft) -> Result<(), WebError> {
        let place: Option<usize> = match self.at.as_str() {
            "" => None,
            at => Some(at.parse().map_err(|_| STRANGE)?),
        };
        let before = place.and_then(|place| draft.rules.get(place));
        let rule = self.rule(before.is_none_or(|rule| rule.active))?;
        match place {
            Some(place) => *draft.rules.get_mut(place).ok_or(STRANGE)? = rule.clone(),
            None => draft.rules.push(rule.clone()),
        }
        let place = place.unwrap_or(draft.rules.len().saturating_sub(1));
        // Stays open where something is wrong with it; the page says what.
        draft.open = Some((Some(place), rule));
        draft.back_to = None;
        Ok(())
    }

    fn rule(&self, active: bool) -> Result<RoutingRule, WebError> {
        let (send_to, role) = match self.send_to.split_once(':') {
            Some(("role", role)) => (SendTo::Role, Some(Role::from_code(role).ok_or(STRANGE)?)),
            _ => (SendTo::from_code(&self.send_to).ok_or(STRANGE)?, None),
        };
        Ok(RoutingRule {
            code: self.rule_name.trim().to_owned(),
            priorities: codes(&self.priorities, Priority::from_code)?,
            help: codes(&self.help, HelpKind::from_code)?,
            languages: codes(&self.languages, SpokenLanguage::from_code)?,
            sources: codes(&self.sources, Source::from_code)?,
            send_to,
            role,
            notice: Notice::from_code(&self.notice)
                .filter(|notice| NOTICES.contains(notice))
                .ok_or(STRANGE)?,
            speakers_first: self.speakers_first == "yes",
            active,
        })
    }
}

fn codes<T: Ord>(
    values: &[String],
    from: impl Fn(&str) -> Option<T>,
) -> Result<BTreeSet<T>, WebError> {
    values
        .iter()
        .map(|code| from(code).ok_or(STRANGE))
        .collect()
}

fn new_rule() -> RoutingRule {
    RoutingRule {
        code: String::new(),
        priorities: BTreeSet::new(),
        help: BTreeSet::new(),
        languages: BTreeSet::new(),
        sources: BTreeSet::new(),
        send_to: SendTo::Role,
        role: Some(Role::Intake),
        notice: Notice::IntakeNewRequest,
        speakers_first: false,
        active: true,
    }
}

impl Draft {
    fn change(&mut self, act: &str, place: usize) -> Result<(), WebError> {
        let rule = self.rules.get(place).cloned().ok_or(STRANGE)?;
        match act {
            "open" => {
                self.open = Some((Some(place), rule));
                return Ok(());
            }
            "up" if place > 0 => self.rules.swap(place, place - 1),
            "down" if place + 1 < self.rules.len() => self.rules.swap(place, place + 1),
            "on" | "off" => {
                self.rules[place].active = act == "on";
            }
            "remove" => {
                self.rules.remove(place);
            }
            _ => return Err(STRANGE),
        }
        self.back_to = None;
        Ok(())
    }
}
