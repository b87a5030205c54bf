//! The worker claims mails that are due, with what it needs to compose them. Whether a mail is still wanted is asked now.

use jiff::{SignedDuration, Timestamp};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::db::DbError;
use crate::db::mail::outbox::{self, Claimed, Settlement};
use crate::db::referral::read::{self, OpenCase};
use crate::db::staff::{StaffMember, list_staff};
use crate::domain::notice::Notice;
use crate::domain::priority::Priority;
use crate::support::words::Language;
use crate::usecases::Desk;

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
    /// The case, as people know it.
    pub reference: String,
    /// The case.
    pub referral: Uuid,
    /// True where it goes to the family.
    pub to_family: bool,
    /// The promise.
    pub due_at: Option<Timestamp>,
    /// How urgent.
    pub priority: Priority,
    /// False where the case no longer calls for it.
    pub still_wanted: bool,
    /// When it should have left first.
    pub wanted_at: Timestamp,
}

impl Desk {
    /// Claims up to `limit` mails.
    pub async fn claim_mail(&self, limit: i64) -> Result<Vec<ClaimedMail>, DbError> {
        let now = self.now();
        let key = self.desk_key().await?.clone();
        let mut tx = self.begin().await?;
        let claimed = outbox::update_claimed(&mut tx, LEASE, now, limit).await?;
        let staff = if claimed.iter().any(|mail| mail.staff.is_some()) {
            list_staff(&mut tx, &key).await?
        } else {
            Vec::new()
        };
        let mut mails = Vec::with_capacity(claimed.len());
        for mail in claimed {
            let (id, lease) = (mail.id, mail.lease);
            match self.address(&mut tx, mail, &staff).await {
                Ok(mail) => mails.push(mail),
                Err(error @ (DbError::Corrupt { .. } | DbError::Json)) => {
                    tracing::error!(mail.id = %id, %error, "a mail is given up: what it needs cannot be read");
                    let reply = "what it needs cannot be read";
                    outbox::update_settled(&mut tx, id, lease, &Settlement::Dead, reply, now)
                        .await?;
                }
                // Keys can come back: the row stays held until its lease ends, and the others go on.
                Err(error @ DbError::Seal(_)) => {
                    tracing::error!(mail.id = %id, %error, "a mail is put aside: what it needs cannot be opened");
                }
                Err(error) => return Err(error),
            }
        }
        tx.commit().await?;
        Ok(mails)
    }

    async fn address(
        &self,
        conn: &mut PgConnection,
        mail: Claimed,
        staff: &[StaffMember],
    ) -> Result<ClaimedMail, DbError> {
        let case = read::find(conn, &self.vault, mail.referral).await?;
        let member = mail.staff.and_then(|id| {
            staff
                .iter()
                .find(|member| member.facts.id.0 == id && member.active)
        });
        let contact = match (&case, mail.contact) {
            (Some(case), Some(id)) => read::list_contacts(conn, case)
                .await?
                .into_iter()
                .find(|(contact, _)| *contact == id)
                .map(|(_, record)| record),
            _ => None,
        };
        let address = member
            .map(|member| member.person.email.expose().to_owned())
            .or_else(|| {
                contact.and_then(|contact| contact.email.map(|email| email.expose().to_owned()))
            });
        let wanted =
            case.as_ref().is_some_and(|case| still_wanted(case, &mail)) && address.is_some();
        Ok(ClaimedMail {
            id: mail.id,
            lease: mail.lease,
            attempt: mail.attempt,
            failures: mail.failures,
            notice: mail.notice,
            language: Language::from_code(&mail.language).unwrap_or(Language::En),
            to_name: member.map(|member| member.person.name.expose().to_owned()),
            to_address: address.unwrap_or_default(),
            reference: case
                .as_ref()
                .map(|case| case.referral.reference.to_string())
                .unwrap_or_default(),
            referral: mail.referral,
            to_family: mail.contact.is_some(),
            due_at: case.as_ref().and_then(|case| case.referral.due_at),
            priority: case
                .as_ref()
                .map_or(Priority::Standard, |case| case.referral.priority),
            still_wanted: wanted,
            wanted_at: mail.wanted_at,
        })
    }
}

/// A mail that waits is asked again when it leaves: a stopped contact hears nothing, a reminder that no longer fits
/// is not sent. Reminders of an earlier date were dropped with the move.
fn still_wanted(case: &OpenCase, mail: &Claimed) -> bool {
    let referral = &case.referral;
    if mail.contact.is_some() && referral.contact_stopped_at.is_some() {
        return false;
    }
    if mail.notice.is_for_family() && !referral.family_aware {
        return false;
    }
    mail.notice
        .wanted_in()
        .is_none_or(|statuses| statuses.contains(&referral.status))
}
