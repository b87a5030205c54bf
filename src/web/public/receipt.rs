//! Coming back to what this browser sent: confirmation first, later where the request stands.

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use serde::Deserialize;

use super::doctor;
use super::sent::{
    ForgottenPage, NothingSentPage, PrivateLink, QuietPage, Reply, SentFacts, SentPage,
};
use super::status::left;
use super::summary::{self, Section};
use super::talk::{self, TalkForm};
use super::visitor::{Visitor, now};
use crate::domain::person::masked_debug;
use crate::domain::referral::SentForm;
use crate::domain::request::{Answers, Asker, BestWay, DraftAnswers, DraftKind, Whereabouts};

use crate::usecases::intake::DraftToken;
use crate::usecases::intake::find_receipt::Receipt;
use crate::web::cookies::CookieOf;
use crate::web::error::WebError;
use crate::web::form::Form;
use crate::web::page;
use crate::web::state::WebState;

/// Shows what this browser sent.
pub async fn show(State(state): State<WebState>, visitor: Visitor) -> Result<Response, WebError> {
    let shell = visitor.shell(&state);
    let Some(receipt) = visitor.receipt::<Answers>(&state).await? else {
        return Ok(page::render(
            StatusCode::NOT_FOUND,
            &NothingSentPage { shell },
        ));
    };
    if receipt.contact_stopped {
        return Ok(page::render(StatusCode::OK, &QuietPage { shell }));
    }
    let sections = sections(&state, &visitor, &receipt);
    let facts = SentFacts {
        link: PrivateLink::of(&state, &visitor, &receipt),
        ..facts(&state, &receipt)
    };
    let zone = &state.settings.programme.zone;
    Ok(page::render(
        StatusCode::OK,
        &SentPage::new(shell, facts, zone, sections),
    ))
}

/// Finds what a browser sent that holds this token of a form; none where it holds none, or another one sent it.
pub(super) async fn find_receipt<A: DraftAnswers>(
    state: &WebState,
    token: Option<&DraftToken>,
) -> Result<Option<Receipt>, WebError> {
    let Some(token) = token else { return Ok(None) };
    Ok(state.desk.find_receipt::<A>(token).await?)
}

/// Opens the page that takes papers, where this browser has sent the form just now; later the private link asks first.
pub async fn open_papers<A: DraftAnswers>(
    State(state): State<WebState>,
    visitor: Visitor,
) -> Result<Response, WebError> {
    let language = visitor.language.code();
    let opened = match visitor.sent(A::KIND) {
        Some(receipt) => state.desk.open_by_receipt::<A>(receipt).await?,
        None => None,
    };
    let Some(session) = opened else {
        return Ok(page::see(&format!("/{language}/status/lost#main")));
    };
    let mut response = page::see(&format!("/{language}/status/papers#main"));
    CookieOf::Link.set(&mut response, &session, &state);
    Ok(response)
}

/// What was typed after sending, as a message.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AgainForm {
    /// The reference of the request that it belongs to.
    pub reference: String,
    /// The page's key.
    pub key: String,
    /// The words.
    pub text: String,
}

masked_debug!(AgainForm);

/// Takes what was typed after sending as a message, where this browser has sent that very request just now. Otherwise the
/// words stay on the page: this browser may have sent one for another child since.
pub async fn add_message<A: DraftAnswers>(
    State(state): State<WebState>,
    mut visitor: Visitor,
    Form(form): Form<AgainForm>,
) -> Result<Response, WebError> {
    let last = visitor.receipt::<A>(&state).await?;
    let same = last.is_some_and(|last| last.reference.as_str() == form.reference);
    let opened = match visitor.sent(A::KIND).filter(|_| same) {
        Some(receipt) => state.desk.open_by_receipt::<A>(receipt).await?,
        None => None,
    };
    let form = TalkForm {
        key: form.key,
        text: form.text,
    };
    let Some(session) = opened else {
        return Ok(left::shut(&state, &visitor, &form.text));
    };
    visitor.session = Some(session.clone());
    let mut response = talk::write(State(state.clone()), visitor, Form(form)).await?;
    CookieOf::Link.set(&mut response, &session, &state);
    Ok(response)
}

/// Takes what was sent, and what was typed, off this phone. The request itself stays.
pub async fn forget(State(state): State<WebState>, visitor: Visitor) -> Result<Response, WebError> {
    let receipt = visitor.receipt::<Answers>(&state).await?;
    for token in visitor.tokens() {
        state.desk.forget_receipt(token).await?;
    }
    if let Some(session) = &visitor.session {
        state.desk.close_link(session).await?;
    }
    let reference = receipt
        .filter(|receipt| !receipt.contact_stopped)
        .map(|receipt| receipt.reference.to_string());
    let page = ForgottenPage {
        shell: visitor.shell(&state),
        reference: reference.unwrap_or_default(),
    };
    let mut response = page::render(StatusCode::OK, &page);
    for cookie in [
        CookieOf::Receipt,
        CookieOf::Form,
        CookieOf::DoctorReceipt,
        CookieOf::DoctorForm,
        CookieOf::Link,
    ] {
        cookie.clear(&mut response, &state);
    }
    response.headers_mut().insert(
        "clear-site-data",
        HeaderValue::from_static("\"cache\", \"storage\""),
    );
    Ok(response)
}

/// Says what still works after that, also where somebody comes back to the address.
pub async fn show_forgotten(State(state): State<WebState>, visitor: Visitor) -> Response {
    if visitor.has_receipt(DraftKind::Family) {
        return page::see(&format!("/{}/family/sent", visitor.language.code()));
    }
    let page = ForgottenPage {
        shell: visitor.shell(&state),
        reference: String::new(),
    };
    page::render(StatusCode::OK, &page)
}

pub(super) fn sections(state: &WebState, visitor: &Visitor, receipt: &Receipt) -> Vec<Section> {
    let sent_on = state.local(receipt.received_at).date();
    match &receipt.sent {
        SentForm::Family(answers) => summary::family(visitor.words(), answers, sent_on, false),
        SentForm::CallMe(form) => summary::call_me(visitor.words(), form),
        SentForm::Doctor(answers) => doctor::summary::sections(visitor.words(), answers, sent_on),
    }
}

pub(super) fn facts(state: &WebState, receipt: &Receipt) -> SentFacts {
    let local = |at| state.local(at);
    let family = match &receipt.sent {
        SentForm::Family(answers) => Some(answers),
        SentForm::CallMe(_) | SentForm::Doctor(_) => None,
    };
    SentFacts {
        reference: receipt.reference.to_string(),
        status: receipt.status,
        decision: receipt.decision,
        visit: receipt.visit_at.map(local),
        first_call_done: receipt.first_call_done,
        talked: receipt.talked_at.map(local),
        asker: family.map_or(Asker::Family, |answers| answers.asker()),
        intensive_care: family
            .is_some_and(|answers| answers.situation.place == Whereabouts::IntensiveCare.code()),
        promise: receipt.promise_due_at.map(local),
        missed: receipt.missed_since.map(local),
        received_at: local(receipt.received_at),
        now: now(state),
        reply: family.map_or(Reply::Call, |answers| reply(answers)),
        asked_help: family.is_some_and(|answers| !answers.help.kinds.is_empty()),
        link: None,
    }
}

/// A family without a phone, or one that asked for e-mail, is written to.
fn reply(answers: &Answers) -> Reply {
    let written =
        answers.reach.best_way == BestWay::Email.code() || answers.reach.phone.trim().is_empty();
    if written { Reply::Writing } else { Reply::Call }
}
