//! The whole URL table. Every route stands in the permission test too.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, get, post};

use super::files::{assets, upload};
use super::public::{
    doctor, family, feedback, later, papers, practice, receipt, referral, send, start, status, talk,
};
use super::staff::admin::{
    self, account as member, accounts, calendar, mail, new_account, routing,
};
use super::staff::case::{self, acts};
use super::staff::help::{self, one};
use super::staff::{
    account, cases, first_password, letters, messages, papers as asked, people, sign_in, today,
};
use super::state::WebState;
use super::{auth, dev_mail, health, layers};
use crate::domain::request::doctor::{
    DiseaseForm, DoctorAnswers, DocumentsForm, LetterForm, PatientForm, TodayForm,
    TreatmentForm as TherapiesForm, YouForm,
};
use crate::domain::request::{
    Answers, ChildForm, HelpForm, LanguageForm, MoreForm, ReachForm, RelationshipForm,
    SituationForm, TreatingForm, TreatmentForm,
};

/// Builds the router with everything around it.
pub fn router(state: &WebState) -> Router {
    let mut routes = Router::new()
        .merge(public())
        .merge(finishing_later())
        .merge(coming_back())
        .merge(doctors())
        .merge(staff(state))
        .merge(machines());
    if state.is_demo() {
        routes = routes.merge(demo());
    }
    layers::around(routes, state)
}

fn public() -> Router<WebState> {
    Router::new()
        .route("/", get(start::choose))
        .route("/{language}", get(start::start))
        .route(
            "/{language}/call-me",
            get(send::show_call_me).post(send::send_call_me),
        )
        .route("/{language}/family", get(family::first))
        .route("/{language}/family/reach", page_of::<ReachForm>())
        .route("/{language}/family/language", page_of::<LanguageForm>())
        .route("/{language}/family/child", page_of::<ChildForm>())
        .route(
            "/{language}/family/relationship",
            page_of::<RelationshipForm>(),
        )
        .route("/{language}/family/situation", page_of::<SituationForm>())
        .route("/{language}/family/treatment", page_of::<TreatmentForm>())
        .route("/{language}/family/treating", page_of::<TreatingForm>())
        .route("/{language}/family/more", page_of::<MoreForm>())
        .route("/{language}/family/help", page_of::<HelpForm>())
        .route(
            "/{language}/family/check",
            get(family::show).post(send::send_family),
        )
        .merge(sent_by_family())
}

/// A page of the family's form.
fn page_of<F: family::StepForm + 'static>() -> MethodRouter<WebState> {
    get(family::show).post(family::save::<F>)
}

fn sent_by_family() -> Router<WebState> {
    Router::new()
        .route("/{language}/family/sent", get(receipt::show))
        .route(
            "/{language}/family/papers",
            post(receipt::open_papers::<Answers>),
        )
        .route(
            "/{language}/family/again",
            post(receipt::add_message::<Answers>),
        )
        .route(
            "/{language}/family/forget",
            get(receipt::show_forgotten).post(receipt::forget),
        )
}

fn finishing_later() -> Router<WebState> {
    Router::new()
        .route(
            "/{language}/family/later",
            get(later::show_family).post(later::means_of_family),
        )
        .route("/{language}/family/later/code", post(later::code_of_family))
        .route(
            "/{language}/family/later/reminders",
            post(later::remind_family),
        )
        .route("/{language}/family/clear", post(later::clear_family))
        .route(
            "/{language}/doctor/later",
            get(later::show_doctor).post(later::means_of_doctor),
        )
        .route("/{language}/doctor/later/code", post(later::code_of_doctor))
        .route(
            "/{language}/doctor/later/reminders",
            post(later::remind_doctor),
        )
        .route("/{language}/doctor/clear", post(later::clear_doctor))
        .route(
            "/{language}/resume",
            get(later::show_resume).post(later::resume),
        )
        .route("/{language}/resume/stop", post(later::stop_reminders))
}

