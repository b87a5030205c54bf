//! The family's form: show a page, keep what was typed, check it, go on.
//!
//! What was typed is saved before it is checked, so a wrong answer is never lost. Sending is `send.rs`.

pub mod check;
pub mod steps;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::civil::Date;
use serde::de::DeserializeOwned;

use crate::web::public::frame::{Place, back, step_path};
use crate::web::public::sent::AgainPage;

use self::check::CheckPage;
use crate::domain::request::{
    Answers, ChildForm, DraftKind, FieldErrors, HelpForm, LanguageForm, MoreForm, ReachForm,
    RelationshipForm, SituationForm, Step, TreatingForm, TreatmentForm, Whereabouts,
};
use crate::web::error::WebError;
use crate::web::form::Form;
use crate::web::page;
use crate::web::public::summary;
use crate::web::public::visitor::{Draft, Then, Visitor, now, today};
use crate::web::state::WebState;

/// A question page as posted.
pub trait StepForm: DeserializeOwned + Clone + Send {
    /// The page it belongs to.
    const STEP: Step;

    /// Puts what was typed among the answers.
    fn keep(self, answers: &mut Answers);

    /// Shows more boxes, where a button of the page asked for them: then the page is shown again. Returns whether.
    fn makes_room(&mut self) -> bool {
        false
    }
}

macro_rules! step_forms {
    ($($form:ident is $step:ident in $field:ident $(with $more:ident)?),+ $(,)?) => {
        $(impl StepForm for $form {
            const STEP: Step = Step::$step;

            fn keep(self, answers: &mut Answers) {
                answers.$field = self;
            }

            $(fn makes_room(&mut self) -> bool {
                $form::$more(self)
            })?
        })+
    };
}

step_forms! {
    ReachForm is Reach in reach,
    LanguageForm is Language in language,
    ChildForm is Child in child,
    RelationshipForm is Relationship in relationship,
    SituationForm is Situation in situation with makes_room,
    TreatmentForm is Treatment in treatment,
    TreatingForm is Treating in treating,
    HelpForm is Help in help,
    MoreForm is More in more,
}

/// Leads to the first page of the form.
pub async fn first(visitor: Visitor) -> Response {
    page::see(&step_path(visitor.words(), Step::Reach))
}

/// Shows a page of the form.
pub async fn show(State(state): State<WebState>, visitor: Visitor) -> Result<Response, WebError> {
    let step = visitor.step().ok_or(WebError::NotFound)?;
    let draft = visitor.draft::<Answers>(&state).await?;
    if step == Step::Check && draft.is_new() && visitor.has_receipt(DraftKind::Family) {
        // The way back after sending: what was sent is on the other page, nothing is left to send here.
        return Ok(page::see(&format!(
            "/{}/family/sent#main",
            visitor.words().language().code()
        )));
    }
    let mut answers = draft.answers.clone();
    if let (Step::Reach, Some(who)) = (step, visitor.who) {
        who.code().clone_into(&mut answers.reach.asker);
    }
    let place = place(&state, &visitor, &draft, &answers, step);
    let shell = visitor.shell(&state);
    if step == Step::Check {
        let check = CheckPage::new(shell, &place, &answers, &draft.key(), &[]);
        return Ok(page::render(StatusCode::OK, &check));
    }
    let none = FieldErrors::default();
    Ok(steps::render(
        StatusCode::OK,
        shell,
        &place,
        &answers,
        &none,
    ))
}

/// Keeps what was typed on a page, then checks it: on to the next page, or the same page again with its errors.
pub async fn save<F: StepForm>(
    State(state): State<WebState>,
    visitor: Visitor,
    Form(mut form): Form<F>,
) -> Result<Response, WebError> {
    if visitor.then == Then::Typing {
        let keep = |answers: &mut Answers| form.keep(answers);
        return visitor.save_typing(&state, keep).await;
    }
    let draft = visitor.draft::<Answers>(&state).await?;
    if let Some(path) = untouched(&visitor, &draft, form.clone()) {
        return Ok(page::see(&path));
    }
    if draft.sent && visitor.left_open(&draft) {
        let mut answers = draft.answers.clone();
        form.keep(&mut answers);
        return again(&state, &visitor, &answers, F::STEP).await;
    }
    let more = form.makes_room();
    let typed = form.clone();
    let kept = visitor
        .save(&state, |answers: &mut Answers| form.keep(answers))
        .await?;
    // The page shows all that was typed, though of very long text only the beginning is kept.
    let mut answers = kept.draft.answers.clone();
    typed.keep(&mut answers);
    let errors = check(F::STEP, &answers, today(&state));
    if let Some(path) = way_out(&visitor, &answers, F::STEP) {
        return Ok(kept.on(page::see(&path), &state));
    }
    if more {
        return Ok(kept.on(page::see(&visitor.same_page("more")), &state));
    }
    if errors.is_empty() {
        return Ok(kept.on(go_on(&visitor, &answers, F::STEP), &state));
    }
    let place = place(&state, &visitor, &kept.draft, &answers, F::STEP);
    let again = steps::render(
        StatusCode::UNPROCESSABLE_ENTITY,
        visitor.shell(&state),
        &place,
        &answers,
        &errors,
    );
    Ok(kept.on(again, &state))
}

