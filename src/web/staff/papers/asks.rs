//! Papers that are asked for: which, of whom, and how far each is.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::tz::TimeZone;
use serde::Deserialize;
use uuid::Uuid;

use super::{PapersPage, fresh, saved};
use crate::domain::paper::{AskState, PaperAsk, PaperKind, PaperSender, PaperWish, ask_words};
use crate::domain::permission::{Action, may};
use crate::domain::reference::Reference;
use crate::domain::staff::Actor;
use crate::usecases::case::view_case::CaseView;
use crate::usecases::paper::ask_papers::AskPapersError;
use crate::web::auth::SignedIn;
use crate::web::components::{Choice, SummaryError};
use crate::web::error::WebError;
use crate::web::form::{Form, PathOf};
use crate::web::page::render;
use crate::web::staff::case::papers::name;
use crate::web::staff::display::words::text_problem;
use crate::web::staff::display::{MomentView, TagView, moments};
use crate::web::state::WebState;

/// Is one paper that is needed.
pub struct AskView {
    /// Unique on the page.
    pub id: String,
    pub name: String,
    pub sender: &'static str,
    pub state: TagView,
    pub moment: MomentView,
    /// When the doctor said that it was sent, where it has not come.
    pub said_sent: Option<MomentView>,
    /// Why it is not needed; empty where it is, or the role does not ask.
    pub reason: String,
    pub href: String,
    pub missing: bool,
    /// True where this person says that it is missing after all.
    pub reopens: bool,
    /// What was typed as a reason, and what is wrong with it.
    pub typed: String,
    pub error: Option<String>,
}

/// Is the form that asks for papers.
pub struct AskFormView {
    pub kinds: Vec<Choice>,
    pub senders: Vec<Choice>,
    pub what: String,
    pub kinds_error: Option<String>,
    pub what_error: Option<String>,
    pub sender_error: Option<String>,
}

/// Is the wish for papers as it was sent.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AskForm {
    pub kinds: Vec<String>,
    pub what: String,
    pub sender: String,
}

/// Is how far a paper is, as it was sent.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StateForm {
    pub state: String,
    pub reason: String,
}

/// Asks for papers.
pub async fn ask(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf(reference): PathOf<String>,
    Form(form): Form<AskForm>,
) -> Result<Response, WebError> {
    let parsed = Reference::parse(&reference).ok_or(WebError::NotFound)?;
    let desk = &state.desk;
    let Some(wishes) = form.wishes() else {
        let mut page = fresh(&state, &actor, &reference).await?;
        if !may(actor.role, Action::AskPapers) {
            return Err(WebError::Forbidden);
        }
        page.complain(&form);
        return Ok(render(StatusCode::UNPROCESSABLE_ENTITY, &page));
    };
    desk.ask_papers(&actor, &parsed, &wishes)
        .await
        .map_err(refused)?;
    Ok(saved(&parsed, "asked"))
}

/// Says how far a paper is that was asked for.
pub async fn settle(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf((reference, ask)): PathOf<(String, Uuid)>,
    Form(form): Form<StateForm>,
) -> Result<Response, WebError> {
    let parsed = Reference::parse(&reference).ok_or(WebError::NotFound)?;
    let to = AskState::from_code(&form.state)
        .ok_or(WebError::BadRequest("the form is not one of ours"))?;
    let reason = ask_words(&form.reason);
    let desk = &state.desk;
    let said = reason.as_ref().ok().and_then(Option::as_ref);
    match desk.settle_paper_ask(&actor, &parsed, ask, to, said).await {
        Err(AskPapersError::NoReason) => {
            let mut page = fresh(&state, &actor, &reference).await?;
            let missing = "Say in a few words why it is not needed";
            let error = reason.err().map_or_else(
                || missing.to_owned(),
                |problem| text_problem(problem, missing),
            );
            page.complain_of_reason(ask, &form.reason, error);
            return Ok(render(StatusCode::UNPROCESSABLE_ENTITY, &page));
        }
        done => done.map_err(refused)?,
    }
    Ok(saved(&parsed, "state"))
}

fn refused(error: AskPapersError) -> WebError {
    match error {
        AskPapersError::NotFound => WebError::NotFound,
        AskPapersError::Forbidden => WebError::Forbidden,
        AskPapersError::Ended => WebError::Conflict,
        AskPapersError::NoReason => WebError::BadRequest("the form is not one of ours"),
        AskPapersError::Db(error) => error.into(),
    }
}

/// The lines of what is asked for, as this person may read them.
pub fn lines(actor: &Actor, view: &CaseView, zone: &TimeZone) -> Vec<AskView> {
    let line = |ask: &PaperAsk| AskView {
        id: ask.id.to_string(),
        name: name(actor, ask),
        sender: ask.sender.words(),
        state: tag(ask.state),
        moment: moments::past(ask.asked_at, view.as_of, zone),
        said_sent: ask
            .said_sent_at
            .filter(|_| ask.is_missing())
            .map(|at| moments::past(at, view.as_of, zone)),
        reason: match &ask.reason {
            Some(reason) if may(actor.role, Action::AskPapers) => reason.expose().to_owned(),
            _ => String::new(),
        },
        href: format!(
            "/staff/cases/{}/paper-asks/{}",
            view.referral.reference, ask.id
        ),
        missing: ask.is_missing() && may(actor.role, Action::AskPapers),
        reopens: !ask.is_missing() && may(actor.role, Action::AskPapers),
        typed: String::new(),
        error: None,
    };
    view.referral.asks.iter().map(line).collect()
}

