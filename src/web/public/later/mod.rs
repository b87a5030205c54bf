//! Finishing later: the code of an unfinished form, the way back by it, and taking the form off a shared phone.

mod by_mail;
mod pages;
#[cfg(test)]
pub mod samples;

use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

pub use self::by_mail::{
    code_of_doctor, code_of_family, remind_doctor, remind_family, stop_reminders,
};
use self::pages::{ByMail, LaterPage, ResumePage, Saved, Told};
use super::status::shut;
use super::visitor::{Draft, Visitor};
use crate::domain::person::{EmailAddress, ParseError, Phone, masked_debug};
use crate::domain::request::doctor::DoctorAnswers;
use crate::domain::request::{Answers, DraftAnswers, DraftKind, FieldErrors, ResumeCode, Step};
use crate::usecases::intake::resume_draft::ResumeDraftError;
use crate::web::cookies::CookieOf;
use crate::web::error::WebError;
use crate::web::form::Form;
use crate::web::page;
use crate::web::public::frame::step_path;
use crate::web::state::WebState;

/// How to reach somebody who has not said so yet: without one of them nobody could come back by the code.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MeansForm {
    /// Phone.
    pub phone: String,
    /// E-mail.
    pub email: String,
}

/// The way back.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ResumeForm {
    /// The code.
    pub code: String,
    /// The phone or e-mail address that was typed in the form.
    pub means: String,
}

masked_debug!(MeansForm, ResumeForm);

/// Shows the code of a family's unfinished form.
pub async fn show_family(
    State(state): State<WebState>,
    visitor: Visitor,
) -> Result<Response, WebError> {
    show::<Answers>(&state, &visitor).await
}

/// Shows the code of a doctor's unfinished form.
pub async fn show_doctor(
    State(state): State<WebState>,
    visitor: Visitor,
) -> Result<Response, WebError> {
    show::<DoctorAnswers>(&state, &visitor).await
}

/// Keeps how to reach a family.
pub async fn means_of_family(
    State(state): State<WebState>,
    visitor: Visitor,
    Form(form): Form<MeansForm>,
) -> Result<Response, WebError> {
    let keep = |answers: &mut Answers, form: MeansForm| {
        answers.reach.phone = form.phone;
        answers.reach.email = form.email;
    };
    Box::pin(means(&state, &visitor, form, keep)).await
}

/// Keeps how to reach a doctor.
pub async fn means_of_doctor(
    State(state): State<WebState>,
    visitor: Visitor,
    Form(form): Form<MeansForm>,
) -> Result<Response, WebError> {
    let keep = |answers: &mut DoctorAnswers, form: MeansForm| {
        answers.you.clinician_phone = form.phone;
        answers.you.clinician_email = form.email;
    };
    Box::pin(means(&state, &visitor, form, keep)).await
}

/// Takes a family's unfinished form off this phone; its code still leads to it.
pub async fn clear_family(
    State(state): State<WebState>,
    visitor: Visitor,
) -> Result<Response, WebError> {
    clear::<Answers>(&state, &visitor).await
}

/// Takes a doctor's unfinished form off this device; its code still leads to it.
pub async fn clear_doctor(
    State(state): State<WebState>,
    visitor: Visitor,
) -> Result<Response, WebError> {
    Box::pin(clear::<DoctorAnswers>(&state, &visitor)).await
}

