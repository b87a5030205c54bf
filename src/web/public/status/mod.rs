//! The private page of a request: a link, one question, then where it stands.
//!
//! Opening a link shows one button and nothing private, for mail scanners open links before people do. The button asks
//! the question; only the right answer lets this browser in.

pub mod left;
pub mod looks;
pub(super) mod pages;
#[cfg(test)]
pub mod samples;
pub mod visit;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use serde::Deserialize;

use self::left::{Left, LeftForm};
use self::pages::{LostPage, OpenPage, QuestionPage, ShutPage, StatusPage, TellPage, ToldPage};
use self::visit::VisitCard;
use super::inside::{Invitation, shut_page};
use super::receipt;
use super::referral;
use super::sent::QuietPage;
use super::visitor::{Visitor, today};
use crate::domain::link::{LinkAnswer, Question};
use crate::domain::person::{ParseError, PartialDate, masked_debug};
use crate::domain::reference::Reference;
use crate::domain::request::FieldErrors;
use crate::usecases::link::LinkToken;
use crate::usecases::link::ask_link::LostLink;
use crate::usecases::link::open_link::OpenLinkError;
use crate::web::cookies::CookieOf;
use crate::web::error::WebError;
use crate::web::form::{Form, PathOf};
use crate::web::page;
use crate::web::state::WebState;

/// The button, or the answer to the question.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LinkForm {
    /// `open` from the button, `answer` once the question was asked.
    pub step: String,
    /// Month of birth.
    pub birth_month: String,
    /// Day of birth.
    pub birth_day: String,
    /// Year of birth.
    pub birth_year: String,
    /// The end of the phone number.
    pub phone_end: String,
    /// The e-mail address.
    pub email: String,
}

/// The wish to get no more messages, or to get them again.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MessagesForm {
    /// `yes` or `no`.
    pub stop: String,
}

/// That the child has died, or that this was told by mistake.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DeathForm {
    /// `yes` or `no`.
    pub died: String,
}

/// What somebody types who has lost the link.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LostForm {
    /// The reference of the request.
    pub reference: String,
    /// The phone number or e-mail address they gave us.
    pub means: String,
}

masked_debug!(LinkForm, LostForm);

/// Shows the button.
pub async fn show_link(
    State(state): State<WebState>,
    visitor: Visitor,
    PathOf((_, token)): PathOf<(String, String)>,
) -> Result<Response, WebError> {
    // Whether it is a link of ours is not said; its shape is.
    LinkToken::parse(&token).ok_or(WebError::NotFound)?;
    let page = OpenPage {
        shell: visitor.shell(&state),
    };
    Ok(page::render(StatusCode::OK, &page))
}

/// Asks the question, or opens the link where the answer fits.
pub async fn open_link(
    State(state): State<WebState>,
    visitor: Visitor,
    PathOf((_, token)): PathOf<(String, String)>,
    Form(form): Form<LinkForm>,
) -> Result<Response, WebError> {
    let token = LinkToken::parse(&token).ok_or(WebError::NotFound)?;
    if form.step == "open" {
        if let Some(session) = &visitor.session
            && state.desk.has_opened(session, &token).await?
        {
            return Ok(page::see(&home(&visitor)));
        }
        let question = state.desk.link_question(&token).await?;
        let none = FieldErrors::default();
        let page = QuestionPage::new(visitor.shell(&state), question, form, &none);
        return Ok(page::render(StatusCode::OK, &page));
    }
    if form.step != "answer" {
        return Err(WebError::BadRequest("the form is not one of ours"));
    }
    let question = state.desk.link_question(&token).await?;
    let answer = match form.answer(question, &state) {
        Ok(answer) => answer,
        Err(errors) => return Ok(again(&state, &visitor, question, form, &errors)),
    };
    let opened = state.desk.open_link(&token, &answer, visitor.address).await;
    match opened {
        Ok(session) => {
            let mut response = page::see(&home(&visitor));
            CookieOf::Link.set(&mut response, &session, &state);
            Ok(response)
        }
        Err(OpenLinkError::DoesNotFit) => {
            let mut errors = FieldErrors::default();
            let (control, label) = control(question);
            errors.add_key_for(control, label, "error-link-does-not-fit");
            Ok(again(&state, &visitor, question, form, &errors))
        }
        Err(OpenLinkError::TooMany { until }) => Ok(shut(&state, &visitor, until)),
        Err(OpenLinkError::Db(error)) => Err(error.into()),
    }
}

