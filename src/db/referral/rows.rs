//! A new case as rows: sealed, blinded, ready to be stored by `insert` (one case) or `fill` (many). Writes nothing.
//!
//! What a case has several of travels as one JSON text, so that one statement can store it all; the names of the fields
//! are those of the columns.

use jiff::Timestamp;
use serde::{Serialize, Serializer};
use serde_json::Value;
use uuid::Uuid;

use crate::db::audit::Who;
use crate::db::error::DbError;
use crate::db::vault::{DataKey, Vault, WrappedKey};
use crate::domain::clock::CaseClock;
use crate::domain::event::Event;
use crate::domain::help::HelpRequest;
use crate::domain::notice::{Mail, Recipient};
use crate::domain::referral::{Referral, SubmissionContent};
use crate::domain::request::doctor::Lineage;
use crate::domain::search::tokens_of;
use crate::support::ids::fresh_id;

/// What comes with the first change of a case: who sent what.
#[derive(Debug)]
pub struct Sent<'a> {
    /// The form's key, unique.
    pub key: Uuid,
    /// Keyed hash of the content, to know the same send again.
    pub content_hash: Vec<u8>,
    /// Code of the page's language.
    pub language: &'a str,
    /// What was sent.
    pub content: &'a SubmissionContent,
    /// Keyed hash of the sender's address, against abuse.
    pub address_hash: Option<Vec<u8>>,
}

/// Bytes as PostgreSQL reads them in text.
#[derive(Debug)]
pub(super) struct Bytes(pub Vec<u8>);

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = String::with_capacity(2 + 2 * self.0.len());
        text.push_str("\\x");
        for byte in &self.0 {
            text.push(char::from(DIGITS[usize::from(byte >> 4)]));
            text.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
        to.serialize_str(&text)
    }
}

/// What stands sealed or blinded in the case's own row, and what is read from the form for it.
#[derive(Debug, Serialize)]
pub(super) struct CaseRow {
    pub language: String,
    pub interpreter: bool,
    pub help: Vec<&'static str>,
    pub disease_status: Option<&'static str>,
    pub lineage: Option<&'static str>,
    pub child: Bytes,
    pub search_tokens: Vec<i64>,
}

/// What was sent, sealed.
#[derive(Debug, Serialize)]
pub(super) struct SubmissionRow {
    pub id: Uuid,
    pub form: &'static str,
    pub form_version: i32,
    pub answers: Bytes,
    pub consent_version: Option<String>,
}

/// One contact, sealed.
#[derive(Debug, Serialize)]
pub(super) struct ContactRow {
    pub id: Uuid,
    pub referral_id: Uuid,
    pub kind: &'static str,
    pub language: String,
    pub has_email: bool,
    pub has_phone: bool,
    pub person: Bytes,
    /// The hash of their private link; none for those who get none yet.
    pub link_hash: Option<Bytes>,
    pub created_at: Timestamp,
}

/// One clock.
#[derive(Debug, Serialize)]
pub(super) struct ClockRow {
    pub id: Uuid,
    pub referral_id: Uuid,
    pub kind: &'static str,
    pub span: String,
    pub started_at: Timestamp,
    pub due_at: Timestamp,
    pub missed_from: Option<Timestamp>,
    pub calendar_version: i32,
    pub paused_at: Option<Timestamp>,
    pub stopped_at: Option<Timestamp>,
    pub breached_at: Option<Timestamp>,
}

/// One mail of the outbox.
#[derive(Debug, Serialize)]
pub(super) struct MailRow {
    pub id: Uuid,
    pub referral_id: Uuid,
    pub notice: &'static str,
    pub staff_id: Option<Uuid>,
    pub contact_id: Option<Uuid>,
    pub reason: String,
    pub language: String,
    pub due_at: Timestamp,
    pub created_at: Timestamp,
    pub status: &'static str,
    pub attempts: i32,
    pub last_reply: Option<&'static str>,
    pub settled_at: Option<Timestamp>,
}

/// One piece of help that was asked with the case; its state is the column's first one.
#[derive(Debug, Serialize)]
pub(super) struct HelpRow {
    pub id: Uuid,
    pub referral_id: Uuid,
    pub kind: &'static str,
    pub asked_at: Timestamp,
    pub changed_at: Timestamp,
}

/// One event of a case, numbered.
#[derive(Debug, Serialize)]
pub(super) struct EventRow {
    pub id: Uuid,
    pub stream: Uuid,
    pub n: usize,
    pub referral_id: Option<Uuid>,
    pub actor_kind: &'static str,
    pub staff_id: Option<Uuid>,
    pub role: Option<&'static str>,
    pub session_id: Option<Uuid>,
    pub address: Option<String>,
    pub kind: &'static str,
    pub details: Value,
    pub at: Timestamp,
}

