//! One act of a story, done by its person through the same use case as on the page.

use std::collections::BTreeMap;

use super::DemoError;
use super::moments::Moments;
use super::story::{Act, Beat, Who};
use crate::db::DbError;
use crate::domain::help::HelpProgress;
use crate::domain::paper::{PaperKind, PaperSender, PaperWish, ask_words};
use crate::domain::referral::{CallResult, Duty, MoveDetails};
use crate::domain::request::HelpKind;
use crate::domain::staff::{Actor, Role, Strength};
use crate::domain::status::{Status, WaitingOn};
use crate::support::ids::random_id;
use crate::usecases::Desk;
use crate::usecases::case::record_contact::CallNote;
use crate::usecases::case::{CaseEdit, ChangeCaseError};
use crate::usecases::help::HelpEdit;
use crate::usecases::help::work_help::WorkHelpError;

/// How often a version is counted on: the clock may have raised the case since it was last touched, once per round.
const MOST_RAISED: usize = 100;

/// The staff who act, by their account.
#[derive(Debug)]
pub struct Cast(BTreeMap<String, Actor>);

impl Cast {
    /// Gathers everybody who has an account.
    pub async fn of(desk: &Desk) -> Result<Self, DemoError> {
        let staff = desk.list_staff().await?;
        Ok(Self(
            staff
                .into_iter()
                .map(|member| {
                    let email = member.person.email.expose().to_owned();
                    let actor = Actor {
                        id: member.facts.id,
                        role: member.facts.role,
                        name: member.person.name,
                        strength: Strength::Password,
                        session: random_id(),
                        address: None,
                    };
                    (email, actor)
                })
                .collect(),
        ))
    }

    /// The supervisor.
    pub fn supervisor(&self) -> Result<&Actor, DemoError> {
        self.find(Who::Ruth)
    }

    /// Somebody of the cast.
    pub fn find(&self, who: Who) -> Result<&Actor, DemoError> {
        self.0
            .get(who.email())
            .ok_or(DemoError::Value("a member of staff"))
    }
}

/// Does it; the case's version is counted on.
pub async fn perform(
    desk: &Desk,
    cast: &Cast,
    moments: &Moments<'_>,
    beat: &Beat,
    edit: &mut CaseEdit,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let actor = cast.find(beat.by)?;
    if let Act::Open = beat.act {
        desk.view_case(actor, &edit.reference).await?;
        return Ok(());
    }
    if let Act::TakeHelp(kind) | Act::Help(kind, ..) = beat.act {
        return Ok(help(desk, moments, actor, beat.act, kind, edit).await?);
    }
    for _ in 0..MOST_RAISED {
        let done = change(desk, cast, moments, actor, beat, edit).await;
        edit.version += 1;
        match done {
            Err(ActError::Change(ChangeCaseError::Stale)) => {}
            other => return Ok(other?),
        }
    }
    Err(ChangeCaseError::Stale.into())
}

/// Works on a piece of help, as it is now: its version is its own, and the case's stays.
async fn help(
    desk: &Desk,
    moments: &Moments<'_>,
    actor: &Actor,
    act: Act,
    kind: HelpKind,
    edit: &CaseEdit,
) -> Result<(), ActError> {
    let view = desk
        .view_help(actor, &edit.reference, kind)
        .await?
        .ok_or(DemoError::Value("help that was asked"))?;
    let now = HelpEdit {
        reference: edit.reference.clone(),
        kind,
        version: view.open.help.version,
    };
    let Act::Help(_, state, days, note) = act else {
        return Ok(desk.take_help(actor, &now).await?);
    };
    let to = HelpProgress {
        state,
        next_on: state.is_open().then(|| moments.day_ahead(desk.now(), days)),
        note: (!note.is_empty()).then(|| note.to_owned()),
    };
    Ok(desk.progress_help(actor, &now, to).await?)
}

