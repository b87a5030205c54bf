//! The people of a case, as staff learn of them: somebody is added or corrected, another adult gets a link of their own or
//! loses it, and the child's name and birth date are written down.

pub mod forms;
pub mod view;

use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use uuid::Uuid;

use self::forms::{ChildSaidForm, PersonForm, ShareForm};
use self::view::{PersonPage, Subject};
use crate::domain::permission::{Action, may};
use crate::domain::reference::Reference;
use crate::domain::referral::PersonError;
use crate::domain::staff::Actor;
use crate::usecases::case::ChangeCaseError;
use crate::web::auth::SignedIn;
use crate::web::error::WebError;
use crate::web::form::{Form, PathOf};
use crate::web::page::{render, see};
use crate::web::staff::case::acts::edit;
use crate::web::staff::case::forms::entries::Entries;
use crate::web::state::WebState;

const TOO_LATE: &str = "Somebody else changed this case while you were here. Nothing is lost: what you wrote is in the form. Look at the case, then save again.";

/// Shows a person of a case.
pub async fn show(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf((reference, contact)): PathOf<(String, String)>,
    RawQuery(raw): RawQuery,
) -> Result<Response, WebError> {
    let subject = Subject::Person(Uuid::parse_str(&contact).map_err(|_| WebError::NotFound)?);
    let done = match raw.as_deref() {
        Some("saved=person") => "Saved.",
        Some("saved=shared") => {
            "Shared. The link goes to their e-mail address, where we have one and they want our mails."
        }
        Some("saved=limited") => "Their link is shut, on every phone.",
        _ => "",
    };
    let turn = Turn::of(&state, &actor, &reference, subject);
    turn.page(Answer::new(done)).await
}

/// Shows the form for somebody new.
pub async fn show_new(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf(reference): PathOf<String>,
) -> Result<Response, WebError> {
    let turn = Turn::of(&state, &actor, &reference, Subject::New);
    turn.page(Answer::new("")).await
}

/// Shows the form for the child's name and birth date.
pub async fn show_child(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf(reference): PathOf<String>,
) -> Result<Response, WebError> {
    let turn = Turn::of(&state, &actor, &reference, Subject::Child);
    turn.page(Answer::new("")).await
}

/// Adds somebody.
pub async fn add(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf(reference): PathOf<String>,
    Form(form): Form<PersonForm>,
) -> Result<Response, WebError> {
    let edit = edit(&reference, form.version)?;
    let turn = Turn::of(&state, &actor, &reference, Subject::New);
    let said = match form.parse() {
        Ok(said) => said,
        Err(entries) => return turn.again(entries).await,
    };
    let done = state.desk.add_person(&actor, &edit, said).await;
    let there = format!("/staff/cases/{}?saved=person#contacts", edit.reference);
    turn.settle(done, &there, form.entries()).await
}

/// Corrects somebody.
pub async fn correct(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf((reference, contact)): PathOf<(String, String)>,
    Form(form): Form<PersonForm>,
) -> Result<Response, WebError> {
    let edit = edit(&reference, form.version)?;
    let id = Uuid::parse_str(&contact).map_err(|_| WebError::NotFound)?;
    let turn = Turn::of(&state, &actor, &reference, Subject::Person(id));
    let said = match form.parse() {
        Ok(said) => said,
        Err(entries) => return turn.again(entries).await,
    };
    let done = state.desk.correct_person(&actor, &edit, id, said).await;
    let there = format!(
        "/staff/cases/{}/people/{id}?saved=person#main",
        edit.reference
    );
    turn.settle(done, &there, form.entries()).await
}

/// Gives another adult a link of their own, or takes it away.
pub async fn share(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf((reference, contact)): PathOf<(String, String)>,
    Form(form): Form<ShareForm>,
) -> Result<Response, WebError> {
    let edit = edit(&reference, form.version)?;
    let id = Uuid::parse_str(&contact).map_err(|_| WebError::NotFound)?;
    let turn = Turn::of(&state, &actor, &reference, Subject::Person(id));
    let share = match form.parse() {
        Ok(share) => share,
        Err(entries) => return turn.again(entries).await,
    };
    let done = state.desk.share_case(&actor, &edit, id, share).await;
    let saved = if share { "shared" } else { "limited" };
    let there = format!(
        "/staff/cases/{}/people/{id}?saved={saved}#main",
        edit.reference
    );
    turn.settle(done, &there, form.entries()).await
}

/// Writes down the child's name and birth date.
pub async fn learn_child(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf(reference): PathOf<String>,
    Form(form): Form<ChildSaidForm>,
) -> Result<Response, WebError> {
    let edit = edit(&reference, form.version)?;
    let turn = Turn::of(&state, &actor, &reference, Subject::Child);
    let today = state.desk.rules().calendar.day_of(state.desk.now());
    let child = match form.parse(today) {
        Ok(child) => child,
        Err(entries) => return turn.again(entries).await,
    };
    let done = state.desk.learn_child(&actor, &edit, child).await;
    let there = format!("/staff/cases/{}?saved=child#main", edit.reference);
    turn.settle(done, &there, form.entries()).await
}

/// What a page says beside its forms.
struct Answer {
    status: StatusCode,
    done: &'static str,
    refused: String,
    entries: Entries,
}

impl Answer {
    fn new(done: &'static str) -> Self {
        Self {
            status: StatusCode::OK,
            done,
            refused: String::new(),
            entries: Entries::default(),
        }
    }
}

/// Who looks at whom, on which case.
struct Turn<'a> {
    state: &'a WebState,
    actor: &'a Actor,
    reference: &'a str,
    subject: Subject,
}

impl<'a> Turn<'a> {
    fn of(state: &'a WebState, actor: &'a Actor, reference: &'a str, subject: Subject) -> Self {
        Self {
            state,
            actor,
            reference,
            subject,
        }
    }

    async fn page(&self, answer: Answer) -> Result<Response, WebError> {
        let reference = Reference::parse(self.reference).ok_or(WebError::NotFound)?;
        let view = self.state.desk.view_case(self.actor, &reference).await?;
        let view = view.ok_or(WebError::NotFound)?;
        if !may(self.actor.role, Action::ChangePeople) {
            return Err(WebError::Forbidden);
        }
        let shell = self.state.staff_shell(self.actor, "cases");
        let page = PersonPage::of(self.actor, shell, &view, self.subject, &answer.entries);
        let mut page = page.ok_or(WebError::NotFound)?;
        page.done = answer.done;
        page.refused = answer.refused;
        Ok(render(answer.status, &page))
    }

    async fn again(&self, entries: Entries) -> Result<Response, WebError> {
        self.page(Answer {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            entries,
            ..Answer::new("")
        })
        .await
    }

    async fn settle(
        &self,
        done: Result<(), ChangeCaseError>,
        there: &str,
        entries: Entries,
    ) -> Result<Response, WebError> {
        let refused = match done {
            Ok(()) => return Ok(see(there)),
            Err(ChangeCaseError::Stale) => TOO_LATE.to_owned(),
            Err(ChangeCaseError::Person(PersonError::Unknown)) => return Err(WebError::NotFound),
            Err(ChangeCaseError::Person(error)) => format!("Not saved: {error}."),
            Err(error) => return Err(error.into()),
        };
        self.page(Answer {
            status: StatusCode::CONFLICT,
            refused,
            entries,
            ..Answer::new("")
        })
        .await
    }
}
