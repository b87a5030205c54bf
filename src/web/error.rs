//! What a handler can answer instead of a page. The page itself is drawn by `layers::error_pages`, in the visitor's
//! language, with the request id and the phone number, and nothing internal on it.

use std::error::Error;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::db::DbError;
use crate::domain::referral::PersonError;
use crate::support::store::StoreError;
use crate::usecases::case::ChangeCaseError;
use crate::usecases::case::find_cases::FindCasesError;
use crate::usecases::intake::submit_request::SubmitRequestError;
use crate::usecases::paper::open_paper::ReadPaperError;

/// An answer that is not a page of its own.
#[derive(Debug)]
pub enum WebError {
    /// Somebody must sign in first.
    SignInFirst,
    /// The role may not do this.
    Forbidden,
    /// There is no such page, or not for this person.
    NotFound,
    /// The form or the address is not one of ours.
    BadRequest(&'static str),
    /// Too much was sent.
    TooLarge,
    /// It came too slowly.
    TooSlow,
    /// Not a form.
    UnsupportedMedia,
    /// What was sent does not fit the present state of the case.
    Conflict,
    /// Too many posts from this address.
    TooMany {
        /// Seconds until it is worth trying again.
        retry_after: u32,
    },
    /// The database is out of reach for the moment.
    Unavailable,
    /// The database has no room left.
    NoRoom,
    /// Somebody else is at the same thing: the next try will pass.
    Busy,
    /// A fault of ours.
    Internal(Box<dyn Error + Send + Sync>),
}

/// Marks a response whose page `layers::error_pages` still has to draw.
#[derive(Debug, Clone, Copy)]
pub struct NeedsErrorPage;

impl WebError {
    fn status(&self) -> StatusCode {
        match self {
            Self::SignInFirst => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::UnsupportedMedia => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Conflict => StatusCode::CONFLICT,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable | Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::NoRoom => StatusCode::INSUFFICIENT_STORAGE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn log(&self) {
        match self {
            Self::Internal(error) => {
                let mut chain = error.to_string();
                let mut source = error.source();
                while let Some(cause) = source {
                    chain.push_str(": ");
                    chain.push_str(&without_values(&cause.to_string()));
                    source = cause.source();
                }
                tracing::error!(error = chain, "a request failed");
            }
            Self::BadRequest(why) => tracing::info!(why, "a request was refused"),
            _ => {}
        }
    }
}

/// PostgreSQL repeats values in the detail of an error; what is in quotes or brackets does not belong in a log.
fn without_values(text: &str) -> String {
    text.split("DETAIL")
        .next()
        .unwrap_or_default()
        .chars()
        .take(300)
        .collect()
}

impl IntoResponse for WebError {
    fn into_response(self) -> Response {
        self.log();
        let mut response = self.status().into_response();
        let retry_after = match self {
            Self::TooMany { retry_after } => Some(retry_after),
            Self::Unavailable => Some(5),
            Self::NoRoom => Some(60),
            Self::Busy => Some(1),
            _ => None,
        };
        if let Some(seconds) = retry_after {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(NeedsErrorPage);
        response
    }
}

impl From<DbError> for WebError {
    fn from(error: DbError) -> Self {
        if error.is_out_of_room() {
            tracing::error!("the database has no room left: free some on its disk");
            Self::NoRoom
        } else if error.is_outage() {
            tracing::warn!("the database is out of reach");
            Self::Unavailable
        } else if error.is_collision() {
            tracing::warn!("two changes met; the later one was asked to come again");
            Self::Busy
        } else {
            Self::Internal(Box::new(error))
        }
    }
}

impl From<StoreError> for WebError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Full => {
                tracing::error!("the file store has no room left: free some on its disk");
                Self::NoRoom
            }
            StoreError::Missing => Self::Internal(Box::new(error)),
            StoreError::Failed(cause) => {
                tracing::warn!(%cause, "the file store is out of reach");
                Self::Unavailable
            }
        }
    }
}

impl From<ReadPaperError> for WebError {
    fn from(error: ReadPaperError) -> Self {
        match error {
            ReadPaperError::Store(error) => error.into(),
            ReadPaperError::Db(error) => error.into(),
        }
    }
}

impl From<ChangeCaseError> for WebError {
    fn from(error: ChangeCaseError) -> Self {
        match error {
            ChangeCaseError::NotFound | ChangeCaseError::Person(PersonError::Unknown) => {
                Self::NotFound
            }
            ChangeCaseError::Forbidden => Self::Forbidden,
            ChangeCaseError::Stale
            | ChangeCaseError::Move(_)
            | ChangeCaseError::Assign(_)
            | ChangeCaseError::Join(_)
            | ChangeCaseError::Person(_) => Self::Conflict,
            ChangeCaseError::NobodyAnswers => Self::Internal(Box::new(error)),
            ChangeCaseError::Db(error) => error.into(),
        }
    }
}

impl From<FindCasesError> for WebError {
    fn from(error: FindCasesError) -> Self {
        match error {
            FindCasesError::Forbidden => Self::Forbidden,
            FindCasesError::NoSuchSearch => Self::NotFound,
            FindCasesError::Db(error) => error.into(),
        }
    }
}

impl From<SubmitRequestError> for WebError {
    fn from(error: SubmitRequestError) -> Self {
        match error {
            SubmitRequestError::AlreadySentDifferent { .. }
            | SubmitRequestError::SentElsewhere
            | SubmitRequestError::WrongKey => Self::Conflict,
            SubmitRequestError::NobodyAnswers => Self::Internal(Box::new(error)),
            SubmitRequestError::RosterRestless => Self::Unavailable,
            SubmitRequestError::Db(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::referral::{AssignError, MoveError};
    use crate::domain::status::Status;

    #[test]
    fn each_failure_has_its_status() {
        let outage = || DbError::Driver(sqlx_pool_timed_out());
        let corrupt = || DbError::corrupt("referrals", "status", 1);
        let not_in_table = MoveError::NotInTable {
            from: Status::Closed,
            to: Status::Seen,
        };
        let table: [(WebError, u16); 10] = [
            (outage().into(), 503),
            (corrupt().into(), 500),
            (ChangeCaseError::NotFound.into(), 404),
            (ChangeCaseError::Forbidden.into(), 403),
            (ChangeCaseError::Stale.into(), 409),
            (ChangeCaseError::Move(not_in_table).into(), 409),
            (ChangeCaseError::Assign(AssignError::Closed).into(), 409),
            (FindCasesError::Forbidden.into(), 403),
            (SubmitRequestError::WrongKey.into(), 409),
            (SubmitRequestError::Db(outage()).into(), 503),
        ];
        for (error, status) in table {
            assert_eq!(error.into_response().status().as_u16(), status);
        }
    }

    fn sqlx_pool_timed_out() -> sqlx::Error {
        sqlx::Error::PoolTimedOut
    }

    #[test]
    fn a_log_line_never_repeats_stored_values() {
        assert_eq!(
            without_values("duplicate key DETAIL: Key (email)=(ana@example.org)"),
            "duplicate key "
        );
    }
}
