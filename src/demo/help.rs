//! How far the help of the older cases has come, beside what the stories say of it: most of it is looked after, so that
//! what nobody has yet stands out on the list as it would on a working morning.

use super::DemoError;
use super::act::Cast;
use super::moments::Moments;
use super::story::{Sent, Story, Who, Wrote};
use crate::domain::help::{HelpProgress, HelpState};
use crate::domain::reference::Reference;
use crate::domain::request::HelpKind;
use crate::support::words::Language;
use crate::usecases::Desk;
use crate::usecases::help::HelpEdit;

/// Cases younger than so many business days still wait for somebody.
const FRESH: u16 = 2;
/// Cases younger than so many business days may have something that nobody has.
const YOUNG: u16 = 5;

/// Has the help of one case looked after. What is on the record already is left as it is.
pub async fn look_after(
    desk: &Desk,
    cast: &Cast,
    moments: &Moments<'_>,
    (number, story): (u16, &Story),
    reference: &Reference,
) -> Result<(), DemoError> {
    let (Wrote::Family(family), Sent::ByDay(ago) | Sent::ByNight(ago)) = (story.wrote, story.sent)
    else {
        return Ok(());
    };
    if ago.days < FRESH {
        return Ok(());
    }
    for (place, kind) in (number..).zip(family.help) {
        let kind = HelpKind::from_code(kind).ok_or(DemoError::Value("a kind of help"))?;
        let Some((state, days)) = progress(place, ago.days) else {
            continue;
        };
        let actor = cast.find(who(kind, number, family.page))?;
        let view = desk
            .view_help(actor, reference, kind)
            .await?
            .ok_or(DemoError::Value("help that was asked"))?;
        if view.open.help.version > 1 || !view.referral.status.is_open() {
            continue;
        }
        let edit = HelpEdit {
            reference: reference.clone(),
            kind,
            version: view.open.help.version,
        };
        let to = HelpProgress {
            state,
            next_on: state.is_open().then(|| moments.day_ahead(desk.now(), days)),
            note: None,
        };
        desk.progress_help(actor, &edit, to)
            .await
            .map_err(|error| DemoError::Act(number, story.then.len(), error.into()))?;
    }
    Ok(())
}

/// How far it is, and in how many business days it is looked at next.
fn progress(place: u16, age: u16) -> Option<(HelpState, u16)> {
    Some(match place % 5 {
        0 if age < YOUNG => return None,
        0 => (HelpState::Looking, 0),
        1 => (HelpState::Looking, 1),
        2 => (HelpState::Applied, 2),
        3 => (HelpState::Approved, 4),
        _ => (HelpState::InPlace, 0),
    })
}

fn who(kind: HelpKind, number: u16, page: Language) -> Who {
    match kind {
        HelpKind::Insurance => Who::Tom,
        HelpKind::Funding if number % 2 == 1 => Who::Finance,
        _ if page == Language::Es => Who::Carmen,
        _ => Who::Lee,
    }
}
