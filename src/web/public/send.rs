//! Sending: the family's form after "Check your answers", and "Just call me".
//!
//! The same press twice is one request and one confirmation; other content under a used key is shown, never dropped.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use uuid::Uuid;

use super::call_me::{self, CallMePage};
use super::family::check::{CheckForm, CheckPage};
use super::family::place;
use super::sent::AgainPage;
use super::summary::{self, Section};
use super::visitor::{Visitor, today};
use crate::domain::referral::SubmissionContent;
use crate::domain::request::{Answers, CallMeForm, DraftKind, FamilyRequest, FieldErrors, Step};
use crate::support::ids::random_id;
use crate::usecases::intake::DraftToken;
use crate::usecases::intake::submit_request::{Submission, SubmitRequestError, Submitted};
use crate::web::cookies::CookieOf;
use crate::web::error::WebError;
use crate::web::form::Form;
use crate::web::page;
use crate::web::state::WebState;

/// Sends the family's form.
pub async fn send_family(
    State(state): State<WebState>,
    visitor: Visitor,
    Form(form): Form<CheckForm>,
) -> Result<Response, WebError> {
    let draft = visitor.draft::<Answers>(&state).await?;
    if draft.sent_elsewhere && draft.has_key(&form.submission_key) {
        return Ok(elsewhere(&state, &visitor));
    }
    if let (true, true, Some(token)) = (
        draft.sent,
        draft.has_key(&form.submission_key),
        visitor.token(DraftKind::Family),
    ) {
        return Ok(with_receipt(to_receipt(&visitor), &token, &state));
    }
    let has_key = draft.has_key(&form.submission_key);
    let mut answers = draft.answers;
    answers.consent.version = form.consent;
    let request = match FamilyRequest::parse(&answers, today(&state)) {
        Err(refused) => return check_again(&state, &visitor, &answers, &refused).await,
        Ok(_) if !has_key => return stale(&state, &visitor, &answers).await,
        Ok(request) => request,
    };
    let content = SubmissionContent::Family {
        answers: Box::new(answers.clone()),
        request: Box::new(request),
    };
    // Saving once more before sending would start a new draft where the same press has just been answered.
    visitor.may_send(&state, &form.submission_key)?;
    let sent = submit(
        &state,
        &visitor,
        &form.submission_key,
        content,
        visitor.token(DraftKind::Family),
    )
    .await;
    if matches!(sent, Err(SubmitRequestError::WrongKey)) {
        return stale(&state, &visitor, &answers).await;
    }
    let sections = summary::family(visitor.words(), &answers, today(&state), false);
    answer(&state, &visitor, sent, sections).await
}

/// Shows "Just call me", with what the visitor has told before.
pub async fn show_call_me(
    State(state): State<WebState>,
    visitor: Visitor,
) -> Result<Response, WebError> {
    let draft = visitor.draft::<Answers>(&state).await?;
    let mut form = call_me::prefilled(&draft.answers, random_id().to_string());
    if let Some(spoken) = &visitor.spoken {
        form.spoken.clone_from(spoken);
    }
    let page = CallMePage::new(visitor.shell(&state), form, &FieldErrors::default());
    Ok(page::render(StatusCode::OK, &page))
}

/// Sends "Just call me".
pub async fn send_call_me(
    State(state): State<WebState>,
    visitor: Visitor,
    Form(mut form): Form<CallMeForm>,
) -> Result<Response, WebError> {
    match form.parse() {
        Err(errors) => call_me_again(&state, &visitor, form, &errors).await,
        Ok(_) if Uuid::parse_str(&form.submission_key).is_err() => {
            let mut errors = FieldErrors::default();
            errors.add_key("submission_key", "error-press-again");
            form.submission_key = random_id().to_string();
            call_me_again(&state, &visitor, form, &errors).await
        }
        Ok(request) => {
            let sections = summary::call_me(visitor.words(), &form);
            let key = form.submission_key.clone();
            let content = SubmissionContent::CallMe {
                form: Box::new(form),
                request: Box::new(request),
            };
            visitor.may_send(&state, &key)?;
            let sent = submit(&state, &visitor, &key, content, None).await;
            answer(&state, &visitor, sent, sections).await
        }
    }
}

