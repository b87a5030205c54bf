//! Signing and sending. The same press twice is one referral and one confirmation; other content under a used key is
//! shown, never dropped.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use uuid::Uuid;

use super::check::{CheckForm, CheckPage};
use super::frame::path;
use super::{place, summary};
use crate::domain::referral::SubmissionContent;
use crate::domain::request::doctor::{DoctorAnswers, DoctorRequest, Refusals};
use crate::domain::request::{DraftKind, FieldErrors};
use crate::usecases::intake::DraftToken;
use crate::usecases::intake::submit_request::{Submission, SubmitRequestError};
use crate::web::cookies::CookieOf;
use crate::web::error::WebError;
use crate::web::form::Form;
use crate::web::page;
use crate::web::public::sent::AgainPage;
use crate::web::public::visitor::{Visitor, today};
use crate::web::state::WebState;

/// Shows everything once more; after sending, the way back leads to the confirmation.
pub async fn show(State(state): State<WebState>, visitor: Visitor) -> Result<Response, WebError> {
    let draft = visitor.draft::<DoctorAnswers>(&state).await?;
    if draft.is_new() && visitor.has_receipt(DraftKind::Doctor) {
        return Ok(to_receipt(&visitor));
    }
    let place = place(&state, &visitor, &draft, &draft.answers);
    let page = CheckPage::new(
        visitor.shell(&state),
        &place,
        &draft.answers,
        &draft.key(),
        &Refusals::new(),
    );
    Ok(page::render(StatusCode::OK, &page))
}

/// Sends the referral.
pub async fn submit(
    State(state): State<WebState>,
    visitor: Visitor,
    Form(form): Form<CheckForm>,
) -> Result<Response, WebError> {
    let draft = visitor.draft::<DoctorAnswers>(&state).await?;
    let has_key = draft.has_key(&form.submission_key);
    if draft.sent_elsewhere && has_key {
        return Ok(elsewhere(&state, &visitor));
    }
    if let (true, true, Some(token)) = (draft.sent, has_key, visitor.token(DraftKind::Doctor)) {
        return Ok(with_receipt(to_receipt(&visitor), &token, &state));
    }
    let key = form.submission_key.clone();
    let mut answers = draft.answers;
    answers.attest = form.signature();
    let request = match DoctorRequest::parse(&answers, today(&state)) {
        Err(refused) => return check_again(&state, &visitor, &answers, &refused).await,
        Ok(_) if !has_key => return stale(&state, &visitor, &answers).await,
        Ok(request) => request,
    };
    visitor.may_send(&state, &key)?;
    let submission = Submission {
        key: Uuid::parse_str(&key).map_err(|_| WebError::BadRequest("not one of our keys"))?,
        language: visitor.language,
        content: SubmissionContent::Doctor {
            answers: Box::new(answers.clone()),
            request: Box::new(request),
        },
        draft: visitor.token(DraftKind::Doctor),
        address: visitor.address,
    };
    match state.desk.submit_request(submission).await {
        Ok(sent) => Ok(with_receipt(to_receipt(&visitor), &sent.receipt, &state)),
        Err(SubmitRequestError::AlreadySentDifferent { receipt }) => {
            already_sent(&state, &visitor, &answers, &receipt).await
        }
        Err(SubmitRequestError::SentElsewhere) => Ok(elsewhere(&state, &visitor)),
        Err(SubmitRequestError::WrongKey) => stale(&state, &visitor, &answers).await,
        Err(error) => Err(error.into()),
    }
}

/// This browser held the form too, and another one sent it.
fn elsewhere(state: &WebState, visitor: &Visitor) -> Response {
    let page = AgainPage::elsewhere(visitor.shell(state));
    page::render(StatusCode::CONFLICT, &page)
}

async fn already_sent(
    state: &WebState,
    visitor: &Visitor,
    answers: &DoctorAnswers,
    receipt: &DraftToken,
) -> Result<Response, WebError> {
    let first = state.desk.find_receipt::<DoctorAnswers>(receipt).await?;
    let sections = summary::sections(visitor.words(), answers, today(state));
    let first = first.map(|first| (first.reference, first.received_at));
    let (shell, now) = (visitor.shell(state), state.desk.now());
    let page = AgainPage::new(shell, DraftKind::Doctor, first, sections, now);
    let page = page::render(StatusCode::CONFLICT, &page);
    Ok(with_receipt(page, receipt, state))
}

/// The page again: errors of every section, each leading there.
async fn check_again(
    state: &WebState,
    visitor: &Visitor,
    answers: &DoctorAnswers,
    refused: &Refusals,
) -> Result<Response, WebError> {
    let signature = answers.attest.clone();
    // On the heap: a doctor's answers are many.
    let sign = |kept: &mut DoctorAnswers| kept.attest = signature;
    let kept = Box::pin(visitor.save(state, sign)).await?;
    let place = place(state, visitor, &kept.draft, answers);
    let page = CheckPage::new(
        visitor.shell(state),
        &place,
        answers,
        &kept.draft.key(),
        refused,
    );
    Ok(kept.on(page::render(StatusCode::UNPROCESSABLE_ENTITY, &page), state))
}

/// The page was drawn from other answers: what would be sent is not what was read. Read it once more.
async fn stale(
    state: &WebState,
    visitor: &Visitor,
    answers: &DoctorAnswers,
) -> Result<Response, WebError> {
    let mut errors = FieldErrors::default();
    errors.add_key("capacity", "error-check-stale");
    check_again(state, visitor, answers, &vec![(None, errors)]).await
}

fn to_receipt(visitor: &Visitor) -> Response {
    page::see(&format!("{}#main", path(visitor.words(), "sent")))
}

fn with_receipt(mut response: Response, receipt: &DraftToken, state: &WebState) -> Response {
    CookieOf::DoctorReceipt.set(&mut response, receipt, state);
    response
}