/// A new case as it is stored, and the key that seals it.
pub(super) struct NewRows {
    pub key: DataKey,
    pub stored_key: WrappedKey,
    pub case: CaseRow,
    pub submission: SubmissionRow,
    pub contacts: Vec<ContactRow>,
}

impl NewRows {
    /// Seals what was sent under a fresh key.
    pub fn of(
        vault: &Vault,
        case: &Referral,
        sent: &Sent<'_>,
        now: Timestamp,
    ) -> Result<Self, DbError> {
        let (key, stored_key) = vault.fresh(case.id)?;
        Ok(Self {
            case: case_row(vault, &key, case, sent)?,
            submission: submission_row(&key, sent)?,
            contacts: contact_rows(vault, &key, case, sent, now)?,
            key,
            stored_key,
        })
    }
}

fn case_row(
    vault: &Vault,
    key: &DataKey,
    case: &Referral,
    sent: &Sent<'_>,
) -> Result<CaseRow, DbError> {
    let (facts, contact) = (sent.content.facts(), sent.content.contact());
    Ok(CaseRow {
        language: contact.spoken_code(sent.language),
        interpreter: contact.needs_interpreter(sent.language),
        help: case.help.iter().map(|kind| kind.code()).collect(),
        disease_status: facts.disease_code(),
        lineage: facts.lineage.map(Lineage::code),
        child: Bytes(key.seal("referrals", "child", case.id, &facts)?),
        search_tokens: vault.blind(&tokens_of(&sent.content.searchable())),
    })
}

fn submission_row(key: &DataKey, sent: &Sent<'_>) -> Result<SubmissionRow, DbError> {
    let id = fresh_id();
    Ok(SubmissionRow {
        id,
        form: sent.content.source().code(),
        form_version: i32::from(sent.content.form_version()),
        answers: Bytes(key.seal("submissions", "answers", id, &sent.content.sent())?),
        consent_version: sent.content.consent_version().map(str::to_owned),
    })
}

fn contact_rows(
    vault: &Vault,
    key: &DataKey,
    case: &Referral,
    sent: &Sent<'_>,
    now: Timestamp,
) -> Result<Vec<ContactRow>, DbError> {
    let records = sent.content.contacts();
    case.contacts
        .iter()
        .zip(&records)
        .map(|(contact, record)| {
            Ok(ContactRow {
                id: contact.id,
                referral_id: case.id,
                kind: contact.kind.code(),
                language: contact.language.clone(),
                has_email: contact.has_email,
                has_phone: record.phone.is_some(),
                person: Bytes(key.seal("contacts", "person", contact.id, record)?),
                link_hash: contact
                    .kind
                    .has_link()
                    .then(|| Bytes(vault.link_token(contact.id, 1).hash())),
                created_at: now,
            })
        })
        .collect()
}

impl ClockRow {
    /// A clock that has just started.
    pub fn started(
        referral: Uuid,
        clock: &CaseClock,
        missed_from: Option<Timestamp>,
    ) -> Result<Self, DbError> {
        Ok(Self {
            id: clock.id,
            referral_id: referral,
            kind: clock.kind.code(),
            span: serde_json::to_string(&clock.length)?,
            started_at: clock.started_at,
            due_at: clock.due_at,
            missed_from,
            calendar_version: clock.calendar,
            paused_at: None,
            stopped_at: None,
            breached_at: None,
        })
    }
}

impl HelpRow {
    /// What was asked, before anybody has looked at it.
    pub fn asked(help: &[HelpRequest]) -> Vec<Self> {
        let row = |help: &HelpRequest| Self {
            id: help.id,
            referral_id: help.referral,
            kind: help.kind.code(),
            asked_at: help.asked_at,
            changed_at: help.asked_at,
        };
        help.iter().map(row).collect()
    }
}

impl MailRow {
    /// A mail that waits.
    pub fn waiting(referral: Uuid, mail: &Mail, now: Timestamp) -> Self {
        let (staff_id, contact_id) = match mail.to {
            Recipient::Staff(id) => (Some(id.0), None),
            Recipient::Contact(id) => (None, Some(id)),
        };
        Self {
            id: fresh_id(),
            referral_id: referral,
            notice: mail.notice.code(),
            staff_id,
            contact_id,
            reason: mail.reason.clone(),
            language: mail.language.clone(),
            due_at: mail.due_at,
            created_at: now,
            status: "waiting",
            attempts: 0,
            last_reply: None,
            settled_at: None,
        }
    }
}

impl EventRow {
    /// The `n`th event of its stream.
    pub fn numbered(event: &Event, n: usize) -> Self {
        let who = Who::of(&event.doer);
        Self {
            id: fresh_id(),
            stream: event.stream,
            n,
            referral_id: event.referral,
            actor_kind: event.doer.code(),
            staff_id: who.staff,
            role: who.role,
            session_id: who.session,
            address: who.address,
            kind: event.kind.code(),
            details: event.details.clone(),
            at: event.at,
        }
    }
}
