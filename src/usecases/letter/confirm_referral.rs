//! The clinician in whose name somebody else referred reads what was sent and confirms it. The referral has long been on
//! its way: this only says that they stand behind it.

use jiff::Timestamp;
use sqlx::PgConnection;

use crate::db::audit::{self, insert_event};
use crate::db::link::FoundLink;
use crate::db::referral::read::OpenCase;
use crate::db::referral::record::{self, Wanted};
use crate::db::{DbError, referral::read};
use crate::domain::event::{Doer, Event, EventKind};
use crate::domain::referral::SentForm;
use crate::domain::request::doctor::DoctorAnswers;
use crate::usecases::Desk;
use crate::usecases::link::LinkToken;

/// A referral as it was sent, for whoever sent it or in whose name it was sent.
#[derive(Debug, Clone)]
pub struct SentReferral {
    /// What was sent.
    pub answers: DoctorAnswers,
    /// When.
    pub received_at: Timestamp,
    /// True where somebody else sent it in their name.
    pub in_your_name: bool,
    /// When they confirmed it.
    pub confirmed_at: Option<Timestamp>,
}

impl Desk {
    /// Confirms a referral for the clinician in whose name it was sent. Twice is once. Returns false where the browser is
    /// not in, or nobody sent anything in their name.
    pub async fn confirm_referral(&self, session: &LinkToken) -> Result<bool, DbError> {
        let now = self.now();
        let mut tx = self.begin().await?;
        let found = self.as_doctor(&mut tx, session).await?;
        let Some((link, case)) = found.filter(|(link, _)| link.person.confirms) else {
            return Ok(false);
        };
        read::lock(&mut tx, &self.vault, case.referral.id).await?;
        if confirmed_at(&mut tx, &link).await?.is_none() {
            let kind = EventKind::ReferralConfirmed;
            let confirmed = Event::of_case(case.referral.id, Doer::Doctor, kind, now)
                .with("contact", link.contact.to_string());
            insert_event(&mut tx, &confirmed).await?;
        }
        tx.commit().await?;
        Ok(true)
    }
}

/// Finds what was sent by whoever looks, or in their name.
pub(super) async fn sent_referral(
    conn: &mut PgConnection,
    link: &FoundLink,
    case: &OpenCase,
) -> Result<Option<SentReferral>, DbError> {
    let texts = record::read_texts(conn, case, Wanted { notes: false }).await?;
    let confirmed_at = if link.person.confirms {
        confirmed_at(conn, link).await?
    } else {
        None
    };
    let mut sent = texts.submissions.into_iter();
    Ok(sent.find_map(|sent| match sent.form {
        SentForm::Doctor(answers) => Some(SentReferral {
            answers: *answers,
            received_at: sent.received_at,
            in_your_name: link.person.confirms,
            confirmed_at,
        }),
        SentForm::Family(_) | SentForm::CallMe(_) => None,
    }))
}

async fn confirmed_at(
    conn: &mut PgConnection,
    link: &FoundLink,
) -> Result<Option<Timestamp>, DbError> {
    let kind = EventKind::ReferralConfirmed;
    audit::find_of_contact(conn, link.referral, kind, link.contact).await
}
