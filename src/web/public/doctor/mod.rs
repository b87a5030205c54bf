//! The doctor's form: a list of sections in any order, each saved by itself before it is checked.
//!
//! `list` and `pages` are the pages, `summary` the answers in words, `check` signs and sends, `receipt` is what comes
//! after. What a section needs is decided in `domain/request/doctor`.

mod check;
mod choices;
mod frame;
mod list;
mod pages;
pub mod receipt;
mod rows;
#[cfg(test)]
pub(super) mod samples;
pub mod send;
pub mod summary;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::de::DeserializeOwned;

use self::frame::{PhysicianLine, Place, back, path};
use self::list::ListPage;
use super::sent::AgainPage;
use super::visitor::{Draft, Then, Visitor, now, today};
use crate::domain::request::doctor::{
    DiseaseForm, DoctorAnswers, DocumentsForm, LetterForm, PatientForm, Section, TodayForm,
    TreatmentForm, YouForm,
};
use crate::domain::request::{DraftKind, FieldErrors};
use crate::web::error::WebError;
use crate::web::form::Form;
use crate::web::page;
use crate::web::state::WebState;

/// A section as posted.
pub trait SectionForm: DeserializeOwned + Clone + Send {
    /// The section.
    const SECTION: Section;

    /// Puts what was typed among the answers.
    fn keep(self, answers: &mut DoctorAnswers);

    /// Shows more boxes, where a button of the page asked for them. Returns the control to go to.
    fn makes_room(&mut self) -> Option<&'static str> {
        None
    }
}

macro_rules! section_forms {
    ($($form:ident is $section:ident in $field:ident $(with $more:ident)?),+ $(,)?) => {
        $(impl SectionForm for $form {
            const SECTION: Section = Section::$section;

            fn keep(self, answers: &mut DoctorAnswers) {
                answers.$field = self;
            }

            $(fn makes_room(&mut self) -> Option<&'static str> {
                $form::$more(self)
            })?
        })+
    };
}

section_forms! {
    YouForm is You in you,
    PatientForm is Patient in patient,
    DiseaseForm is Disease in disease with makes_room,
    TreatmentForm is Treatment in treatment with makes_room,
    TodayForm is Today in today,
    DocumentsForm is Documents in documents,
    LetterForm is Letter in letter,
}

/// Shows the list of sections.
pub async fn list(State(state): State<WebState>, visitor: Visitor) -> Result<Response, WebError> {
    let draft = visitor.draft(&state).await?;
    let place = place(&state, &visitor, &draft, &draft.answers);
    let page = ListPage::new(visitor.shell(&state), &place, &draft.answers);
    Ok(page::render(StatusCode::OK, &page))
}

/// Shows a section.
pub async fn show(State(state): State<WebState>, visitor: Visitor) -> Result<Response, WebError> {
    let section = visitor.section().ok_or(WebError::NotFound)?;
    let draft = visitor.draft(&state).await?;
    let place = place(&state, &visitor, &draft, &draft.answers);
    let none = FieldErrors::default();
    Ok(pages::render(
        StatusCode::OK,
        visitor.shell(&state),
        &place,
        section,
        &draft.answers,
        &none,
    ))
}

