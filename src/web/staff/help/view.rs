//! Help in words: its state, who has it, how long it waits or when it is looked at next, and whether the family comes soon.

use jiff::{SignedDuration, Timestamp};

use crate::db::help::list::HelpRow;
use crate::domain::calendar::BusinessCalendar;
use crate::domain::help::{HelpRequest, HelpState};
use crate::usecases::case::view_case::StaffNames;
use crate::web::staff::case::people;
use crate::web::staff::display::{MomentView, TagView, moments, words};

/// A visit within this time is "soon".
const SOON: SignedDuration = SignedDuration::from_hours(7 * 24);
/// Business days within which somebody should have taken what was asked.
const TAKEN_WITHIN: u32 = 1;

/// Is one row of the list.
#[derive(Clone)]
pub struct HelpRowView {
    pub child: String,
    pub reference: String,
    pub href: String,
    pub line: HelpLineView,
    pub priority: Option<TagView>,
    pub language: String,
    pub visit: Option<MomentView>,
    pub arriving_soon: bool,
}

/// Is one piece of help in a line, on the list and on the page of its case.
#[derive(Clone)]
pub struct HelpLineView {
    pub kind: &'static str,
    pub state: TagView,
    /// Who has it; empty where nobody has.
    pub owner: String,
    /// How long it waits for somebody, or when it is looked at next; none where it is finished.
    pub turn: Option<MomentView>,
    /// Where it is worked on; empty where this person does not.
    pub href: String,
}

impl HelpLineView {
    /// Tells whether the line stands out as late.
    pub fn late(&self) -> bool {
        self.turn
            .as_ref()
            .is_some_and(|turn| turn.class == "due-late")
    }
}

impl HelpRowView {
    /// Returns made-up rows: one that nobody has, one that is looked after.
    pub fn samples() -> Vec<Self> {
        let row = |kind, state: TagView, owner: &str, turn: &str, class| Self {
            child: "Ana Example".into(),
            reference: "RL-7KX2-94Q".into(),
            href: "/staff/help/RL-7KX2-94Q/travel".into(),
            line: HelpLineView {
                kind,
                state,
                owner: owner.into(),
                turn: Some(MomentView {
                    class,
                    ..MomentView::sample(turn)
                }),
                href: String::new(),
            },
            priority: Some(TagView::new("Urgent", "error")),
            language: "Spanish, interpreter".into(),
            visit: Some(MomentView::sample("Friday 9:00 am")),
            arriving_soon: true,
        };
        vec![
            row(
                "Travel",
                state_tag(HelpState::Asked),
                "",
                "Waits 2 days",
                "due-late",
            ),
            row(
                "Lodging",
                state_tag(HelpState::Looking),
                "Lee Park",
                "Tomorrow",
                "",
            ),
        ]
    }
}

/// What every row of one page shares.
pub struct HelpFrame<'a> {
    pub names: &'a StaffNames,
    pub now: Timestamp,
    pub calendar: &'a BusinessCalendar,
}

impl HelpFrame<'_> {
    /// Returns one row of the list.
    pub fn row(&self, row: &HelpRow) -> HelpRowView {
        let until = row.visit_at.map(|visit| visit.duration_since(self.now));
        let help = HelpRequest {
            id: row.id,
            referral: row.referral,
            kind: row.kind,
            state: row.state,
            owner: row.owner,
            next_on: row.next_on,
            asked_at: row.asked_at,
            version: 0,
        };
        HelpRowView {
            child: people::child_name(&row.facts),
            href: address(&row.reference, &help),
            reference: row.reference.clone(),
            line: self.line(&help),
            priority: words::priority_tag(row.priority),
            language: spoken(&row.language, row.interpreter),
            visit: row
                .visit_at
                .map(|visit| moments::past(visit, self.now, self.calendar.zone())),
            arriving_soon: until.is_some_and(|until| until.is_positive() && until <= SOON),
        }
    }

    /// Returns one piece of help in a line.
    pub fn line(&self, help: &HelpRequest) -> HelpLineView {
        HelpLineView {
            kind: words::help(help.kind),
            state: state_tag(help.state),
            owner: help
                .owner
                .and_then(|owner| self.names.get(&owner.0).cloned())
                .unwrap_or_default(),
            turn: self.turn(help),
            href: String::new(),
        }
    }

    fn turn(&self, help: &HelpRequest) -> Option<MomentView> {
        if !help.state.is_open() {
            return None;
        }
        if let (Some(_), Some(day)) = (help.owner, help.next_on) {
            return Some(moments::due_day(day, self.calendar.day_of(self.now)));
        }
        let by = self
            .calendar
            .end_of_business_day(help.asked_at, TAKEN_WITHIN);
        let waits = moments::lasted(help.asked_at, self.now);
        Some(MomentView {
            words: match waits.as_str() {
                "just now" => "Just asked".to_owned(),
                waits => format!("Waits {waits}"),
            },
            class: if by < self.now { "due-late" } else { "" },
            ..moments::exact(help.asked_at, self.calendar.zone())
        })
    }
}

/// Returns where one piece of help is worked on.
pub fn address(reference: &str, help: &HelpRequest) -> String {
    format!("/staff/help/{reference}/{}", help.kind)
}

/// Returns what the family speaks, and whether with an interpreter.
pub fn spoken(language: &str, interpreter: bool) -> String {
    let interpreter = if interpreter { ", interpreter" } else { "" };
    format!("{}{interpreter}", words::language(language))
}

/// Returns how far it is.
pub fn state_tag(state: HelpState) -> TagView {
    let tone = match state {
        HelpState::Asked => "warn",
        HelpState::Looking | HelpState::Applied => "info",
        HelpState::Approved | HelpState::InPlace => "ok",
        HelpState::NotAvailable | HelpState::NotNeeded => "grey",
    };
    TagView::new(state.words(), tone)
}