#[derive(Debug, thiserror::Error)]
enum ActError {
    #[error(transparent)]
    Help(#[from] WorkHelpError),
    #[error(transparent)]
    Db(#[from] DbError),
    #[error(transparent)]
    Change(#[from] ChangeCaseError),
    #[error(transparent)]
    Demo(#[from] DemoError),
}

async fn change(
    desk: &Desk,
    cast: &Cast,
    moments: &Moments<'_>,
    actor: &Actor,
    beat: &Beat,
    edit: &CaseEdit,
) -> Result<(), ActError> {
    match beat.act {
        Act::Open => {}
        Act::Take => {
            let duty = if actor.role == Role::SocialWorker {
                Duty::SocialWorker
            } else {
                Duty::Owner
            };
            desk.assign_case(actor, edit, duty, actor.id).await?;
        }
        Act::Give(who) => {
            let to = cast.find(who)?.id;
            desk.assign_case(actor, edit, Duty::Owner, to).await?;
        }
        Act::SocialWorker(who) => {
            let to = cast.find(who)?.id;
            desk.assign_case(actor, edit, Duty::SocialWorker, to)
                .await?;
        }
        Act::Call(with, result, said, promised) => {
            let call = CallNote {
                with,
                result,
                said: said.to_owned(),
                promised: promised.to_owned(),
                tells_decision: false,
            };
            desk.record_call(actor, edit, call).await?;
        }
        Act::Tell(with, said, promised) => {
            let call = CallNote {
                with,
                result: CallResult::Reached,
                said: said.to_owned(),
                promised: promised.to_owned(),
                tells_decision: true,
            };
            desk.record_call(actor, edit, call).await?;
        }
        Act::Note(body) => desk.add_note(actor, edit, body).await?,
        Act::Priority(to, reason) => desk.change_priority(actor, edit, to, reason).await?,
        Act::ProposeAway => desk.propose_no_referral(actor, edit).await?,
        Act::Died => desk.record_death(actor, edit).await?,
        act => {
            if let Some((to, details)) = step(act, desk, moments) {
                desk.move_status(actor, edit, to, details).await?;
            }
        }
    }
    Ok(())
}

/// Where an act moves the case, and what is said with it.
fn step(act: Act, desk: &Desk, moments: &Moments<'_>) -> Option<(Status, MoveDetails)> {
    let said = |text: &str| MoveDetails {
        text: (!text.is_empty()).then(|| text.to_owned()),
        ..MoveDetails::default()
    };
    let day = |days| moments.day_ahead(desk.now(), days);
    Some(match act {
        Act::Move(to) => (to, MoveDetails::default()),
        Act::Reopen(why) => (Status::InIntake, said(why)),
        Act::Await(whom, what) => (
            Status::AwaitingInformation,
            MoveDetails {
                waiting_on: Some(whom),
                papers: what.iter().map(|paper| wish(*paper, whom)).collect(),
                ..said("")
            },
        ),
        Act::Meeting(days) => (
            Status::Conference,
            MoveDetails {
                date: Some(day(days)),
                ..said("")
            },
        ),
        Act::Hold(days, why) => (
            Status::OnHold,
            MoveDetails {
                date: Some(day(days)),
                ..said(why)
            },
        ),
        Act::Visit(days) => (
            Status::VisitScheduled,
            MoveDetails {
                visit_at: moments.morning_of(day(days)),
                ..said("")
            },
        ),
        Act::Decide(decision, text) => (
            Status::Decided,
            MoveDetails {
                decision: Some(decision),
                ..said(text)
            },
        ),
        Act::Close(outcome, text) => (
            Status::Closed,
            MoveDetails {
                outcome: Some(outcome),
                ..said(text)
            },
        ),
        _ => return None,
    })
}

/// A paper that somebody is to send.
fn wish((kind, what): (PaperKind, &str), whom: WaitingOn) -> PaperWish {
    PaperWish {
        kind,
        what: ask_words(what).ok().flatten(),
        sender: match whom {
            WaitingOn::Family => PaperSender::Family,
            WaitingOn::Doctor => PaperSender::Doctor,
            _ => PaperSender::Us,
        },
    }
}