/// Keeps what was typed in a section, then checks it: back to the list, or the same page again with its errors.
pub async fn save<F: SectionForm>(
    State(state): State<WebState>,
    visitor: Visitor,
    Form(mut form): Form<F>,
) -> Result<Response, WebError> {
    if visitor.then == Then::Typing {
        let keep = |answers: &mut DoctorAnswers| form.keep(answers);
        return visitor.save_typing(&state, keep).await;
    }
    let draft: Draft<DoctorAnswers> = visitor.draft(&state).await?;
    if let Some(path) = untouched(&visitor, &draft, form.clone()) {
        return Ok(page::see(&path));
    }
    if draft.sent && visitor.left_open(&draft) {
        let mut answers = DoctorAnswers::default();
        form.keep(&mut answers);
        return again(&state, &visitor, &answers, F::SECTION).await;
    }
    let more = form.makes_room();
    let typed = form.clone();
    let kept = visitor
        .save(&state, |answers: &mut DoctorAnswers| form.keep(answers))
        .await?;
    if let Some(path) = way_out(&visitor) {
        return Ok(kept.on(page::see(&path), &state));
    }
    if let Some(control) = more {
        // A date's first box has the id of the whole date.
        let control = control.trim_end_matches("_month");
        return Ok(kept.on(page::see(&visitor.same_page(control)), &state));
    }
    // The page shows all that was typed, though of very long text only the beginning is kept.
    let mut answers = kept.draft.answers.clone();
    typed.keep(&mut answers);
    let errors = answers.check(F::SECTION, today(&state));
    if errors.is_empty() {
        let next = if visitor.from_check { "check" } else { "" };
        let next = format!("{}#main", path(visitor.words(), next));
        return Ok(kept.on(page::see(&next), &state));
    }
    let place = place(&state, &visitor, &kept.draft, &answers);
    let page = pages::render(
        StatusCode::UNPROCESSABLE_ENTITY,
        visitor.shell(&state),
        &place,
        F::SECTION,
        &answers,
        &errors,
    );
    Ok(kept.on(page, &state))
}

/// Returns where a doctor goes who leaves a section before it is checked.
fn way_out(visitor: &Visitor) -> Option<String> {
    let words = visitor.words();
    match visitor.then {
        Then::Later => Some(format!("{}#main", path(words, "later"))),
        Then::Back => Some(format!("{}#main", back(words, visitor.from_check))),
        Then::OtherLanguage => Some(visitor.same_page_elsewhere(None)),
        Then::GoOn | Then::Typing => None,
    }
}

/// Returns the same where nothing was typed in the section: there is nothing to keep.
fn untouched<F: SectionForm>(
    visitor: &Visitor,
    draft: &Draft<DoctorAnswers>,
    form: F,
) -> Option<String> {
    let mut answers = draft.answers.clone();
    form.keep(&mut answers);
    let leaves = visitor.then.looks_elsewhere() && answers == draft.answers;
    leaves.then(|| way_out(visitor)).flatten()
}

/// Puts together where a doctor stands.
fn place(
    state: &WebState,
    visitor: &Visitor,
    draft: &Draft<DoctorAnswers>,
    answers: &DoctorAnswers,
) -> Place {
    Place {
        line: line(state),
        from_check: visitor.from_check,
        saved_at: draft
            .saved_at
            .filter(|_| !draft.sent)
            .map(|at| state.local(at)),
        now: now(state),
        emergency: answers.is_emergency(),
        mark: draft.mark(),
        seen: draft.seen.clone(),
        sent_before: visitor.has_receipt(DraftKind::Doctor) && draft.is_new(),
    }
}

fn line(state: &WebState) -> PhysicianLine {
    let programme = &state.settings.programme;
    PhysicianLine {
        phone: programme.physician_phone.clone(),
        href: programme.physician_phone_href.clone(),
    }
}

/// The browser went on typing in a section of a referral that was sent: nothing is sent, nothing is dropped.
async fn again(
    state: &WebState,
    visitor: &Visitor,
    answers: &DoctorAnswers,
    section: Section,
) -> Result<Response, WebError> {
    let first = visitor.sent_by_form::<DoctorAnswers>(state).await?;
    let words = visitor.words();
    let own = summary::title(words, section);
    let mut sections = summary::sections(words, answers, today(state));
    sections.retain(|section| section.title == own);
    let first = first.map(|first| (first.reference, first.received_at));
    let (shell, now) = (visitor.shell(state), state.desk.now());
    let page = AgainPage::new(shell, DraftKind::Doctor, first, sections, now);
    Ok(page::render(StatusCode::CONFLICT, &page))
}