/// Shows where the request stands.
pub async fn show(State(state): State<WebState>, visitor: Visitor) -> Result<Response, WebError> {
    let shell = visitor.shell(&state);
    let found = match &visitor.session {
        Some(session) => state.desk.view_status(session).await?,
        None => None,
    };
    let Some(view) = found else {
        let doctors = referral::page_of(&state, &visitor).await?;
        return Ok(doctors.unwrap_or_else(|| shut_page(&state, &visitor)));
    };
    if view.death_told {
        return Ok(page::render(StatusCode::OK, &ToldPage { shell }));
    }
    if view.receipt.contact_stopped {
        return Ok(page::render(StatusCode::OK, &QuietPage { shell }));
    }
    let sections = if view.own_form {
        receipt::sections(&state, &visitor, &view.receipt)
    } else {
        Vec::new()
    };
    let facts = receipt::facts(&state, &view.receipt);
    let zone = &state.settings.programme.zone;
    let page = StatusPage::new(shell, &view, &facts, zone, sections);
    let page = page.visiting(VisitCard::of(&state, &visitor, &facts));
    let page = page.inviting(Invitation::to("doctor", &state, &visitor));
    let page = page.printed_from(state.address_of(&format!("/{}/status", code(&visitor))));
    let page = page.after(visitor.said.as_deref());
    Ok(page::render(StatusCode::OK, &page))
}

/// Stops our messages to this person, or lets them come again.
pub async fn stop_messages(
    State(state): State<WebState>,
    visitor: Visitor,
    Form(form): Form<MessagesForm>,
) -> Result<Response, WebError> {
    let stop = yes_or_no(&form.stop)?;
    if let Some(page) = left::asked(&state, &visitor, LeftForm::of(Left::Press)).await? {
        return Ok(page);
    }
    if let Some(session) = &visitor.session {
        state.desk.stop_messages(session, stop).await?;
    }
    Ok(page::see(&format!("/{}/status#messages", code(&visitor))))
}

/// Asks once more before a family tells us that the child has died.
pub async fn show_death(
    State(state): State<WebState>,
    visitor: Visitor,
) -> Result<Response, WebError> {
    let open = match &visitor.session {
        Some(session) => state.desk.view_status(session).await?,
        None => None,
    };
    let page = TellPage {
        shell: visitor.shell(&state),
    };
    Ok(match open {
        Some(view) if !view.receipt.contact_stopped => page::render(StatusCode::OK, &page),
        _ => page::see(&home(&visitor)),
    })
}

/// Hears from a family that the child has died, or that this was a mistake.
pub async fn tell_death(
    State(state): State<WebState>,
    visitor: Visitor,
    Form(form): Form<DeathForm>,
) -> Result<Response, WebError> {
    let told = yes_or_no(&form.died)?;
    if let Some(page) = left::asked(&state, &visitor, LeftForm::of(Left::Press)).await? {
        return Ok(page);
    }
    if let Some(session) = &visitor.session {
        state.desk.tell_death(session, told).await?;
    }
    Ok(page::see(&home(&visitor)))
}

/// Lets this browser in no more.
pub async fn sign_out(
    State(state): State<WebState>,
    visitor: Visitor,
) -> Result<Response, WebError> {
    if let Some(session) = &visitor.session {
        state.desk.close_link(session).await?;
    }
    let mut response = page::see(&format!("/{}/status/lost?said=out#main", code(&visitor)));
    CookieOf::Link.clear(&mut response, &state);
    Ok(response)
}

