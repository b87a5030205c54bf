//! Somebody goes on with an unfinished form on another device: its code, and the phone or address they typed in it.

use std::net::IpAddr;

use jiff::Timestamp;

use super::DraftToken;
use crate::db::DbError;
use crate::db::draft::{self, Draft};
use crate::db::staff::attempts;
use crate::domain::request::doctor::DoctorAnswers;
use crate::domain::request::{Answers, DraftAnswers, DraftKind, ResumeCode};
use crate::support::address::network;
use crate::usecases::Desk;
use crate::usecases::window::Window;

/// Tries are counted in windows of this many seconds.
const WINDOW_SECONDS: i64 = 15 * 60;
/// Tries that one code has in a window.
const CODE_MOST: i32 = 5;
/// Tries that one address has in a window, over all codes.
const ADDRESS_MOST: i32 = 30;

/// Why a form stayed shut.
#[derive(Debug, thiserror::Error)]
pub enum ResumeDraftError {
    /// No form has this code and this phone or address, or it was sent, or its time is over.
    #[error("no such form")]
    NotFound,
    /// Too many tries; the window ends then.
    #[error("too many tries")]
    TooMany {
        /// When the next try counts anew.
        until: Timestamp,
    },
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for ResumeDraftError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

/// A form that was found: which one, and what its browser must hold.
#[derive(Debug)]
pub struct Resumed {
    /// Which form.
    pub kind: DraftKind,
    /// The token, of this device alone; the one it was begun on keeps its own.
    pub token: DraftToken,
}

impl Desk {
    /// Finds the form of a code where `means` is the phone (its last four digits are enough) or the e-mail address that
    /// was typed in it. The try is counted before anything is looked at.
    pub async fn resume_draft(
        &self,
        code: &ResumeCode,
        means: &str,
        address: Option<IpAddr>,
    ) -> Result<Resumed, ResumeDraftError> {
        let now = self.now();
        let window = Window::around(now, WINDOW_SECONDS);
        let own = self
            .vault
            .keyed_hash("resume-tries", code.expose().as_bytes());
        let mut tx = self.begin().await?;
        let mut over = attempts::insert_attempt(&mut tx, &own, window.start).await? > CODE_MOST;
        if let Some(address) = address {
            let shared = network(address).to_string();
            let shared = self.vault.keyed_hash("resume-address", shared.as_bytes());
            over |= attempts::insert_attempt(&mut tx, &shared, window.start).await? > ADDRESS_MOST;
        }
        tx.commit().await?;
        if over {
            return Err(ResumeDraftError::TooMany {
                until: window.until,
            });
        }
        let mut tx = self.begin().await?;
        let family = draft::list_by_code::<Answers>(&mut tx, &self.vault, code, now).await?;
        let doctor = draft::list_by_code::<DoctorAnswers>(&mut tx, &self.vault, code, now).await?;
        let found = fitting(&family, means)
            .map(|id| (DraftKind::Family, id))
            .or_else(|| fitting(&doctor, means).map(|id| (DraftKind::Doctor, id)));
        let Some((kind, id)) = found else {
            return Err(ResumeDraftError::NotFound);
        };
        let token = DraftToken::fresh();
        draft::insert_browser(&mut tx, id, &token).await?;
        attempts::delete_attempts(&mut tx, &own).await?;
        tx.commit().await?;
        Ok(Resumed { kind, token })
    }
}

fn fitting<A: DraftAnswers>(drafts: &[Draft<A>], means: &str) -> Option<uuid::Uuid> {
    let fits = |draft: &&Draft<A>| {
        let answers = draft.answers.as_ref();
        answers.is_some_and(|answers| answers.is_reached_by(means))
    };
    drafts.iter().find(fits).map(|draft| draft.id)
}