fn coming_back() -> Router<WebState> {
    Router::new()
        .route("/{language}/status", get(status::show))
        .route(
            "/{language}/status/lost",
            get(status::show_lost).post(status::ask_link),
        )
        .route(
            "/{language}/status/death",
            get(status::show_death).post(status::tell_death),
        )
        .route("/{language}/status/messages", post(status::stop_messages))
        .route("/{language}/status/sign-out", post(status::sign_out))
        .route(
            "/{language}/status/papers",
            get(papers::show)
                .post(papers::add)
                .layer(DefaultBodyLimit::max(upload::POST_BYTES)),
        )
        .route(
            "/{language}/status/feedback",
            get(feedback::show).post(feedback::give),
        )
        .route(
            "/{language}/status/left",
            get(status::left::show).post(status::left::send),
        )
        .route("/{language}/status/looks", get(status::looks::show))
        .route("/{language}/status/visit", get(status::visit::calendar))
        .route("/{language}/status/asks", post(referral::ask))
        .route("/{language}/status/sent-papers", post(referral::say_sent))
        .route("/{language}/status/confirm", post(referral::confirm))
        .route(
            "/{language}/status/letters/{letter}",
            get(referral::open_letter),
        )
        .route("/{language}/status/talk", get(talk::show).post(talk::write))
        .route("/{language}/status/papers/parts", post(papers::add_part))
        .route("/{language}/status/papers/{paper}", get(papers::open))
        .route(
            "/{language}/status/{token}",
            get(status::show_link).post(status::open_link),
        )
}

fn doctors() -> Router<WebState> {
    Router::new()
        .route("/{language}/doctor", get(doctor::list))
        .route("/{language}/doctor/you", section_of::<YouForm>())
        .route("/{language}/doctor/patient", section_of::<PatientForm>())
        .route("/{language}/doctor/disease", section_of::<DiseaseForm>())
        .route(
            "/{language}/doctor/treatment",
            section_of::<TherapiesForm>(),
        )
        .route(
            "/{language}/doctor/documents",
            section_of::<DocumentsForm>(),
        )
        .route("/{language}/doctor/letter", section_of::<LetterForm>())
        .route("/{language}/doctor/today", section_of::<TodayForm>())
        .route(
            "/{language}/doctor/check",
            get(doctor::send::show).post(doctor::send::submit),
        )
        .route("/{language}/doctor/sent", get(doctor::receipt::show))
        .route(
            "/{language}/doctor/referrals",
            get(practice::show).post(practice::ask),
        )
        .route(
            "/{language}/doctor/referrals/open",
            post(practice::open_patient),
        )
        .route(
            "/{language}/doctor/referrals/{link}",
            get(practice::show_link).post(practice::open_link),
        )
        .route(
            "/{language}/doctor/papers",
            post(receipt::open_papers::<DoctorAnswers>),
        )
        .route(
            "/{language}/doctor/again",
            post(receipt::add_message::<DoctorAnswers>),
        )
}

/// A section of the doctor's form.
fn section_of<F: doctor::SectionForm + 'static>() -> MethodRouter<WebState> {
    get(doctor::show).post(doctor::save::<F>)
}

fn staff(state: &WebState) -> Router<WebState> {
    let signed_in = Router::new()
        .route("/staff", get(today::show))
        .route("/staff/sign-out", post(sign_in::sign_out))
        .route("/staff/account", get(account::show))
        .route("/staff/account/password", post(account::change_password))
        .route("/staff/account/session-endings", post(account::end_session))
        .route("/staff/searches", post(cases::search))
        .route("/staff/cases", get(cases::show))
        .merge(one_case())
        .merge(people_of_case())
        .merge(admin_part())
        .layer(from_fn_with_state(state.clone(), auth::staff_only));
    Router::new()
        .route("/staff/sign-in", get(sign_in::show).post(sign_in::submit))
        .route(
            "/staff/invitations/{token}",
            get(first_password::show).post(first_password::submit),
        )
        .merge(signed_in)
}