/// Shows the form for a lost link.
pub async fn show_lost(State(state): State<WebState>, visitor: Visitor) -> Response {
    let shell = visitor.shell(&state);
    let page = LostPage::new(shell, &LostForm::default(), &FieldErrors::default());
    page::render(StatusCode::OK, &page.after(visitor.said.as_deref()))
}

/// Takes the form for a lost link; what it answers says nothing of what we know.
pub async fn ask_link(
    State(state): State<WebState>,
    visitor: Visitor,
    Form(form): Form<LostForm>,
) -> Result<Response, WebError> {
    let mut errors = FieldErrors::default();
    let reference = match form.reference.trim() {
        "" => {
            errors.add("reference", ParseError::Missing);
            None
        }
        typed => Reference::parse(typed).or_else(|| {
            errors.add_key("reference", "error-not-a-reference");
            None
        }),
    };
    if form.means.trim().is_empty() {
        errors.add("means", ParseError::Missing);
    }
    let shell = visitor.shell(&state);
    let Some(reference) = reference.filter(|_| errors.is_empty()) else {
        let page = LostPage::new(shell, &form, &errors);
        return Ok(page::render(StatusCode::UNPROCESSABLE_ENTITY, &page));
    };
    let lost = LostLink {
        reference,
        means: form.means.clone(),
    };
    state.desk.ask_link(&lost).await?;
    let said = format!("/{}/status/lost?said=asked#main", code(&visitor));
    Ok(page::see(&said))
}

impl LinkForm {
    fn answer(&self, question: Question, state: &WebState) -> Result<LinkAnswer, FieldErrors> {
        let mut errors = FieldErrors::default();
        let mut answer = LinkAnswer {
            birth: None,
            phone_end: self.phone_end.clone(),
            email: self.email.clone(),
        };
        let missing = |text: &str| text.trim().is_empty();
        match question {
            Question::Birth => {
                let (month, day, year) = (&self.birth_month, &self.birth_day, &self.birth_year);
                match PartialDate::parse(month, day, year, today(state)) {
                    Ok(birth) => answer.birth = Some(birth),
                    Err(error) => errors.add_for("birth_month", "birth", error),
                }
            }
            Question::PhoneEnd if missing(&self.phone_end) => {
                errors.add("phone_end", ParseError::Missing);
            }
            Question::Email if missing(&self.email) => {
                errors.add_key("email", "error-link-email-missing");
            }
            Question::PhoneEnd | Question::Email => {}
        }
        if errors.is_empty() {
            Ok(answer)
        } else {
            Err(errors)
        }
    }
}

fn again(
    state: &WebState,
    visitor: &Visitor,
    question: Question,
    form: LinkForm,
    errors: &FieldErrors,
) -> Response {
    let page = QuestionPage::new(visitor.shell(state), question, form, errors);
    page::render(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// The answer after too many tries, with the time at which they count anew.
pub(super) fn shut(state: &WebState, visitor: &Visitor, until: Timestamp) -> Response {
    let page = ShutPage {
        until: visitor.words().time(state.local(until).time()),
        shell: visitor.shell(state),
    };
    page::render(StatusCode::TOO_MANY_REQUESTS, &page)
}

fn yes_or_no(answer: &str) -> Result<bool, WebError> {
    match answer {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(WebError::BadRequest("the form is not one of ours")),
    }
}

/// The control that a refusal leads to, and the name of its question.
fn control(question: Question) -> (&'static str, &'static str) {
    match question {
        Question::Birth => ("birth_month", "birth"),
        Question::PhoneEnd => ("phone_end", "phone_end"),
        Question::Email => ("email", "email"),
    }
}

fn home(visitor: &Visitor) -> String {
    format!("/{}/status#main", code(visitor))
}

fn code(visitor: &Visitor) -> &'static str {
    visitor.language.code()
}
