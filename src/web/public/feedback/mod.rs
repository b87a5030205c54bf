//! Two questions after the visit, for an adult of the family.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::frame::{find, messages, summary, window_title};
use super::inside::shut_page;
use super::status::left::{self, LeftForm};
use super::visitor::Visitor;
use crate::domain::feedback::{Knew, WORDS_MOST};
use crate::domain::person::{FreeText, ParseError, masked_debug};
use crate::domain::request::FieldErrors;
use crate::web::components::{Choice, SummaryError};
use crate::web::error::WebError;
use crate::web::form::Form;
use crate::web::page;
use crate::web::shell::PublicShell;
use crate::web::state::WebState;

/// What somebody answers.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FeedbackForm {
    /// A code of [`Knew`].
    pub knew: String,
    /// What we should do better.
    pub better: String,
}

masked_debug!(FeedbackForm);

/// The two questions.
#[derive(Template)]
#[template(path = "public/feedback/show.html")]
pub struct FeedbackPage {
    shell: PublicShell,
    page_title: String,
    errors: Vec<SummaryError>,
    messages: Vec<(&'static str, String)>,
    knew: Vec<Choice>,
    better: String,
}

impl FeedbackPage {
    /// Fills the page.
    pub fn new(shell: PublicShell, form: &FeedbackForm, errors: &FieldErrors) -> Self {
        let words = shell.words;
        let choice = |knew: &Knew| {
            let label = words.text(&format!("choice-knew-{knew}"));
            Choice::new(knew.code(), label, form.knew == knew.code())
        };
        Self {
            page_title: window_title(words, &words.text("feedback-title"), errors),
            errors: summary(words, errors),
            messages: messages(words, errors),
            knew: Knew::ALL.iter().map(choice).collect(),
            better: form.better.clone(),
            shell,
        }
    }

    fn say(&self, key: &str) -> String {
        self.shell.words.text(key)
    }

    fn error(&self, field: &str) -> Option<String> {
        find(&self.messages, &[field])
    }
}

/// Shows the questions.
pub async fn show(State(state): State<WebState>, visitor: Visitor) -> Result<Response, WebError> {
    let asked = match &visitor.session {
        Some(session) => state.desk.may_give_feedback(session).await?,
        None => false,
    };
    if !asked {
        return Ok(shut_page(&state, &visitor));
    }
    let (form, none) = (FeedbackForm::default(), FieldErrors::default());
    let page = FeedbackPage::new(visitor.shell(&state), &form, &none);
    Ok(page::render(StatusCode::OK, &page))
}

/// Takes the answers.
pub async fn give(
    State(state): State<WebState>,
    visitor: Visitor,
    Form(form): Form<FeedbackForm>,
) -> Result<Response, WebError> {
    if let Some(page) = left::asked(&state, &visitor, LeftForm::feedback(&form)).await? {
        return Ok(page);
    }
    let Some(session) = &visitor.session else {
        return Ok(left::shut(&state, &visitor, &form.better));
    };
    let mut errors = FieldErrors::default();
    let knew = Knew::from_code(&form.knew);
    if knew.is_none() {
        errors.add("knew", ParseError::Missing);
    }
    let better = match FreeText::parse(&form.better, WORDS_MOST) {
        Ok(better) => better.expose().to_owned(),
        Err(ParseError::Missing) => String::new(),
        Err(error) => {
            errors.add("better", error);
            String::new()
        }
    };
    let (Some(knew), true) = (knew, errors.is_empty()) else {
        let page = FeedbackPage::new(visitor.shell(&state), &form, &errors);
        return Ok(page::render(StatusCode::UNPROCESSABLE_ENTITY, &page));
    };
    if state.desk.give_feedback(session, knew, &better).await? {
        let there = format!("/{}/status?said=thanks#main", visitor.language.code());
        Ok(page::see(&there))
    } else {
        Ok(left::shut(&state, &visitor, &form.better))
    }
}