/// "Just call me" again, with what was typed: something needs another look, or another press.
async fn call_me_again(
    state: &WebState,
    visitor: &Visitor,
    form: CallMeForm,
    errors: &FieldErrors,
) -> Result<Response, WebError> {
    let remember = |answers: &mut Answers| call_me::remember(&form, answers);
    let kept = visitor.save(state, remember).await?;
    let page = CallMePage::new(visitor.shell(state), form, errors);
    Ok(kept.on(page::render(StatusCode::UNPROCESSABLE_ENTITY, &page), state))
}

async fn submit(
    state: &WebState,
    visitor: &Visitor,
    key: &str,
    content: SubmissionContent,
    draft: Option<DraftToken>,
) -> Result<Submitted, SubmitRequestError> {
    let submission = Submission {
        key: Uuid::parse_str(key).map_err(|_| SubmitRequestError::WrongKey)?,
        language: visitor.language,
        content,
        draft,
        address: visitor.address,
    };
    state.desk.submit_request(submission).await
}

/// Answers a send: on to the confirmation, or what was typed now beside what was sent first.
async fn answer(
    state: &WebState,
    visitor: &Visitor,
    sent: Result<Submitted, SubmitRequestError>,
    sections: Vec<Section>,
) -> Result<Response, WebError> {
    match sent {
        Ok(submitted) => Ok(with_receipt(to_receipt(visitor), &submitted.receipt, state)),
        Err(SubmitRequestError::AlreadySentDifferent { receipt }) => {
            let first = state.desk.find_receipt::<Answers>(&receipt).await?;
            let first = first.map(|first| (first.reference, first.received_at));
            let (shell, now) = (visitor.shell(state), state.desk.now());
            let page = AgainPage::new(shell, DraftKind::Family, first, sections, now);
            Ok(with_receipt(
                page::render(StatusCode::CONFLICT, &page),
                &receipt,
                state,
            ))
        }
        Err(SubmitRequestError::SentElsewhere) => Ok(elsewhere(state, visitor)),
        Err(SubmitRequestError::WrongKey) => {
            Err(WebError::BadRequest("the form's key is not one of ours"))
        }
        Err(error) => Err(error.into()),
    }
}

/// "Check your answers" again: errors of every page, each leading there.
async fn check_again(
    state: &WebState,
    visitor: &Visitor,
    answers: &Answers,
    refused: &[(Step, FieldErrors)],
) -> Result<Response, WebError> {
    let consent = answers.consent.clone();
    let kept = visitor
        .save(state, |kept: &mut Answers| kept.consent = consent)
        .await?;
    let place = place(state, visitor, &kept.draft, answers, Step::Check);
    let shell = visitor.shell(state);
    let page = CheckPage::new(shell, &place, answers, &kept.draft.key(), refused);
    Ok(kept.on(page::render(StatusCode::UNPROCESSABLE_ENTITY, &page), state))
}

/// The page was drawn from another draft: what would be sent is not what was read. Read it once more.
async fn stale(
    state: &WebState,
    visitor: &Visitor,
    answers: &Answers,
) -> Result<Response, WebError> {
    let mut errors = FieldErrors::default();
    errors.add_key("consent", "error-check-stale");
    check_again(state, visitor, answers, &[(Step::Check, errors)]).await
}

/// This browser held the form too, and another one sent it.
fn elsewhere(state: &WebState, visitor: &Visitor) -> Response {
    let page = AgainPage::elsewhere(visitor.shell(state));
    page::render(StatusCode::CONFLICT, &page)
}

fn to_receipt(visitor: &Visitor) -> Response {
    let path = format!("/{}/family/sent#main", visitor.language.code());
    page::see(&path)
}

fn with_receipt(mut response: Response, receipt: &DraftToken, state: &WebState) -> Response {
    CookieOf::Receipt.set(&mut response, receipt, state);
    response
}
