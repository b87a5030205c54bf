//! Made-up volume: as many cases as asked for, told in memory by the product's own rules and stored many at a time.
//!
//! Case number n is always the same family with the same form key, so a load that was cut off is gone on with, and a
//! larger one adds what is missing. `people` makes families of `names`, `practices` the doctors who refer some of them,
//! `course` walks their cases with `sayings`;
//! `details` is what is said with a move.

mod course;
mod details;
mod names;
mod people;
mod practices;
mod sayings;

use jiff::Timestamp;
use jiff::civil::Date;
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use uuid::Uuid;

use crate::db::DbError;
use crate::domain::clock::ClockRules;
use crate::domain::reference::Reference;
use crate::domain::referral::{NewCase, SubmissionContent};
use crate::domain::request::doctor::{DoctorAnswers, DoctorRequest};
use crate::domain::request::{Answers, FamilyRequest};
use crate::usecases::Desk;
use crate::usecases::upkeep::fill_demo::{MadeUp, Stage};

/// Cases stored in one transaction.
pub const BATCH: u32 = 100;

/// The form key of a case's number.
fn key(number: u32) -> Uuid {
    Uuid::from_u128(0x5eed_0000_0000_4000_8000_0000_0000_0000 | u128::from(number))
}

/// The form of a case's number, as its family fills it in on that day.
pub fn answers_of(number: u32, today: Date) -> Answers {
    people::family(&mut dice_of(number), today).answers
}

/// The referral of a case's number, as its practice fills it in on that day.
pub fn referral_of(number: u32, today: Date) -> DoctorAnswers {
    let mut dice = dice_of(number);
    let family = people::family(&mut dice, today);
    practices::referral(&mut dice, &family, today)
}

/// One case of three comes from a doctor.
fn is_from_doctor(number: u32) -> bool {
    number % 3 == 2
}

fn dice_of(number: u32) -> StdRng {
    StdRng::seed_from_u64(u64::from(number))
}

/// Stores the cases from one number up to another, as far as they are not there. Returns how many were stored.
pub async fn fill(
    desk: &Desk,
    stage: &std::sync::Arc<Stage>,
    from: u32,
    to: u32,
) -> Result<u32, DbError> {
    let keys: Vec<Uuid> = (from..to).map(key).collect();
    let there = desk.list_filled(&keys).await?;
    let missing: Vec<u32> = (from..to)
        .filter(|number| !there.contains(&key(*number)))
        .collect();
    loop {
        match tell_and_store(desk, stage, missing.clone()).await {
            // Among very many cases a fresh reference may be somebody's already: all of them again, with others.
            Err(error) if error.is_constraint("referrals_reference_is_unique") => {}
            done => return done,
        }
    }
}

async fn tell_and_store(
    desk: &Desk,
    stage: &std::sync::Arc<Stage>,
    missing: Vec<u32>,
) -> Result<u32, DbError> {
    let (telling, stage) = (desk.clone(), stage.clone());
    let stories = tokio::task::spawn_blocking(move || {
        let (now, prefix) = (telling.now(), &telling.settings().reference_prefix);
        let rules = telling.rules();
        missing
            .into_iter()
            .filter_map(|number| tell(number, &stage, &rules, now, prefix))
            .collect::<Vec<_>>()
    })
    .await
    .map_err(|_| DbError::Json)?;
    let stored = u32::try_from(stories.len()).unwrap_or_default();
    if stored > 0 {
        desk.fill(stories).await?;
    }
    Ok(stored)
}

/// Tells one case. None where its form would not be taken.
fn tell(
    number: u32,
    stage: &Stage,
    rules: &ClockRules,
    now: Timestamp,
    prefix: &str,
) -> Option<MadeUp> {
    let mut dice = dice_of(number);
    let today = rules.calendar.day_of(now);
    let family = people::family(&mut dice, today);
    let begins = course::beginning(&mut dice, now);
    let page = family.page;
    let content = if is_from_doctor(number) {
        let answers = practices::referral(&mut dice, &family, today);
        SubmissionContent::Doctor {
            request: Box::new(DoctorRequest::parse(&answers, today).ok()?),
            answers: Box::new(answers),
        }
    } else {
        SubmissionContent::Family {
            request: Box::new(FamilyRequest::parse(&family.answers, today).ok()?),
            answers: Box::new(family.answers),
        }
    };
    let new = NewCase::of(Reference::fresh(prefix), &content, page);
    Some(MadeUp {
        key: key(number),
        language: page,
        changes: course::tell(stage, rules, &mut dice, begins, now, new),
        content,
    })
}
