//! Tells the stories from noon to evening to noon: what happened in between, then the look of the clock, then the mail.
//!
//! Stories do not meet, so a few are told at the same time. A story that was begun before is taken up where it stopped:
//! its form is the same case again, and what staff have done stands on its record.

use futures_util::stream::{TryStreamExt as _, iter};
use jiff::Timestamp;

use super::act::{Cast, perform};
use super::forms::submission;
use super::moments::Moments;
use super::story::{Act, Story};
use super::{DemoError, cases, help, past_mail};
use crate::domain::event::EventKind;
use crate::domain::reference::Reference;
use crate::support::clock::Clock;
use crate::usecases::Desk;
use crate::usecases::case::CaseEdit;

/// Stories told at the same time; fewer than the database has connections.
const AT_ONCE: usize = 6;

/// How far a story has been told.
struct Told {
    /// The case and the version it has, as far as we know.
    edit: CaseEdit,
    /// How many of its next acts stand on the record already.
    acts: usize,
}

/// A story that is being told.
struct Telling {
    number: u16,
    story: &'static Story,
    /// When its form was sent, then when each act was done.
    times: Vec<Timestamp>,
    /// The next of these.
    next: usize,
    told: Option<Told>,
}

/// Tells everything up to the present.
pub async fn tell(desk: &Desk, cast: &Cast, moments: &Moments<'_>) -> Result<(), DemoError> {
    let mut tellings: Vec<Telling> = cases::all()
        .map(|(number, story)| Telling {
            number,
            story,
            times: moments.of(story),
            next: 0,
            told: None,
        })
        .collect();
    let recent = moments.now() - past_mail::RECENT;
    let mut rounds: Vec<Timestamp> = moments.rounds().chain([recent, moments.now()]).collect();
    rounds.sort_unstable();
    for round in rounds {
        iter(tellings.iter_mut().map(Ok))
            .try_for_each_concurrent(AT_ONCE, |telling| telling.go_on(desk, cast, moments, round))
            .await?;
        let then = desk.with_clock(Clock::manual(round));
        then.raise_overdue().await?;
        if round <= recent {
            past_mail::settle(&then).await?;
        }
    }
    let then = desk.with_clock(Clock::manual(recent));
    for telling in &tellings {
        if let Some(told) = &telling.told {
            let story = (telling.number, telling.story);
            help::look_after(&then, cast, moments, story, &told.edit.reference).await?;
        }
    }
    Ok(())
}

impl Telling {
    /// Tells what happened until then.
    async fn go_on(
        &mut self,
        desk: &Desk,
        cast: &Cast,
        moments: &Moments<'_>,
        until: Timestamp,
    ) -> Result<(), DemoError> {
        while let Some(at) = self.times.get(self.next).filter(|at| **at <= until) {
            let then = desk.with_clock(Clock::manual(*at));
            match &mut self.told {
                None => self.told = Some(self.send(&then, cast).await?),
                Some(told) => act(&then, cast, moments, self.story, self.next - 1, told)
                    .await
                    .map_err(|error| DemoError::Act(self.number, self.next, error))?,
            }
            self.next += 1;
        }
        Ok(())
    }

    async fn send(&self, desk: &Desk, cast: &Cast) -> Result<Told, DemoError> {
        let today = desk.rules().calendar.day_of(desk.now());
        let form = submission(self.number, &self.story.wrote, today)?;
        let sent = desk.submit_request(form).await?;
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
}

/// Finds out how far a story was told before the program ended.
async fn take_up(desk: &Desk, cast: &Cast, reference: Reference) -> Result<Told, DemoError> {
    let view = desk
        .view_case(cast.supervisor()?, &reference)
        .await?
        .ok_or(DemoError::Value("a case"))?;
    // What a move asks for stands on the record beside it: one act is one of these.
    let by_staff = view
        .timeline
        .iter()
        .filter(|event| event.staff.is_some() && event.kind != EventKind::PapersAsked);
    Ok(Told {
        acts: by_staff.count(),
        edit: CaseEdit {
            reference,
            version: view.referral.version,
        },
    })
}

async fn act(
    desk: &Desk,
    cast: &Cast,
    moments: &Moments<'_>,
    story: &Story,
    place: usize,
    told: &mut Told,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let Some(beat) = story.then.get(place) else {
        return Ok(());
    };
    if told.acts > 0 {
        // Looks leave no change on the record: they are not counted, and not repeated.
        told.acts -= usize::from(!matches!(beat.act, Act::Open));
        return Ok(());
    }
    perform(desk, cast, moments, beat, &mut told.edit).await
}
