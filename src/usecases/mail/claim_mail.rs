//! The worker claims mails that are due, with what it needs to compose them. Whether a mail is still wanted is asked now.
//! One that cannot be read is put aside or given up by itself; the others of its batch go out.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use sqlx::PgConnection;
use uuid::Uuid;

use super::settle_mail::{self, History};
use crate::db::audit::insert_event;
use crate::db::mail::addressing::{self, MailCase, MailContact};
use crate::db::mail::outbox::{self, Claimed};
use crate::db::mail::settle::{self, Settled, Settlement};
use crate::db::staff::{StaffMember, list_staff};
use crate::db::vault::DataKey;
use crate::db::{DbError, Vault, link};
use crate::domain::notice::{ASKED_FOR, Notice};
use crate::domain::person::EmailAddress;
use crate::domain::priority::Priority;
use crate::domain::request::ResumeCode;
use crate::support::ids::Token;
use crate::support::words::Language;
use crate::usecases::Desk;
use crate::usecases::link::practice::PracticeLink;

/// How long a worker holds a mail before another may take it over.
pub const LEASE: SignedDuration = SignedDuration::from_secs(60);

/// A mail that is being sent, ready to compose.
#[derive(Debug, Clone)]
pub struct ClaimedMail {
    /// Row id; the Message-ID is made from it.
    pub id: Uuid,
    /// The fence: only who holds it may settle.
    pub lease: Uuid,
    /// How often it was tried, this time included.
    pub attempt: i32,
    /// How often the other side refused it.
    pub failures: i32,
    /// What it is about.
    pub notice: Notice,
    /// In which language.
    pub language: Language,
    /// The recipient's name, for the To line of staff mail only.
    pub to_name: Option<String>,
    /// The recipient's address, as it is on file now.
    pub to_address: String,
    /// The case, as people know it; empty where it is of an unfinished form.
    pub reference: String,
    /// The case; none where it is of an unfinished form.
    pub referral: Option<Uuid>,
    /// The unfinished form it is of.
    pub form: Option<UnfinishedForm>,
    /// True where it goes to the family.
    pub to_family: bool,
    /// The token of the recipient's private link, where they have one.
    pub link: Option<Token>,
    /// The link to all patients of a doctor, where that was asked for.
    pub patients: Option<PracticeLink>,
    /// The promise.
    pub due_at: Option<Timestamp>,
    /// How urgent.
    pub priority: Priority,
    /// False where the case no longer calls for it.
    pub still_wanted: bool,
    /// When it should have left first.
    pub wanted_at: Timestamp,
}

/// What a mail says of an unfinished form.
#[derive(Debug, Clone)]
pub struct UnfinishedForm {
    /// Its code; none where it has none.
    pub code: Option<ResumeCode>,
    /// When it is forgotten.
    pub until: Timestamp,
}

/// Claimed mails, and those of them that were given up already.
#[derive(Default)]
pub(super) struct Batch {
    pub mails: Vec<ClaimedMail>,
    pub settled: Vec<Settled>,
}

/// Why a claimed row is no mail.
pub(super) enum Unreadable {
    /// The code of its notice is not one of ours.
    Notice,
    /// Something that it needs.
    Needed(DbError),
}

/// What a batch of mails needs, found at once.
struct Needed {
    cases: HashMap<Uuid, Result<MailCase, DbError>>,
    contacts: HashMap<Uuid, Result<MailContact, DbError>>,
    staff: Vec<StaffMember>,
    same: HashMap<Uuid, Vec<EmailAddress>>,
}

impl Desk {
    /// Claims up to `limit` mails.
    pub async fn claim_mail(&self, limit: i64) -> Result<Vec<ClaimedMail>, DbError> {
        let now = self.now();
        let key = self.desk_key().await?.clone();
        let mut tx = self.begin().await?;
        let mut batch = Batch::default();
        let mut taken = self
            .claim_of_cases(&mut tx, &key, limit, &mut batch, now)
            .await?;
        if taken < limit {
            // What people of cases wait for goes first.
            taken += self
                .claim_of_drafts(&mut tx, limit - taken, &mut batch, now)
                .await?;
        }
        if taken == 0 {
            return Ok(Vec::new());
        }
        if !batch.settled.is_empty() {
            settle::update_settled(&mut tx, &batch.settled, now).await?;
        }
        tx.commit().await?;
        Ok(batch.mails)
    }

