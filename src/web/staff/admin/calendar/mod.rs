//! When the programme works: hours of a usual week, holidays and half days. An edit travels in the form and is saved
//! only after what it does to promises already given was looked at. `form` is what is typed, `page` what is shown.

pub mod form;
pub mod page;

use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;

use self::form::CalendarForm;
use self::page::{CalendarPage, Frame};
use super::versions::overtaken;
use crate::domain::calendar::CalendarPlan;
use crate::domain::staff::Actor;
use crate::usecases::rules::RulesError;
use crate::usecases::rules::save_calendar::NewCalendar;
use crate::web::auth::SignedIn;
use crate::web::error::WebError;
use crate::web::form::Form;
use crate::web::page::{render, see};
use crate::web::state::WebState;

impl From<RulesError> for WebError {
    fn from(error: RulesError) -> Self {
        match error {
            RulesError::Forbidden => Self::Forbidden,
            RulesError::NotFound => Self::NotFound,
            RulesError::Stale | RulesError::Wrong => Self::Conflict,
            RulesError::NobodyAnswers => Self::Internal(Box::new(error)),
            RulesError::Db(error) => error.into(),
        }
    }
}

/// Shows the calendar in force.
pub async fn show(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    RawQuery(raw): RawQuery,
) -> Result<Response, WebError> {
    let seen = state.desk.view_calendar(&actor).await?;
    let done = match raw.as_deref() {
        Some("saved=calendar") => {
            "Saved. Promises given from now on are counted on this calendar; those already given stay as they were told."
        }
        _ => "",
    };
    let frame = Frame::of(&state, &actor, &seen);
    let plan = seen.calendar.plan();
    let form = CalendarForm::of(seen.calendar.version(), &plan);
    let page = CalendarPage {
        done: done.to_owned(),
        ..frame.page(&form, &plan)
    };
    Ok(render(StatusCode::OK, &page))
}

/// Does one step of an edit and shows what it would change. Nothing is stored.
pub async fn edit(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    Form(form): Form<CalendarForm>,
) -> Result<Response, WebError> {
    if let Some(number) = form.goes_back_to()? {
        let plan = state.desk.calendar_of_version(&actor, number).await?;
        let form = CalendarForm {
            back_to: number.to_string(),
            ..CalendarForm::of(form.version, &plan)
        };
        return tried(&state, &actor, form, plan, false).await;
    }
    match read(&state, &actor, &form).await? {
        Ok(plan) => {
            let changed = matches!(form.act.split(':').next(), Some("add" | "remove"));
            let back_to = if changed { "" } else { &form.back_to };
            let form = CalendarForm {
                back_to: back_to.to_owned(),
                ..CalendarForm::of(form.version, &plan)
            };
            tried(&state, &actor, form, plan, false).await
        }
        Err(page) => Ok(page),
    }
}

/// Saves the calendar that was looked at; another one is looked at first.
pub async fn save(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    Form(form): Form<CalendarForm>,
) -> Result<Response, WebError> {
    let plan = match read(&state, &actor, &form).await? {
        Ok(plan) => plan,
        Err(page) => return Ok(page),
    };
    let back_to = form.back_to()?;
    let edited = CalendarForm {
        back_to: form.back_to.clone(),
        ..CalendarForm::of(form.version, &plan)
    };
    if form.looked_at != looked_at(&plan) {
        return tried(&state, &actor, edited, plan, false).await;
    }
    let new = NewCalendar {
        upon: form.version,
        plan: plan.clone(),
        back_to,
    };
    match state.desk.save_calendar(&actor, &new).await {
        Ok(_) => Ok(see("/staff/admin/calendar?saved=calendar#main")),
        Err(RulesError::Stale) => tried(&state, &actor, edited, plan, true).await,
        Err(RulesError::Wrong) => tried(&state, &actor, edited, plan, false).await,
        Err(error) => Err(error.into()),
    }
}

/// How a form says which plan was looked at.
fn looked_at(plan: &CalendarPlan) -> String {
    serde_json::to_string(plan).unwrap_or_default()
}

/// Reads the form, or answers with the page that says what cannot be read. Who may not is refused first.
async fn read(
    state: &WebState,
    actor: &Actor,
    form: &CalendarForm,
) -> Result<Result<CalendarPlan, Response>, WebError> {
    let seen = state.desk.view_calendar(actor).await?;
    let in_force = seen.calendar.plan();
    match form.plan(&in_force.zone)? {
        Ok(plan) => Ok(Ok(plan)),
        Err(errors) => {
            let frame = Frame::of(state, actor, &seen);
            let page = CalendarPage {
                errors,
                ..frame.page(form, &in_force)
            };
            Ok(Err(render(StatusCode::UNPROCESSABLE_ENTITY, &page)))
        }
    }
}

/// Shows an edit and what it would change. `overtook` says that it was overtaken and puts it upon what is in force now.
async fn tried(
    state: &WebState,
    actor: &Actor,
    mut form: CalendarForm,
    plan: CalendarPlan,
    overtook: bool,
) -> Result<Response, WebError> {
    let trial = state.desk.try_calendar(actor, &plan).await?;
    let mut status = StatusCode::OK;
    if overtook {
        form.version = trial.seen.calendar.version();
        status = StatusCode::CONFLICT;
    } else if !trial.problems.is_empty() {
        status = StatusCode::UNPROCESSABLE_ENTITY;
    }
    form.looked_at = looked_at(&plan);
    let frame = Frame::of(state, actor, &trial.seen);
    let mut page = frame.edited(&form, &plan, &trial);
    if overtook {
        page.refused = overtaken(&page.versions, "the calendar");
    }
    Ok(render(status, &page))
}