/// Shows the way back. To whoever comes from a reminder it shows the button that stops them.
pub async fn show_resume(
    State(state): State<WebState>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Response {
    let told = match visitor.said.as_deref() {
        Some("cleared") => Some(Told::Cleared),
        Some("dropped") => Some(Told::Dropped),
        Some("stopped") => Some(Told::Stopped),
        _ => by_mail::reminder_in(query.as_deref()).map(Told::Reminded),
    };
    let (form, none) = (ResumeForm::default(), FieldErrors::default());
    let page = ResumePage::new(visitor.shell(&state), form, &none, told);
    page::render(StatusCode::OK, &page)
}

/// Opens the form of a code on this device.
pub async fn resume(
    State(state): State<WebState>,
    visitor: Visitor,
    Form(form): Form<ResumeForm>,
) -> Result<Response, WebError> {
    let mut errors = FieldErrors::default();
    let code = ResumeCode::parse(&form.code);
    match (&code, form.code.trim().is_empty()) {
        (None, true) => errors.add("code", ParseError::Missing),
        (None, false) => errors.add_key("code", "error-not-a-code"),
        (Some(_), _) => {}
    }
    if form.means.trim().is_empty() {
        errors.add("means", ParseError::Missing);
    }
    let Some(code) = code.filter(|_| errors.is_empty()) else {
        return Ok(resume_again(&state, &visitor, form, &errors));
    };
    let found = state
        .desk
        .resume_draft(&code, &form.means, visitor.address)
        .await;
    match found {
        Ok(resumed) => {
            let next = match resumed.kind {
                DraftKind::Family => {
                    let draft = state.desk.open_draft::<Answers>(&resumed.token).await?;
                    let answers = draft.map(|draft| draft.answers).unwrap_or_default();
                    step_path(visitor.words(), first_untouched(&answers))
                }
                DraftKind::Doctor => format!("/{}/doctor", visitor.language.code()),
            };
            let mut response = page::see(&format!("{next}#main"));
            CookieOf::form(resumed.kind).set(&mut response, &resumed.token, &state);
            Ok(response)
        }
        Err(ResumeDraftError::NotFound) => {
            errors.add_key("code", "error-resume-not-found");
            Ok(resume_again(&state, &visitor, form, &errors))
        }
        Err(ResumeDraftError::TooMany { until }) => Ok(shut(&state, &visitor, until)),
        Err(ResumeDraftError::Db(error)) => Err(error.into()),
    }
}

async fn show<A: DraftAnswers>(state: &WebState, visitor: &Visitor) -> Result<Response, WebError> {
    let draft: Draft<A> = visitor.draft(state).await?;
    let none = FieldErrors::default();
    Ok(
        match later_page(state, visitor, &draft, None, &none).await? {
            Some(page) => page::render(StatusCode::OK, &page),
            // There is nothing to come back to yet.
            None => page::see(&format!("{}#main", home::<A>(visitor))),
        },
    )
}

async fn means<A: DraftAnswers>(
    state: &WebState,
    visitor: &Visitor,
    form: MeansForm,
    keep: fn(&mut A, MeansForm),
) -> Result<Response, WebError> {
    let errors = form.check();
    if errors.is_empty() {
        let kept = visitor
            .save(state, |answers: &mut A| keep(answers, form))
            .await?;
        let path = format!("{}/later#main", folder::<A>(visitor));
        return Ok(kept.on(page::see(&path), state));
    }
    let draft: Draft<A> = visitor.draft(state).await?;
    Ok(
        match later_page(state, visitor, &draft, Some(form), &errors).await? {
            Some(page) => page::render(StatusCode::UNPROCESSABLE_ENTITY, &page),
            None => page::see(&format!("{}#main", home::<A>(visitor))),
        },
    )
}

impl MeansForm {
    /// One of the two has to be there, and each that is there has to be one.
    fn check(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        let phone = Phone::parse(&self.phone).err();
        let email = EmailAddress::parse(&self.email).err();
        let missing = Some(ParseError::Missing);
        if phone == missing && email == missing {
            errors.add_key("phone", "error-phone-or-email-missing");
            return errors;
        }
        for (field, error) in [("phone", phone), ("email", email)] {
            if let Some(error) = error.filter(|error| *error != ParseError::Missing) {
                errors.add(field, error);
            }
        }
        errors
    }
}

/// The page with the code of an unsent form; none where there is no such form.
async fn later_page<A: DraftAnswers>(
    state: &WebState,
    visitor: &Visitor,
    draft: &Draft<A>,
    typed: Option<MeansForm>,
    errors: &FieldErrors,
) -> Result<Option<LaterPage>, WebError> {
    let code = draft.code.clone().filter(|_| !draft.is_new());
    let (Some(code), Some(until)) = (code, draft.expires_at) else {
        return Ok(None);
    };
    let [phone, email] = draft.answers.means();
    let by_mail = match (EmailAddress::parse(email), visitor.token(A::KIND)) {
        (Ok(_), Some(token)) => {
            let reminders = state.desk.list_reminders::<A>(&token).await?;
            let days = reminders.into_iter().map(|at| state.local(at).date());
            Some(ByMail {
                reminders: days.collect(),
                said: visitor.said.clone().unwrap_or_default(),
            })
        }
        _ => None,
    };
    let way_back = format!("/{}/resume", visitor.language.code());
    let saved = Saved {
        kind: A::KIND,
        call_first: draft.answers.call_first(),
        folder: folder::<A>(visitor),
        code,
        way_back: [way_back.clone(), state.address_of(&way_back)],
        until: state.local(until).date(),
        known: [!phone.trim().is_empty(), !email.trim().is_empty()],
        by_mail,
    };
    let (shell, typed) = (visitor.shell(state), typed.unwrap_or_default());
    Ok(Some(LaterPage::new(shell, saved, typed, errors)))
}

fn resume_again(
    state: &WebState,
    visitor: &Visitor,
    form: ResumeForm,
    errors: &FieldErrors,
) -> Response {
    let page = ResumePage::new(visitor.shell(state), form, errors, None);
    page::render(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// A form in which nobody said how to reach them has no way back: then that is said instead of its code.
async fn clear<A: DraftAnswers>(state: &WebState, visitor: &Visitor) -> Result<Response, WebError> {
    let draft = visitor.draft::<A>(state).await?;
    let mut means = draft.answers.means().into_iter();
    let said = if means.any(|way| !way.trim().is_empty()) {
        "cleared"
    } else {
        "dropped"
    };
    // Whoever takes it off a phone that others use too is done with it here: nothing reminds of it.
    if let Some(token) = visitor.token(A::KIND) {
        state.desk.end_reminders(&token).await?;
    }
    let path = format!("/{}/resume?said={said}#main", visitor.language.code());
    let mut response = page::see(&path);
    CookieOf::form(A::KIND).clear(&mut response, state);
    Ok(response)
}

/// The first page on which nothing was typed yet; where there is none, the last look before sending.
fn first_untouched(answers: &Answers) -> Step {
    let untouched = |step: &Step| answers.is_untouched(*step);
    Step::path(answers.asker())
        .find(untouched)
        .unwrap_or(Step::Check)
}

fn folder<A: DraftAnswers>(visitor: &Visitor) -> String {
    format!("/{}/{}", visitor.language.code(), A::KIND.code())
}

fn home<A: DraftAnswers>(visitor: &Visitor) -> String {
    match A::KIND {
        DraftKind::Family => step_path(visitor.words(), Step::Reach),
        DraftKind::Doctor => folder::<A>(visitor),
    }
}