    /// Claims mails of cases; returns how many rows those are.
    async fn claim_of_cases(
        &self,
        conn: &mut PgConnection,
        key: &DataKey,
        limit: i64,
        batch: &mut Batch,
        now: Timestamp,
    ) -> Result<i64, DbError> {
        let claimed = outbox::update_claimed(conn, LEASE, now, limit).await?;
        if claimed.is_empty() {
            return Ok(0);
        }
        let cases: Vec<Uuid> = claimed.iter().map(|mail| mail.referral).collect();
        let contacts: Vec<Uuid> = claimed.iter().filter_map(|mail| mail.contact).collect();
        let mut needed = Needed {
            cases: addressing::list_cases(conn, &cases).await?,
            contacts: addressing::list_contacts(conn, &self.vault, &contacts).await?,
            staff: if claimed.iter().any(|mail| mail.staff.is_some()) {
                list_staff(conn, key).await?
            } else {
                Vec::new()
            },
            same: HashMap::new(),
        };
        let elsewhere = needed.of_joined_cases(&claimed);
        if !elsewhere.is_empty() {
            needed.same = addressing::list_same_mails(conn, &self.vault, &elsewhere).await?;
        }
        needed.make_links(conn, &self.vault, now).await?;
        let taken = i64::try_from(claimed.len()).unwrap_or(limit);
        for mail in claimed {
            match needed.address(&mail, &self.vault, now) {
                Ok(mail) => batch.mails.push(mail),
                Err(why) => {
                    let history = History {
                        failures: mail.failures,
                        wanted_at: mail.wanted_at,
                    };
                    let Some(end) = give_up((mail.id, mail.lease), history, &why, now) else {
                        continue;
                    };
                    if end.settlement == Settlement::Dead && mail.contact.is_some() {
                        let event = settle_mail::phone_them(mail.referral, mail.id, now);
                        insert_event(conn, &event).await?;
                    }
                    batch.settled.push(end);
                }
            }
        }
        Ok(taken)
    }

    /// Renews the leases of mails that are on their way; returns those that are still ours.
    pub async fn renew_mail(&self, held: &[(Uuid, Uuid)]) -> Result<Vec<Uuid>, DbError> {
        let mut conn = self.acquire().await?;
        settle::update_leases(&mut conn, held, LEASE).await
    }
}

/// What becomes of a row that cannot be read; none where it stays held until its lease ends.
pub(super) fn give_up(
    (id, lease): (Uuid, Uuid),
    history: History,
    why: &Unreadable,
    now: Timestamp,
) -> Option<Settled> {
    let (settlement, reply) = match why {
        // A newer program beside this one may know it; it has five tries to take it.
        Unreadable::Notice => {
            tracing::error!(mail.id = %id, "a mail is about something this program does not know");
            (history.unwritable(now), "its notice is not known here")
        }
        // Keys can come back: the row stays held until its lease ends, and the others go on.
        Unreadable::Needed(error @ DbError::Seal(_)) => {
            tracing::error!(mail.id = %id, %error, "a mail is put aside: what it needs cannot be opened");
            return None;
        }
        Unreadable::Needed(error) => {
            tracing::error!(mail.id = %id, %error, "a mail is given up: what it needs cannot be read");
            (Settlement::Dead, "what it needs cannot be read")
        }
    };
    Some(Settled {
        id,
        lease,
        settlement,
        reply: reply.to_owned(),
    })
}

impl Needed {
    /// The mails that go to people of a case that is joined into the one they are about.
    fn of_joined_cases(&self, claimed: &[Claimed]) -> Vec<Uuid> {
        let elsewhere = |mail: &&Claimed| {
            let contact = mail.contact.and_then(|id| self.contacts.get(&id));
            contact.is_some_and(|contact| {
                contact
                    .as_ref()
                    .is_ok_and(|contact| contact.referral != mail.referral)
            })
        };
        claimed
            .iter()
            .filter(elsewhere)
            .map(|mail| mail.id)
            .collect()
    }

    /// Makes the private links that families of earlier cases lack.
    async fn make_links(
        &mut self,
        conn: &mut PgConnection,
        vault: &Vault,
        now: Timestamp,
    ) -> Result<(), DbError> {
        let mut made = Vec::new();
        for (id, contact) in &mut self.contacts {
            if let Ok(contact) = contact
                && contact.person.kind.has_link()
                && contact.link.is_none()
            {
                contact.link = Some(1);
                made.push(*id);
            }
        }
        if made.is_empty() {
            return Ok(());
        }
        link::insert_missing(conn, vault, &made, now).await
    }