fn tag(state: AskState) -> TagView {
    let tone = match state {
        AskState::Missing => "warn",
        AskState::Received => "ok",
        AskState::NotNeeded => "",
    };
    TagView::new(state.words(), tone)
}

impl AskForm {
    /// Which of the papers the words are about: another paper, else the only one that is ticked.
    fn named(&self) -> Option<&str> {
        let other = self
            .kinds
            .iter()
            .find(|code| *code == PaperKind::Other.code());
        let only = self.kinds.first().filter(|_| self.kinds.len() == 1);
        other.or(only).map(String::as_str)
    }

    /// What is asked for; none where something needs another look.
    fn wishes(&self) -> Option<Vec<PaperWish>> {
        let sender = PaperSender::from_code(&self.sender)?;
        let words = ask_words(&self.what).ok()?;
        let named = self.named();
        if (words.is_none() && named == Some(PaperKind::Other.code()))
            || (words.is_some() && named.is_none())
            || self.kinds.is_empty()
        {
            return None;
        }
        let wish = |code: &String| {
            Some(PaperWish {
                kind: PaperKind::from_code(code)?,
                what: words.clone().filter(|_| named == Some(code.as_str())),
                sender,
            })
        };
        self.kinds.iter().map(wish).collect()
    }

    fn what_error(&self) -> Option<String> {
        let named = self.named();
        match ask_words(&self.what) {
            Err(problem) => Some(text_problem(problem, "")),
            Ok(None) if named == Some(PaperKind::Other.code()) => {
                Some("Say which other paper is needed".to_owned())
            }
            Ok(Some(_)) if named.is_none() => {
                Some("Tick one paper alone where you say which one".to_owned())
            }
            Ok(_) => None,
        }
    }

    fn kinds_error(&self) -> Option<String> {
        let unknown = |code: &String| PaperKind::from_code(code).is_none();
        (self.kinds.is_empty() || self.kinds.iter().any(unknown))
            .then(|| "Tick what is needed".to_owned())
    }
}

impl AskFormView {
    /// The form with what was typed.
    fn of(form: &AskForm) -> Self {
        let kind = |kind: &PaperKind| {
            let ticked = form.kinds.iter().any(|code| code == kind.code());
            Choice::new(kind.code(), kind.words(), ticked)
        };
        let sender = |sender: &PaperSender| {
            Choice::new(sender.code(), sender.words(), sender.code() == form.sender)
        };
        Self {
            kinds: PaperKind::ALL.iter().map(kind).collect(),
            senders: PaperSender::ALL.iter().map(sender).collect(),
            what: form.what.clone(),
            kinds_error: None,
            what_error: None,
            sender_error: None,
        }
    }
}

impl Default for AskFormView {
    fn default() -> Self {
        Self::of(&AskForm::default())
    }
}

impl PapersPage {
    /// Keeps what was typed, and says what must be mended.
    pub(super) fn complain(&mut self, form: &AskForm) {
        let sender = PaperSender::from_code(&form.sender);
        self.asking = AskFormView {
            kinds_error: form.kinds_error(),
            what_error: form.what_error().filter(|_| !form.kinds.is_empty()),
            sender_error: sender
                .is_none()
                .then(|| "Choose who will send it".to_owned()),
            ..AskFormView::of(form)
        };
        for (id, error) in [
            ("kinds", &self.asking.kinds_error),
            ("ask-what", &self.asking.what_error),
            ("sender", &self.asking.sender_error),
        ] {
            let error = error.iter().cloned();
            self.errors
                .extend(error.map(|text| SummaryError::new(id, text)));
        }
    }

    fn complain_of_reason(&mut self, ask: Uuid, typed: &str, error: String) {
        let id = ask.to_string();
        if let Some(line) = self.asks.iter_mut().find(|line| line.id == id) {
            typed.clone_into(&mut line.typed);
            line.error = Some(error.clone());
        }
        self.errors
            .push(SummaryError::new(format!("reason-{id}"), error));
    }
}

impl AskView {
    /// Returns made-up lines: one that is missing, with a mistake, and one that is not needed.
    pub fn samples() -> Vec<Self> {
        let line = |id: &str, state, said_sent, reason: &str, error: Option<String>| Self {
            id: id.to_owned(),
            name: PaperKind::Pathology.words().to_owned(),
            sender: PaperSender::Doctor.words(),
            state: tag(state),
            moment: MomentView::sample("Monday 9:00 am"),
            said_sent,
            reason: reason.to_owned(),
            href: format!("/staff/cases/RL-7KX2-94Q/paper-asks/{id}"),
            missing: state == AskState::Missing,
            reopens: state != AskState::Missing,
            typed: String::new(),
            error,
        };
        let said = Some(MomentView::sample("Monday 11:00 am"));
        let wrong = Some("Say in a few words why it is not needed".to_owned());
        vec![
            line("1", AskState::Missing, said, "", wrong),
            line(
                "2",
                AskState::NotNeeded,
                None,
                "<b>Done</b> anew here",
                None,
            ),
        ]
    }
}
