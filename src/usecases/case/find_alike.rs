//! Somebody opens a case: which other open ones may be about the same child, and why. Nothing is joined by this.

use sqlx::PgConnection;

use super::view_case::trim_facts;
use crate::db::DbError;
use crate::db::message::Thread;
use crate::db::referral::alike::{self, AlikeCase};
use crate::db::referral::read::OpenCase;
use crate::db::referral::record::StoredSubmission;
use crate::domain::person::{EmailAddress, PartialDate, Phone};
use crate::domain::reference::Reference;
use crate::domain::referral::{ContactKind, SentForm};
use crate::domain::request::ChildName;
use crate::domain::search::{Alike, Shared, share_first_name};
use crate::domain::staff::Actor;
use crate::usecases::Desk;

/// The most cases that a page proposes.
const MOST: usize = 5;

impl Desk {
    /// Finds them in one look, where this case is open and goes on by itself.
    pub(super) async fn find_alike(
        &self,
        conn: &mut PgConnection,
        actor: &Actor,
        case: &OpenCase,
        threads: &[Thread],
        names: Vec<Reference>,
    ) -> Result<Vec<AlikeCase>, DbError> {
        let referral = &case.referral;
        if !referral.status.is_open() || referral.joined.into.is_some() {
            return Ok(Vec::new());
        }
        let alike = Alike {
            names,
            ..compared_by(case, threads)
        };
        let found = alike::list_alike(conn, &self.vault, actor.into(), referral.id, &alike).await?;
        let own = name_of(case);
        // What the tokens chose may share its word with a parent or a doctor: only the child's own name counts.
        let likely = found.into_iter().map(|mut other| {
            let name = other.facts.child.as_ref();
            let name = own.zip(name.and_then(|child| child.name.as_ref()));
            if name.is_some_and(|(own, other)| share_first_name(own, other)) {
                other.shared.insert(Shared::FirstName);
            }
            trim_facts(actor, &mut other.facts);
            other
        });
        let likely = likely.filter(|other| Shared::is_likely(&other.shared));
        Ok(likely.take(MOST).collect())
    }
}

fn name_of(case: &OpenCase) -> Option<&ChildName> {
    case.facts.child.as_ref()?.name.as_ref()
}

fn compared_by(case: &OpenCase, threads: &[Thread]) -> Alike {
    let birth = case.facts.child.as_ref().and_then(|child| child.birth);
    let family = threads
        .iter()
        .filter(|thread| thread.kind != ContactKind::Doctor);
    let people = family.map(|thread| &thread.person);
    let phones = people.clone().filter_map(|person| person.phone.as_ref());
    let phones: Vec<&str> = phones.map(Phone::expose_e164).collect();
    let emails = people.filter_map(|person| person.email.as_ref());
    let emails: Vec<&str> = emails.map(EmailAddress::expose).collect();
    let birth = birth.and_then(PartialDate::expose_full);
    let own = &case.referral.reference;
    Alike::of(own, name_of(case), birth, &phones, &emails)
}

/// The references that were typed into the forms of a case: a family's into the doctor's, a doctor's into the family's.
pub(super) fn named_by(submissions: &[StoredSubmission]) -> Vec<Reference> {
    let typed = submissions.iter().filter_map(|sent| match &sent.form {
        SentForm::Family(answers) => Some(answers.treating.doctor_reference.as_str()),
        SentForm::Doctor(answers) => Some(answers.patient.family_reference.as_str()),
        SentForm::CallMe(_) => None,
    });
    typed.filter_map(Reference::parse).collect()
}