    fn address(
        &mut self,
        mail: &Claimed,
        vault: &Vault,
        now: Timestamp,
    ) -> Result<ClaimedMail, Unreadable> {
        let notice = mail.notice.ok_or(Unreadable::Notice)?;
        let case = shared(&mut self.cases, mail.referral)?;
        let contact = match mail.contact {
            Some(id) => shared(&mut self.contacts, id)?,
            None => None,
        };
        let member = mail.staff.and_then(|id| {
            self.staff
                .iter()
                .find(|member| member.facts.id.0 == id && member.active)
        });
        let address = member
            .map(|member| member.person.email.expose().to_owned())
            .or_else(|| {
                let email = contact.and_then(|contact| contact.person.email.as_ref());
                email.map(|email| email.expose().to_owned())
            });
        let stopped = contact.is_some_and(|contact| contact.stopped) && mail.reason != ASKED_FOR;
        let called_for = case.is_some_and(|case| still_wanted(case, notice, mail));
        let twice = contact.is_some_and(|contact| is_told(contact, self.same.get(&mail.id)));
        let wanted = address.is_some() && called_for && !stopped && !twice;
        let linked = mail.contact.zip(contact.and_then(|contact| contact.link));
        Ok(ClaimedMail {
            id: mail.id,
            lease: mail.lease,
            attempt: mail.attempt,
            failures: mail.failures,
            notice,
            language: Language::from_code(&mail.language).unwrap_or(Language::En),
            to_name: member.map(|member| member.person.name.expose().to_owned()),
            to_address: address.unwrap_or_default(),
            reference: contact
                .map(|contact| contact.reference.clone())
                .or_else(|| case.map(|case| case.reference.clone()))
                .unwrap_or_default(),
            referral: Some(mail.referral),
            form: None,
            to_family: mail.contact.is_some(),
            link: linked.map(|(id, generation)| vault.link_token(id, generation)),
            patients: linked
                .filter(|_| notice == Notice::DoctorPatients)
                .map(|(id, generation)| PracticeLink::make(vault, id, generation, now)),
            due_at: case.and_then(|case| case.due_at),
            priority: case.map_or(Priority::Standard, |case| case.priority),
            still_wanted: wanted,
            wanted_at: mail.wanted_at,
        })
    }
}

/// True where the same words go to this very address already, for a joined case.
fn is_told(contact: &MailContact, same: Option<&Vec<EmailAddress>>) -> bool {
    let email = contact.person.email.as_ref();
    email.zip(same).is_some_and(|(email, same)| {
        same.iter()
            .any(|other| other.expose_comparable() == email.expose_comparable())
    })
}

/// What several mails of a batch may need. The reason why it cannot be read is told with the first of them.
pub(super) fn shared<T>(
    found: &mut HashMap<Uuid, Result<T, DbError>>,
    id: Uuid,
) -> Result<Option<&T>, Unreadable> {
    if let Some(Err(error)) = found.get_mut(&id) {
        let again = match error {
            DbError::Seal(seal) => DbError::Seal(*seal),
            _ => DbError::Json,
        };
        return Err(Unreadable::Needed(std::mem::replace(error, again)));
    }
    Ok(found.get(&id).and_then(|value| value.as_ref().ok()))
}

/// A mail that waits is asked again when it leaves: after a death the family hears nothing and the doctor only what a
/// person said, and a reminder that no longer fits is not sent. Reminders of an earlier date were dropped with the move.
fn still_wanted(case: &MailCase, notice: Notice, mail: &Claimed) -> bool {
    if mail.contact.is_some() && case.contact_stopped && !notice.is_by_a_person() {
        return false;
    }
    if notice.is_for_family() && !case.family_aware {
        return false;
    }
    // Where a joined case stood when this was written is no news any more.
    if case.joined && notice.wanted_in().is_some() {
        return false;
    }
    // Whoever has sent what was asked of them since is not reminded of it.
    if notice
        .asks_of()
        .is_some_and(|sender| case.has_sent.contains(&sender))
    {
        return false;
    }
    notice
        .wanted_in()
        .is_none_or(|statuses| statuses.contains(&case.status))
}
