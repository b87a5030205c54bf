//! Walks a made-up case through the product's own rules, in memory: each act is a `Change`, refused where a person's
//! would be.

use jiff::{SignedDuration, Timestamp};
use rand::RngExt as _;
use rand::rngs::StdRng;

use super::details::details;
use super::people::pick;
use super::sayings::{NOTES, PROMISED, SAID};
use crate::domain::clock::ClockRules;
use crate::domain::paper::AskState;
use crate::domain::referral::{
    CallRecord, CallResult, CallWith, Change, Duty, NewCase, Referral, Setting, Source,
};
use crate::domain::staff::{Actor, Role};
use crate::domain::status::Status;
use crate::support::ids::fresh_id;
use crate::usecases::upkeep::fill_demo::Stage;

/// Missed promises that are raised at most; a desk that never looks at a case hears of it this often.
const MOST_RAISED: usize = 40;
/// Of a hundred cases, so many are open.
const OPEN: u32 = 10;

/// Where a story ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// At a status, still open or gone.
    Standing(Status),
    /// Closed, from a status.
    ClosedFrom(Status),
    /// The child has died.
    Died,
}

/// A case on its way.
pub struct Course<'a> {
    stage: &'a Stage,
    rules: &'a ClockRules,
    dice: &'a mut StdRng,
    now: Timestamp,
    at: Timestamp,
    end: End,
    case: Referral,
    changes: Vec<(Timestamp, Change)>,
}

/// When a story begins, drawn so that open cases are young and late ones are few.
pub fn beginning(dice: &mut StdRng, now: Timestamp) -> (Timestamp, bool) {
    let open = dice.random_range(0..100) < OPEN;
    let minutes = if open {
        dice.random_range(5..60 * 24 * 4)
    } else {
        dice.random_range(60 * 24 * 45..60 * 24 * 730)
    };
    (now - SignedDuration::from_mins(minutes), open)
}

/// Tells a case from its form to where it stands at `now`.
pub fn tell(
    stage: &Stage,
    rules: &ClockRules,
    dice: &mut StdRng,
    (begins, open): (Timestamp, bool),
    now: Timestamp,
    new: NewCase,
) -> Vec<(Timestamp, Change)> {
    let end = if open {
        open_end(dice)
    } else {
        closed_end(dice)
    };
    let steps = i64::try_from(path(end).len()).unwrap_or_default();
    // An open case that has come far began earlier.
    let at = if open {
        begins - SignedDuration::from_hours(20 * steps)
    } else {
        begins
    };
    let setting = Setting {
        now: at,
        rules,
        directory: &stage.directory,
    };
    let change = Referral::receive(new, &stage.rules, &setting);
    let mut course = Course {
        stage,
        rules,
        dice,
        now,
        at,
        end,
        case: change.after().clone(),
        changes: vec![(at, change)],
    };
    course.walk();
    course.raise();
    course.changes
}

fn open_end(dice: &mut StdRng) -> End {
    End::Standing(match dice.random_range(0..100) {
        0..16 => Status::Received,
        16..32 => Status::InIntake,
        32..50 => Status::AwaitingInformation,
        50..57 => Status::ReadyForReview,
        57..63 => Status::InReview,
        63..70 => Status::Conference,
        70..75 => Status::Decided,
        75..81 => Status::AdviceGiven,
        81..88 => Status::Arranging,
        88..93 => Status::VisitScheduled,
        93..96 => Status::Seen,
        _ => Status::OnHold,
    })
}

fn closed_end(dice: &mut StdRng) -> End {
    match dice.random_range(0..100) {
        0..3 => End::Standing(Status::NotAReferral),
        3..5 => End::Died,
        5..12 => End::ClosedFrom(Status::InIntake),
        12..22 => End::ClosedFrom(Status::AwaitingInformation),
        22..45 => End::ClosedFrom(Status::Decided),
        45..68 => End::ClosedFrom(Status::AdviceGiven),
        68..72 => End::ClosedFrom(Status::Arranging),
        _ => End::ClosedFrom(Status::Seen),
    }
}

/// The statuses a story passes on its way.
fn path(end: End) -> &'static [Status] {
    use Status as S;
    let (End::Standing(status) | End::ClosedFrom(status)) = end else {
        return &[S::InIntake, S::AwaitingInformation];
    };
    match status {
        S::Received | S::Closed => &[],
        S::NotAReferral => &[S::NotAReferral],
        S::InIntake => &[S::InIntake],
        S::AwaitingInformation => &[S::InIntake, S::AwaitingInformation],
        S::OnHold => &[S::InIntake, S::OnHold],
        S::ReadyForReview => &[S::InIntake, S::AwaitingInformation, S::ReadyForReview],
        S::InReview => &[S::InIntake, S::ReadyForReview, S::InReview],
        S::Conference => &[S::InIntake, S::ReadyForReview, S::InReview, S::Conference],
        S::Decided => &[S::InIntake, S::ReadyForReview, S::InReview, S::Decided],
        S::AdviceGiven => &[
            S::InIntake,
            S::AwaitingInformation,
            S::ReadyForReview,
            S::InReview,
            S::Decided,
            S::AdviceGiven,
        ],
        S::Arranging => &[
            S::InIntake,
            S::ReadyForReview,
            S::InReview,
            S::Conference,
            S::Decided,
            S::Arranging,
        ],
        S::VisitScheduled => &[
            S::InIntake,
            S::ReadyForReview,
            S::InReview,
            S::Decided,
            S::Arranging,
            S::VisitScheduled,
        ],
        S::Seen => &[
            S::InIntake,
            S::ReadyForReview,
            S::InReview,
            S::Decided,
            S::Arranging,
            S::VisitScheduled,
            S::Seen,
        ],
    }
}

