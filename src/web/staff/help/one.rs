//! One piece of help: who has it, how far it is, and the two things done with it: take it, say how far it is.
//! A save that came too late comes back with what was typed, beside how it stands now.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::civil::Date;
use serde::Deserialize;

use super::view::{HelpFrame, HelpLineView, address, spoken};
use crate::domain::help::{HelpError, HelpProgress, HelpState};
use crate::domain::permission::{Action, may};
use crate::domain::person::FreeText;
use crate::domain::reference::Reference;
use crate::domain::request::HelpKind;
use crate::domain::staff::Actor;
use crate::usecases::help::HelpEdit;
use crate::usecases::help::view_help::HelpView;
use crate::usecases::help::work_help::WorkHelpError;
use crate::web::auth::SignedIn;
use crate::web::components::{Choice, SummaryError};
use crate::web::error::WebError;
use crate::web::form::{Form, PathOf};
use crate::web::page::{render, see};
use crate::web::shell::StaffShell;
use crate::web::staff::case::acts::VersionForm;
use crate::web::staff::case::forms::entries::Entries;
use crate::web::staff::case::page::{FactView, FormView};
use crate::web::staff::case::people;
use crate::web::staff::display::{moments, words};
use crate::web::state::WebState;

/// The most characters of the note.
const NOTE_MAX: usize = 2_000;

/// Is the page of one piece of help.
#[derive(Template)]
#[template(path = "staff/help/one.html")]
pub struct OneHelpPage {
    pub shell: StaffShell,
    pub reference: String,
    pub here: String,
    pub child: String,
    pub line: HelpLineView,
    pub facts: Vec<FactView>,
    /// What was just done.
    pub done: String,
    /// Why nothing was saved, where that is so.
    pub refused: String,
    pub errors: Vec<SummaryError>,
    pub version: i32,
    /// The label of the button that makes it one's own; empty where there is nothing to take.
    pub take: &'static str,
    /// None where the role only looks.
    pub form: Option<FormView>,
}

impl OneHelpPage {
    /// Returns a made-up page after a save that came too late.
    pub fn sample() -> Self {
        let mut entries = Entries::of("help").keep("note", "Two seats, window for the child.");
        entries.complain("next_on", "Enter the day you look at it next");
        let errors = entries.summary();
        let mut form = ProgressForm::view(HelpState::Looking);
        entries.fill(&mut form);
        Self {
            shell: StaffShell::sample("help"),
            reference: "RL-7KX2-94Q".into(),
            here: "/staff/help/RL-7KX2-94Q/travel".into(),
            child: "Ana Example".into(),
            line: super::view::HelpRowView::samples().remove(0).line,
            facts: vec![FactView {
                label: "Language",
                value: "Spanish, interpreter".into(),
                moment: None,
            }],
            done: String::new(),
            refused: FASTER.into(),
            errors,
            version: 3,
            take: "Take it",
            form: Some(form),
        }
    }
}

const FASTER: &str = "Somebody else changed this while you were here. Nothing is lost: what you wrote is in the form, and above it stands how it is now.";

/// Is how far it is, as it was sent.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ProgressForm {
    pub version: i32,
    pub state: String,
    pub next_on: String,
    pub note: String,
}

impl ProgressForm {
    fn view(now: HelpState) -> FormView {
        let state = |state: &HelpState| Choice::new(state.code(), state.words(), *state == now);
        let states = HelpState::ALL.iter().map(state).collect();
        let mut form = FormView::new("help", "How far is it?", "states")
            .button("Save")
            .choices("radios", "state", "State", states)
            .field(
                "date",
                "next_on",
                "Next date",
                "When you look at it again. Needed while it is open.",
            )
            .field(
                "textarea",
                "note",
                "Note (optional)",
                "For colleagues who work on help. It never reaches the family.",
            );
        form.open = true;
        form
    }

    fn entries(&self) -> Entries {
        Entries::of("help")
            .keep("state", &self.state)
            .keep("next_on", &self.next_on)
            .keep("note", &self.note)
    }

    fn parse(&self) -> Result<HelpProgress, Entries> {
        let mut entries = self.entries();
        let state = HelpState::from_code(&self.state);
        if state.is_none() {
            entries.complain("state", "Choose how far it is");
        }
        let next_on = match self.next_on.trim() {
            "" => None,
            typed => {
                let day = typed.parse::<Date>().ok();
                if day.is_none() {
                    entries.complain("next_on", "Enter a day, such as 2026-03-31");
                }
                day
            }
        };
        let note = match self.note.trim() {
            "" => String::new(),
            typed => match FreeText::parse(typed, NOTE_MAX) {
                Ok(note) => note.expose().to_owned(),
                Err(problem) => {
                    let again = words::text_problem(problem, "Write the note again");
                    entries.complain("note", again);
                    String::new()
                }
            },
        };
        match state {
            Some(state) if entries.is_fine() => Ok(HelpProgress {
                state,
                next_on,
                note: Some(note),
            }),
            _ => Err(entries),
        }
    }
}

/// Shows one piece of help.
pub async fn show(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf((reference, kind)): PathOf<(String, String)>,
    RawQuery(raw): RawQuery,
) -> Result<Response, WebError> {
    let edit = edit(&reference, &kind, 0)?;
    let done = match raw.as_deref() {
        Some("saved=taken") => "You have it now.",
        Some("saved=state") => "Saved.",
        _ => "",
    };
    let answer = Answer {
        done,
        ..Answer::default()
    };
    answer.page(&state, &actor, &edit).await
}