/// The people of a case, and what they and staff write to each other.
fn people_of_case() -> Router<WebState> {
    Router::new()
        .route(
            "/staff/cases/{reference}/papers",
            get(asked::show).post(asked::asks::ask),
        )
        .route(
            "/staff/cases/{reference}/added-papers",
            post(asked::add::add).layer(DefaultBodyLimit::max(upload::POST_BYTES)),
        )
        .route(
            "/staff/cases/{reference}/paper-asks/{ask}",
            post(asked::asks::settle),
        )
        .route(
            "/staff/cases/{reference}/paper-kinds",
            post(asked::rename::rename),
        )
        .route("/staff/cases/{reference}/letters", get(letters::show))
        .route(
            "/staff/cases/{reference}/letters/{kind}",
            post(letters::release),
        )
        .route(
            "/staff/cases/{reference}/released-letters/{letter}",
            get(letters::open),
        )
        .route("/staff/cases/{reference}/people", post(people::add))
        .route("/staff/cases/{reference}/people/new", get(people::show_new))
        .route(
            "/staff/cases/{reference}/people/{contact}",
            get(people::show).post(people::correct),
        )
        .route(
            "/staff/cases/{reference}/people/{contact}/shares",
            post(people::share),
        )
        .route(
            "/staff/cases/{reference}/child",
            get(people::show_child).post(people::learn_child),
        )
        .route(
            "/staff/cases/{reference}/messages/{contact}",
            get(messages::show).post(messages::send),
        )
        .route(
            "/staff/cases/{reference}/messages/{contact}/drafts",
            post(messages::keep_draft),
        )
        .route(
            "/staff/cases/{reference}/messages/{contact}/no-answers",
            post(messages::need_no_answer),
        )
}

fn one_case() -> Router<WebState> {
    Router::new()
        .route("/staff/cases/{reference}", get(case::show))
        .route(
            "/staff/access",
            get(case::access::ask).post(case::access::find),
        )
        .route("/staff/cases/{reference}/access", get(case::access::show))
        .route(
            "/staff/cases/{reference}/papers/{paper}",
            get(case::papers::open),
        )
        .route(
            "/staff/cases/{reference}/assignments",
            post(acts::submit_assignment),
        )
        .route("/staff/cases/{reference}/join", post(case::join::submit))
        .route("/staff/cases/{reference}/part", post(case::join::part))
        .route("/staff/cases/{reference}/calls", post(acts::submit_call))
        .route("/staff/cases/{reference}/notes", post(acts::submit_note))
        .route(
            "/staff/cases/{reference}/status-changes",
            post(acts::submit_move),
        )
        .route(
            "/staff/cases/{reference}/priority-changes",
            post(acts::submit_priority),
        )
        .route(
            "/staff/cases/{reference}/link-replacements",
            post(acts::submit_links),
        )
        .route("/staff/cases/{reference}/deaths", post(acts::submit_death))
        .route(
            "/staff/cases/{reference}/death-mistakes",
            post(acts::submit_death_mistake),
        )
        .route(
            "/staff/cases/{reference}/no-referral-proposals",
            post(acts::submit_no_referral),
        )
        .route("/staff/help", get(help::show))
        .route("/staff/help/{reference}/{kind}", get(one::show))
        .route("/staff/help/{reference}/{kind}/takings", post(one::take))
        .route("/staff/help/{reference}/{kind}/states", post(one::progress))
}

/// The administrator's part: each page checks by itself what its visitor may do there.
fn admin_part() -> Router<WebState> {
    Router::new()
        .route("/staff/admin", get(admin::show))
        .route(
            "/staff/admin/staff",
            get(accounts::show).post(new_account::submit),
        )
        .route("/staff/admin/staff/new", get(new_account::show))
        .route("/staff/admin/staff/{account}", get(member::show))
        .route("/staff/admin/staff/{account}/changes", post(member::change))
        .route(
            "/staff/admin/staff/{account}/invitations",
            get(member::ask_invitation).post(member::invite),
        )
        .route(
            "/staff/admin/staff/{account}/disabling",
            get(member::ask_disabling).post(member::disable),
        )
        .route(
            "/staff/admin/routing",
            get(routing::show).post(routing::save),
        )
        .route("/staff/admin/routing/edits", post(routing::edit))
        .route(
            "/staff/admin/calendar",
            get(calendar::show).post(calendar::save),
        )
        .route("/staff/admin/calendar/edits", post(calendar::edit))
        .route("/staff/admin/mail", get(mail::show))
        .route("/staff/admin/mail/{mail}/resendings", post(mail::resend))
        .route("/staff/admin/mail/{mail}/set-asides", post(mail::set_aside))
}

fn machines() -> Router<WebState> {
    Router::new()
        .route("/static/{name}", get(assets::show))
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
}

fn demo() -> Router<WebState> {
    Router::new()
        .route("/dev/mail", get(dev_mail::list))
        .route("/dev/mail/{id}", get(dev_mail::show))
        .route("/dev/mail/{id}/html", get(dev_mail::html))
        .route("/dev/mail/{id}/raw", get(dev_mail::raw))
}