impl Course<'_> {
    fn walk(&mut self) {
        if path(self.end).contains(&Status::NotAReferral) {
            self.by(Role::Intake, |case, actor, setting, _| {
                case.propose_no_referral(actor, setting).ok()
            });
        } else if !path(self.end).is_empty() || self.dice.random_bool(0.4) {
            self.take(Duty::Owner);
        }
        for to in path(self.end) {
            self.prepare(*to);
            self.enter(*to);
        }
        match self.end {
            End::Died => {
                self.by(Role::Intake, |case, actor, setting, _| {
                    Some(case.record_death(actor, setting))
                });
            }
            End::ClosedFrom(_) => {
                self.call();
                self.enter(Status::Closed);
            }
            End::Standing(_) => {}
        }
    }

    /// What is done before a move: the calls and duties that the table asks for, and a note now and then.
    fn prepare(&mut self, to: Status) {
        match to {
            Status::InIntake | Status::AdviceGiven => self.call(),
            Status::Arranging => {
                self.call();
                self.take(Duty::SocialWorker);
            }
            Status::ReadyForReview => self.note(),
            _ => {}
        }
    }

    /// Lets somebody of a role act. What the rules refuse is left out.
    fn by(
        &mut self,
        role: Role,
        act: impl FnOnce(Referral, &Actor, &Setting<'_>, &mut StdRng) -> Option<Change>,
    ) {
        let owner = self.case.owner.filter(|_| role == Role::Intake);
        let all: Vec<&Actor> = self
            .stage
            .cast
            .iter()
            .filter(|actor| actor.role == role)
            .collect();
        let Some(any) = all.get(self.dice.random_range(0..all.len().max(1))) else {
            return;
        };
        let actor = all
            .iter()
            .find(|actor| Some(actor.id) == owner)
            .unwrap_or(any);
        self.pass_time();
        let setting = Setting {
            now: self.at,
            rules: self.rules,
            directory: &self.stage.directory,
        };
        if let Some(change) = act(self.case.clone(), actor, &setting, self.dice) {
            self.keep(change);
        }
    }

    fn keep(&mut self, change: Change) {
        self.case = change.after().clone();
        self.case.version += 1;
        self.changes.push((self.at, change));
    }

    /// Some working hours later, but not in the future.
    fn pass_time(&mut self) {
        let minutes = self.dice.random_range(20..400);
        let next = self
            .rules
            .calendar
            .add_working_time(self.at, SignedDuration::from_mins(minutes));
        let left = self.now.duration_since(self.at) / 4;
        self.at = next.min(self.at + left);
        self.at = Timestamp::from_microsecond(self.at.as_microsecond()).unwrap_or(self.at);
    }

    fn take(&mut self, duty: Duty) {
        let role = if duty == Duty::Owner {
            Role::Intake
        } else {
            Role::SocialWorker
        };
        let staff = &self.stage.directory.staff;
        let facts: Vec<_> = staff
            .iter()
            .filter(|facts| facts.role == role)
            .cloned()
            .collect();
        self.by(role, |case, actor, setting, _| {
            let own = facts.iter().find(|facts| facts.id == actor.id)?;
            case.assign(duty, own, actor, setting).ok()
        });
    }

    fn call(&mut self) {
        self.by(Role::Intake, |case, actor, setting, dice| {
            let call = CallRecord {
                id: fresh_id(),
                by: actor.id,
                with: if case.source == Source::Doctor && case.first_contact_at.is_none() {
                    CallWith::Doctor
                } else {
                    CallWith::Family
                },
                result: CallResult::Reached,
                said: pick(dice, SAID).to_owned(),
                promised: pick(dice, PROMISED).to_owned(),
                tells_decision: case.can_tell_decision(actor),
            };
            Some(case.record_call(call, actor, setting))
        });
    }

    fn note(&mut self) {
        self.by(Role::Intake, |case, actor, setting, dice| {
            Some(case.add_note(pick(dice, NOTES), actor, setting))
        });
    }

    fn enter(&mut self, to: Status) {
        let role = match (self.case.status, to) {
            (Status::ReadyForReview | Status::InReview | Status::Conference, _)
            | (_, Status::AdviceGiven) => Role::Reviewer,
            _ => Role::Intake,
        };
        // A second person confirms what one has proposed.
        let role = if to == Status::NotAReferral {
            Role::Supervisor
        } else {
            role
        };
        let end = self.end;
        if self.case.status == Status::AwaitingInformation {
            // What was waited for has come.
            for ask in &mut self.case.asks {
                ask.state = AskState::Received;
            }
        }
        self.by(role, |case, actor, setting, dice| {
            let options = case.move_options(actor);
            let option = options.into_iter().find(|option| option.to == to)?;
            let details = details(&option.needs, &option.outcomes, end, setting, dice);
            case.move_to(to, details, actor, setting).ok()
        });
    }

    /// Raises what has run out by now, as the clock would have.
    fn raise(&mut self) {
        for _ in 0..MOST_RAISED {
            let run_out = self.case.run_out(self.now);
            let Some(clock) = run_out.into_iter().min_by_key(|clock| clock.due_at) else {
                return;
            };
            self.at = self.at.max(clock.due_at).min(self.now);
            let setting = Setting {
                now: self.at,
                rules: self.rules,
                directory: &self.stage.directory,
            };
            let change = self.case.clone().raise_overdue(&clock, &setting);
            self.keep(change);
        }
    }
}
