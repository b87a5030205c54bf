//! Somebody opens one piece of help. The look is on the record of its case before anything is shown.

use jiff::Timestamp;

use crate::db::DbError;
use crate::db::audit::insert_event;
use crate::db::help::{OpenHelp, find_for};
use crate::db::referral::{Viewer, read};
use crate::domain::event::{Doer, Event, EventKind};
use crate::domain::permission::{Action, may};
use crate::domain::reference::Reference;
use crate::domain::referral::{CaseFacts, Referral};
use crate::domain::request::HelpKind;
use crate::domain::staff::Actor;
use crate::usecases::Desk;
use crate::usecases::case::view_case::{StaffNames, names, trim_facts};

/// What the page of one piece of help shows this person.
#[derive(Debug, Clone)]
pub struct HelpView {
    /// The help; its note only where the role works on help.
    pub open: OpenHelp,
    /// The case's state.
    pub referral: Referral,
    /// The child's facts.
    pub facts: CaseFacts,
    /// Code of the language the family speaks.
    pub language: String,
    /// True where they need an interpreter.
    pub interpreter: bool,
    /// Names of staff.
    pub names: StaffNames,
    /// When the page was made.
    pub as_of: Timestamp,
}

impl Desk {
    /// Opens a piece of help; none where there is no such help for this person.
    pub async fn view_help(
        &self,
        actor: &Actor,
        reference: &Reference,
        kind: HelpKind,
    ) -> Result<Option<HelpView>, DbError> {
        let now = self.now();
        let roster = self.roster().await?;
        let viewer = Viewer::from(actor);
        let mut tx = self.begin().await?;
        let case = read::find_for(&mut tx, &self.vault, viewer, reference).await?;
        let help = match &case {
            Some(case) => find_for(&mut tx, &case.key, viewer, reference, kind).await?,
            None => None,
        };
        let (Some(mut case), Some(mut open)) = (case, help) else {
            let denied = Event::of_desk(Doer::staff(actor), EventKind::AccessDenied, now)
                .with("reference", reference.as_str())
                .with("help", kind.code());
            insert_event(&mut tx, &denied).await?;
            tx.commit().await?;
            return Ok(None);
        };
        let seen = Event::of_case(
            case.referral.id,
            Doer::staff(actor),
            EventKind::CaseSeen,
            now,
        )
        .with("help", kind.code());
        insert_event(&mut tx, &seen).await?;
        tx.commit().await?;
        trim_facts(actor, &mut case.facts);
        if !may(actor.role, Action::WorkHelp) {
            open.note = None;
        }
        Ok(Some(HelpView {
            open,
            referral: case.referral,
            facts: case.facts,
            language: case.language,
            interpreter: case.interpreter,
            names: names(&roster.staff),
            as_of: now,
        }))
    }
}