/// Makes it one's own.
pub async fn take(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf((reference, kind)): PathOf<(String, String)>,
    Form(form): Form<VersionForm>,
) -> Result<Response, WebError> {
    let edit = edit(&reference, &kind, form.version)?;
    let done = state.desk.take_help(&actor, &edit).await;
    settle(&state, &actor, &edit, done, "taken", Entries::default()).await
}

/// Says how far it is.
pub async fn progress(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf((reference, kind)): PathOf<(String, String)>,
    Form(form): Form<ProgressForm>,
) -> Result<Response, WebError> {
    let edit = edit(&reference, &kind, form.version)?;
    match form.parse() {
        Ok(to) => {
            let done = state.desk.progress_help(&actor, &edit, to).await;
            settle(&state, &actor, &edit, done, "state", form.entries()).await
        }
        Err(entries) => Answer::again(entries).page(&state, &actor, &edit).await,
    }
}

fn edit(reference: &str, kind: &str, version: i32) -> Result<HelpEdit, WebError> {
    Ok(HelpEdit {
        reference: Reference::parse(reference).ok_or(WebError::NotFound)?,
        kind: HelpKind::from_code(kind).ok_or(WebError::NotFound)?,
        version,
    })
}

async fn settle(
    state: &WebState,
    actor: &Actor,
    edit: &HelpEdit,
    done: Result<(), WorkHelpError>,
    saved: &str,
    mut entries: Entries,
) -> Result<Response, WebError> {
    let refused = match done {
        Ok(()) => {
            let path = format!("/staff/help/{}/{}", edit.reference, edit.kind);
            return Ok(see(&format!("{path}?saved={saved}#main")));
        }
        Err(WorkHelpError::NotFound) => return Err(WebError::NotFound),
        Err(WorkHelpError::Db(error)) => return Err(error.into()),
        Err(WorkHelpError::Help(HelpError::NotAllowed)) => return Err(WebError::Forbidden),
        Err(WorkHelpError::Help(error)) => match error {
            HelpError::NextDateMissing | HelpError::NextDateOutOfRange => {
                let what = if error == HelpError::NextDateMissing {
                    "Enter the day you look at it next"
                } else {
                    "Choose today or a later day within a year"
                };
                entries.complain("next_on", what);
                return Answer::again(entries).page(state, actor, edit).await;
            }
            HelpError::AlreadyTheirs => "You have it already.",
            HelpError::Finished | HelpError::NotAllowed => {
                "This is finished. Set another state first, and it is open again."
            }
        },
        Err(WorkHelpError::Stale) => FASTER,
    };
    let answer = Answer {
        status: StatusCode::CONFLICT,
        refused,
        entries,
        done: "",
    };
    answer.page(state, actor, edit).await
}

/// Is what the page says beside the help itself.
struct Answer {
    status: StatusCode,
    done: &'static str,
    refused: &'static str,
    entries: Entries,
}

impl Default for Answer {
    fn default() -> Self {
        Self {
            status: StatusCode::OK,
            done: "",
            refused: "",
            entries: Entries::default(),
        }
    }
}

impl Answer {
    /// The page with what needs another look.
    fn again(entries: Entries) -> Self {
        Self {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            entries,
            ..Self::default()
        }
    }

    async fn page(
        self,
        state: &WebState,
        actor: &Actor,
        edit: &HelpEdit,
    ) -> Result<Response, WebError> {
        let view = state
            .desk
            .view_help(actor, &edit.reference, edit.kind)
            .await?
            .ok_or(WebError::NotFound)?;
        let works = may(actor.role, Action::WorkHelp);
        if self.status != StatusCode::OK && !works {
            return Err(WebError::Forbidden);
        }
        let help = &view.open.help;
        let frame = HelpFrame {
            names: &view.names,
            now: view.as_of,
            calendar: &state.desk.rules().calendar,
        };
        let page = OneHelpPage {
            shell: state.staff_shell(actor, "help"),
            reference: view.referral.reference.to_string(),
            here: address(view.referral.reference.as_str(), help),
            child: people::child_name(&view.facts),
            line: frame.line(help),
            facts: facts(state, &view),
            done: self.done.to_owned(),
            refused: self.refused.to_owned(),
            errors: self.entries.summary(),
            version: help.version,
            take: match help.owner {
                _ if !works || !help.state.is_open() => "",
                None => "Take it",
                Some(owner) if owner == actor.id => "",
                Some(_) => "Take it over",
            },
            form: works.then(|| form(&view, &self.entries)),
        };
        Ok(render(self.status, &page))
    }
}

fn form(view: &HelpView, typed: &Entries) -> FormView {
    let help = &view.open.help;
    let mut form = ProgressForm::view(help.state);
    let stored = Entries::of("help")
        .keep("state", help.state.code())
        .keep(
            "next_on",
            &help.next_on.map(|day| day.to_string()).unwrap_or_default(),
        )
        .keep("note", view.open.note.as_deref().unwrap_or_default());
    stored.fill(&mut form);
    typed.fill(&mut form);
    form
}

fn facts(state: &WebState, view: &HelpView) -> Vec<FactView> {
    let fact = |label, value: String| FactView {
        label,
        value,
        moment: None,
    };
    let moment = |at| moments::past(at, view.as_of, &state.zone).words;
    let mut facts = vec![
        fact("Asked", moment(view.open.help.asked_at)),
        fact("Language", spoken(&view.language, view.interpreter)),
        fact("Case", view.referral.status.words().to_owned()),
    ];
    if let Some(visit) = view.referral.visit_at {
        facts.push(fact("Visit", moments::exact(visit, &state.zone).exact));
    }
    if view.open.help.version > 1 {
        facts.push(fact("Last change", moment(view.open.changed_at)));
    }
    facts
}
