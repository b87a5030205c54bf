//! A family tells us that the child has died, or that they pressed that by mistake. Everything automatic stops at once;
//! staff hear of it, and only a person ends the case.

use super::LinkToken;
use crate::db::referral::{apply, read};
use crate::db::{DbError, link};
use crate::domain::referral::{ContactKind, Setting};
use crate::usecases::Desk;
use crate::usecases::roster::load_directory;

impl Desk {
    /// Stops every automatic word to the family of the link that this browser has opened, or takes that back. The same
    /// word again changes nothing, and neither does one behind a death that staff have recorded.
    pub async fn tell_death(&self, session: &LinkToken, told: bool) -> Result<(), DbError> {
        let now = self.now();
        let mut tx = self.begin().await?;
        let Some(found) = link::find_by_session(&mut tx, &self.vault, session, now).await? else {
            return Ok(());
        };
        // A doctor's word comes by phone or message.
        if found.kind == ContactKind::Doctor {
            return Ok(());
        }
        let Some(case) = read::lock(&mut tx, &self.vault, found.referral).await? else {
            return Ok(());
        };
        let known = case.referral.death_told_at.is_some();
        if known == told || case.referral.contact_stopped_at.is_some() {
            return Ok(());
        }
        let Some(directory) = load_directory(&mut tx).await? else {
            return Err(DbError::corrupt(
                "staff",
                "is_fallback_owner",
                found.referral,
            ));
        };
        let rules = self.rules();
        let setting = Setting {
            now,
            rules: &rules,
            directory: &directory,
        };
        let change = if told {
            case.referral.tell_death(found.contact, &setting)
        } else {
            case.referral
                .take_back_told_death(Some(found.contact), None, &setting)
        };
        apply::update(&mut tx, &self.vault, &case.key, &change, now).await?;
        tx.commit().await?;
        self.mail_wake.notify_one();
        Ok(())
    }
}
