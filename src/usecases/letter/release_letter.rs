//! Staff look at the letters of a case, drafted or released, and release one.

use jiff::Timestamp;
use uuid::Uuid;

use crate::db::audit::insert_event;
use crate::db::letter::{self, Letter};
use crate::db::mail::outbox;
use crate::db::message::{self, Thread};
use crate::db::referral::Viewer;
use crate::db::referral::read::{self, OpenCase};
use crate::db::referral::record::{self, Wanted};
use crate::db::{DbError, Vault};
use crate::domain::event::{Doer, Event, EventKind};
use crate::domain::letter::LetterKind;
use crate::domain::notice::{Mail, Notice, Recipient};
use crate::domain::permission::{Action, may};
use crate::domain::person::FreeText;
use crate::domain::reference::Reference;
use crate::domain::referral::{CaseFacts, ContactKind, Referral, SentForm};
use crate::domain::request::doctor::ReplyBy;
use crate::domain::staff::Actor;
use crate::support::ids::fresh_id;
use crate::usecases::Desk;
use crate::usecases::case::view_case::{StaffNames, names};

/// The letters of a case.
#[derive(Debug, Clone)]
pub struct LettersView {
    /// The case.
    pub referral: Referral,
    /// The child's facts.
    pub facts: CaseFacts,
    /// The doctor they go to.
    pub doctor: Thread,
    /// The fax number by which the doctor asked for an answer; a letter on a page alone does not reach them.
    pub fax: Option<String>,
    /// Those that were released, newest first.
    pub released: Vec<Letter>,
    /// Names of staff.
    pub names: StaffNames,
    /// When the page was made.
    pub as_of: Timestamp,
}

/// Why letters were not shown, or one was not released.
#[derive(Debug, thiserror::Error)]
pub enum LetterError {
    /// There is no such case for this person, or nobody to write to.
    #[error("no such case, or no doctor on it")]
    NotFound,
    /// The role may see the case but not do this.
    #[error("not allowed")]
    Forbidden,
    /// The case is not as far as the letter says.
    #[error("the case is not that far")]
    NotNow,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for LetterError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl Desk {
    /// Opens the letters of a case. The look is on the record.
    pub async fn view_letters(
        &self,
        actor: &Actor,
        reference: &Reference,
    ) -> Result<LettersView, LetterError> {
        let roster = self.roster().await?;
        let now = self.now();
        let mut tx = self.begin().await?;
        let case = read::find_for(&mut tx, &self.vault, Viewer::from(actor), reference)
            .await?
            .ok_or(LetterError::NotFound)?;
        if !may(actor.role, Action::ReleaseLetter) {
            drop(tx);
            self.note_denial(actor, reference, Action::ReleaseLetter)
                .await?;
            return Err(LetterError::Forbidden);
        }
        let doctor = doctor_of(&mut tx, &case).await?;
        let released = letter::list_of_contact(&mut tx, &case.key, doctor.contact).await?;
        let stands = stands(&mut tx, &self.vault, &case.referral).await?;
        let texts = record::read_texts(&mut tx, &case, Wanted { notes: false }).await?;
        let fax = texts.submissions.iter().find_map(|sent| match &sent.form {
            SentForm::Doctor(answers) if answers.you.reply_by == ReplyBy::Fax.code() => {
                Some(answers.you.fax.trim().to_owned())
            }
            _ => None,
        });
        let doer = Doer::staff(actor);
        let seen = Event::of_case(case.referral.id, doer, EventKind::LettersSeen, now);
        insert_event(&mut tx, &seen).await?;
        tx.commit().await?;
        Ok(LettersView {
            referral: stands,
            facts: case.facts,
            doctor,
            fax,
            released,
            names: names(&roster.staff),
            as_of: now,
        })
    }

    /// Releases a letter: it stands on the doctor's page at once, and a mail without any of it says so. The same form sent
    /// twice brings one.
    pub async fn release_letter(
        &self,
        actor: &Actor,
        reference: &Reference,
        kind: LetterKind,
        send_key: Uuid,
        body: &FreeText,
    ) -> Result<(), LetterError> {
        let now = self.now();
        let mut tx = self.begin().await?;
        let case = read::lock_for(&mut tx, &self.vault, Viewer::from(actor), reference)
            .await?
            .ok_or(LetterError::NotFound)?;
        if !kind.may_release(actor.role) {
            drop(tx);
            self.note_denial(actor, reference, Action::ReleaseLetter)
                .await?;
            return Err(LetterError::Forbidden);
        }
        let doctor = doctor_of(&mut tx, &case).await?;
        if !kind.fits(&stands(&mut tx, &self.vault, &case.referral).await?) {
            return Err(LetterError::NotNow);
        }
        let (id, referral) = (fresh_id(), case.referral.id);
        let letter = Letter {
            id,
            kind,
            body: body.expose().to_owned(),
            released_by: actor.id,
            released_at: now,
            opened_at: None,
        };
        let contact = doctor.contact;
        if !letter::insert(&mut tx, &case.key, referral, contact, send_key, &letter).await? {
            return Ok(());
        }
        let event = Event::of_case(referral, Doer::staff(actor), EventKind::LetterReleased, now)
            .with("letter", id.to_string())
            .with("letter_kind", kind.code());
        insert_event(&mut tx, &event).await?;
        if doctor.person.email.is_some() && !doctor.stopped {
            let mail = Mail {
                notice: Notice::DoctorLetter,
                to: Recipient::Contact(contact),
                language: doctor.language,
                reason: format!("letter_{kind}"),
                due_at: now,
            };
            outbox::insert_mails(&mut tx, referral, &[mail], now).await?;
        }
        tx.commit().await?;
        self.mail_wake.notify_one();
        Ok(())
    }

    /// Reads a released letter of a case, for staff.
    pub async fn read_released_letter(
        &self,
        actor: &Actor,
        reference: &Reference,
        id: Uuid,
    ) -> Result<Letter, LetterError> {
        let view = self.view_letters(actor, reference).await?;
        let mut released = view.released.into_iter();
        released
            .find(|letter| letter.id == id)
            .ok_or(LetterError::NotFound)
    }
}

/// The case as letters tell of it: where it stands is the kept one's, where it is joined; the doctor knows it by its own
/// reference.
async fn stands(
    conn: &mut sqlx::PgConnection,
    vault: &Vault,
    case: &Referral,
) -> Result<Referral, DbError> {
    Ok(Referral {
        reference: case.reference.clone(),
        received_at: case.received_at,
        ..read::find_standing(conn, vault, case).await?
    })
}

async fn doctor_of(conn: &mut sqlx::PgConnection, case: &OpenCase) -> Result<Thread, LetterError> {
    let threads = message::list_threads(conn, &case.key, case.referral.id).await?;
    let doctor = |thread: &Thread| thread.kind == ContactKind::Doctor;
    threads
        .into_iter()
        .find(doctor)
        .ok_or(LetterError::NotFound)
}