/// Returns where a visitor goes who leaves a page before it is checked.
fn way_out(visitor: &Visitor, answers: &Answers, step: Step) -> Option<String> {
    let words = visitor.words();
    match visitor.then {
        Then::Later => Some(format!("/{}/family/later#main", visitor.language.code())),
        Then::Back => {
            let path = back(words, step, answers.asker(), visitor.from_check);
            Some(format!("{path}#main"))
        }
        Then::OtherLanguage => {
            let who = (step == Step::Reach).then(|| answers.asker());
            Some(visitor.same_page_elsewhere(who))
        }
        Then::GoOn | Then::Typing => None,
    }
}

/// Returns the same where nothing was typed on the page: there is nothing to keep.
fn untouched<F: StepForm>(visitor: &Visitor, draft: &Draft<Answers>, form: F) -> Option<String> {
    if !visitor.then.looks_elsewhere() {
        return None;
    }
    let mut answers = draft.answers.clone();
    form.keep(&mut answers);
    // Which door they came by is no answer of theirs.
    let mut typed = answers.clone();
    typed.reach.asker.clone_from(&draft.answers.reach.asker);
    let nothing = typed == draft.answers;
    nothing
        .then(|| way_out(visitor, &answers, F::STEP))
        .flatten()
}

/// Puts together where a visitor stands.
pub fn place(
    state: &WebState,
    visitor: &Visitor,
    draft: &Draft<Answers>,
    answers: &Answers,
    step: Step,
) -> Place {
    Place {
        step,
        asker: answers.asker(),
        from_check: visitor.from_check,
        saved_at: draft.saved_at.map(|at| state.local(at)),
        now: now(state),
        urgent: answers.situation.place == Whereabouts::IntensiveCare.code(),
        mark: draft.mark(),
        seen: draft.seen.clone(),
        sent_before: visitor.has_receipt(DraftKind::Family)
            && draft.is_new()
            && step == Step::Reach,
    }
}

/// The browser went on typing in a page of a request that was sent: nothing is sent, nothing is dropped.
async fn again(
    state: &WebState,
    visitor: &Visitor,
    answers: &Answers,
    step: Step,
) -> Result<Response, WebError> {
    let first = visitor.sent_by_form::<Answers>(state).await?;
    let words = visitor.words();
    let own = words.with(
        &format!("check-{}", step.code()),
        &[("asker", answers.asker().code())],
    );
    let mut sections = summary::family(words, answers, today(state), false);
    sections.retain(|section| section.title == own);
    let first = first.map(|first| (first.reference, first.received_at));
    let (shell, now) = (visitor.shell(state), state.desk.now());
    let page = AgainPage::new(shell, DraftKind::Family, first, sections, now);
    Ok(page::render(StatusCode::CONFLICT, &page))
}

fn check(step: Step, answers: &Answers, today: Date) -> FieldErrors {
    let asker = answers.asker();
    let errors = match step {
        Step::Reach => answers.reach.parse().err(),
        Step::Language => answers.language.parse().err(),
        Step::Child => answers.child.parse(asker, None, today).err(),
        Step::Relationship => answers.relationship.parse().err(),
        Step::Situation => answers.situation.parse(today).err(),
        Step::Treatment => answers.treatment.parse().err(),
        Step::Treating => answers.treating.parse().err(),
        Step::Help => answers.help.parse().err(),
        Step::More => answers.more.parse().err(),
        Step::Check => answers.consent.parse().err(),
    };
    errors.unwrap_or_default()
}

/// The fragment matters: without one of its own, the browser would keep `#errors` across the redirect.
fn go_on(visitor: &Visitor, answers: &Answers, step: Step) -> Response {
    let next = step.next(answers.asker()).filter(|_| !visitor.from_check);
    let path = step_path(visitor.words(), next.unwrap_or(Step::Check));
    page::see(&format!("{path}#main"))
}
