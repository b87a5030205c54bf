//! Tells the stories in the order of time: every form, every act and every look of the clock at its own moment.
//!
//! A story that was begun before is taken up where it stopped: its form is the same case again, and what staff have
//! done stands on its record.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::act::{Cast, perform};
use super::forms::submission;
use super::moments::Moments;
use super::story::{Act, Story};
use super::{DemoError, cases, past_mail};
use crate::domain::reference::Reference;
use crate::support::clock::Clock;
use crate::usecases::Desk;
use crate::usecases::case::CaseEdit;

/// One moment of the demo's past. The number of a story is never 0, so the clock looks first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Turn {
    at: Timestamp,
    story: u16,
    place: usize,
}

/// How far a story has been told.
pub(super) struct Told {
    /// The case and the version it has, as far as we know.
    pub edit: CaseEdit,
    /// How many of its acts stand on the record already.
    pub acts: usize,
}

/// Tells everything up to the present.
pub async fn tell(desk: &Desk, cast: &Cast, moments: &Moments<'_>) -> Result<(), DemoError> {
    let stories: BTreeMap<u16, &Story> = cases::all().collect();
    let mut told = BTreeMap::new();
    let recent = moments.now() - past_mail::RECENT;
    for turn in turns(&stories, moments) {
        let then = desk.with_clock(Clock::manual(turn.at));
        match (stories.get(&turn.story), told.get_mut(&turn.story)) {
            (Some(story), None) => {
                told.insert(turn.story, begin(&then, cast, turn, story).await?);
            }
            (Some(story), Some(told)) => {
                go_on(&then, cast, moments, turn, story, told).await?;
            }
            (None, _) => {
                then.raise_overdue().await?;
            }
        }
        if turn.at <= recent {
            past_mail::settle(&then).await?;
        }
    }
    // Reminders that fell due since the last turn.
    past_mail::settle(&desk.with_clock(Clock::manual(recent))).await?;
    desk.with_clock(Clock::manual(moments.now()))
        .raise_overdue()
        .await?;
    Ok(())
}

/// Every turn in the order of time; place 0 is the form, the acts follow.
fn turns(stories: &BTreeMap<u16, &Story>, moments: &Moments<'_>) -> Vec<Turn> {
    let rounds = moments.rounds().map(|at| Turn {
        at,
        story: 0,
        place: 0,
    });
    let scenes = stories.iter().flat_map(|(number, story)| {
        let moments = moments.of(story).into_iter().enumerate();
        moments.map(|(place, at)| Turn {
            at,
            story: *number,
            place,
        })
    });
    let mut turns: Vec<Turn> = rounds.chain(scenes).collect();
    turns.sort_unstable();
    turns
}

async fn begin(desk: &Desk, cast: &Cast, turn: Turn, story: &Story) -> Result<Told, DemoError> {
    let today = desk.rules().calendar.day_of(turn.at);
    let sent = desk
        .submit_request(submission(turn.story, &story.wrote, today)?)
        .await?;
    if sent.again {
        return take_up(desk, cast, sent.reference).await;
    }
    Ok(Told {
        edit: CaseEdit {
            reference: sent.reference,
            version: 1,
        },
        acts: 0,
    })
}

/// Finds out how far a story was told before the program ended.
async fn take_up(desk: &Desk, cast: &Cast, reference: Reference) -> Result<Told, DemoError> {
    let view = desk
        .view_case(cast.supervisor()?, &reference)
        .await?
        .ok_or(DemoError::Value("a case"))?;
    let by_staff = view.timeline.iter().filter(|event| event.staff.is_some());
    Ok(Told {
        acts: by_staff.count(),
        edit: CaseEdit {
            reference,
            version: view.referral.version,
        },
    })
}

async fn go_on(
    desk: &Desk,
    cast: &Cast,
    moments: &Moments<'_>,
    turn: Turn,
    story: &Story,
    told: &mut Told,
) -> Result<(), DemoError> {
    let Some(beat) = turn.place.checked_sub(1).and_then(|n| story.then.get(n)) else {
        return Ok(());
    };
    // Looks leave no change on the record and are not told twice.
    let leaves_a_change = !matches!(beat.act, Act::Open);
    if told.acts > 0 {
        told.acts -= usize::from(leaves_a_change);
        return Ok(());
    }
    perform(desk, cast, moments, beat, &mut told.edit)
        .await
        .map_err(|error| DemoError::Act(turn.story, turn.place, error))
}
