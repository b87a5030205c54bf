//! The worker claims mails of unfinished forms. They name no address: the form is opened now, and one that was sent or is
//! forgotten, or has no address any more, wants no mail.

use std::collections::HashMap;

use jiff::Timestamp;
use sqlx::PgConnection;
use uuid::Uuid;

use super::claim_mail::{Batch, ClaimedMail, LEASE, UnfinishedForm, Unreadable, give_up, shared};
use super::settle_mail::History;
use crate::db::mail::of_draft::{self, ClaimedOfDraft, UnsentForm};
use crate::db::{DbError, Vault};
use crate::domain::notice::Notice;
use crate::domain::person::EmailAddress;
use crate::domain::priority::Priority;
use crate::support::words::Language;
use crate::usecases::Desk;

impl Desk {
    /// Claims mails of unfinished forms; returns how many rows those are.
    pub(super) async fn claim_of_drafts(
        &self,
        conn: &mut PgConnection,
        limit: i64,
        batch: &mut Batch,
        now: Timestamp,
    ) -> Result<i64, DbError> {
        let claimed = of_draft::update_claimed(conn, LEASE, now, limit).await?;
        if claimed.is_empty() {
            return Ok(0);
        }
        let drafts: Vec<Uuid> = claimed.iter().map(|mail| mail.draft).collect();
        let mut forms = of_draft::list_forms(conn, &self.vault, &drafts, now).await?;
        for mail in &claimed {
            match address(mail, &mut forms, &self.vault) {
                Ok(mail) => batch.mails.push(mail),
                Err(why) => {
                    let history = History {
                        failures: mail.failures,
                        wanted_at: mail.wanted_at,
                    };
                    batch
                        .settled
                        .extend(give_up((mail.id, mail.lease), history, &why, now));
                }
            }
        }
        Ok(i64::try_from(claimed.len()).unwrap_or(limit))
    }
}

fn address(
    mail: &ClaimedOfDraft,
    forms: &mut HashMap<Uuid, Result<UnsentForm, DbError>>,
    vault: &Vault,
) -> Result<ClaimedMail, Unreadable> {
    let notice = mail.notice.ok_or(Unreadable::Notice)?;
    let form = shared(forms, mail.draft)?;
    let email = form.and_then(|form| EmailAddress::parse(&form.email).ok());
    let code = vault.resume_code(mail.draft);
    let can_be_said = code.is_some() || notice != Notice::DraftCode;
    Ok(ClaimedMail {
        id: mail.id,
        lease: mail.lease,
        attempt: mail.attempt,
        failures: mail.failures,
        notice,
        language: Language::from_code(&mail.language).unwrap_or(Language::En),
        to_name: None,
        still_wanted: email.is_some() && can_be_said,
        to_address: email.map_or_else(String::new, |email| email.expose().to_owned()),
        reference: String::new(),
        referral: None,
        form: form.map(|form| UnfinishedForm {
            code: code.filter(|_| notice == Notice::DraftCode),
            until: form.until,
        }),
        to_family: false,
        link: None,
        patients: None,
        due_at: None,
        priority: Priority::Standard,
        wanted_at: mail.wanted_at,
    })
}
