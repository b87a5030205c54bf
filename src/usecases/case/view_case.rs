//! Somebody opens a case, or reads who looked at it. The look is on the record before anything is shown.

use std::collections::BTreeMap;

use jiff::Timestamp;
use sqlx::PgConnection;
use uuid::Uuid;

use super::find_alike::named_by;
use crate::db::audit::{RecordedEvent, insert_event, list_of_case, record_look};
use crate::db::feedback::{self, Feedback};
use crate::db::mail::of_case::{self, CaseMail};
use crate::db::message::{self, Thread};
use crate::db::referral::alike::AlikeCase;
use crate::db::referral::record::{StoredCall, StoredNote, StoredSubmission, Wanted};
use crate::db::referral::{Viewer, read, record};
use crate::db::{DbError, paper, staff};
use crate::domain::event::{Doer, Event, EventKind, codes};
use crate::domain::help::HelpRequest;
use crate::domain::message::may_write_to;
use crate::domain::paper::{Paper, PaperState};
use crate::domain::permission::{Action, may};
use crate::domain::reference::Reference;
use crate::domain::referral::{CaseFacts, Duty, MoveOption, Referral, SentForm};
use crate::domain::request::doctor::{
    self, DiseaseForm, DoctorAnswers, LetterForm, TodayForm, YouForm,
};
use crate::domain::request::{
    MoreForm, ReachForm, SituationForm, TreatingForm, TreatmentForm, YesNoNotSure,
};
use crate::domain::staff::{Actor, StaffId};
use crate::domain::status::Status;
use crate::usecases::Desk;

/// How many entries of a timeline are read.
const TIMELINE_MOST: i64 = 500;

/// The names of staff, for pages.
pub type StaffNames = BTreeMap<Uuid, String>;

/// Everything a case page shows this person. What their role may not read is not in it.
#[derive(Debug, Clone)]
pub struct CaseView {
    /// The state.
    pub referral: Referral,
    /// The child's facts.
    pub facts: CaseFacts,
    /// Code of the language the family speaks.
    pub language: String,
    /// False where nobody told us what the family speaks: the code is the language of the page they wrote on.
    pub language_told: bool,
    /// What was told of an interpreter.
    pub interpreter: Option<YesNoNotSure>,
    /// What was sent; clinical answers only where the role may read them.
    pub submissions: Vec<StoredSubmission>,
    /// The moves of the table from here.
    pub moves: Vec<MoveOption>,
    /// Changes, newest first.
    pub timeline: Vec<RecordedEvent>,
    /// Calls by id.
    pub calls: BTreeMap<Uuid, StoredCall>,
    /// Notes by id.
    pub notes: BTreeMap<Uuid, StoredNote>,
    /// Mails of the case, newest first.
    pub mails: Vec<CaseMail>,
    /// The help that was asked, with how far it is.
    pub help: Vec<HelpRequest>,
    /// How to reach the people of the case, in the order they came, with their threads.
    pub threads: Vec<Thread>,
    /// What adults of the family said of us after the visit.
    pub feedback: Vec<Feedback>,
    /// Other cases that may be about the same child.
    pub likely: Vec<AlikeCase>,
    /// Papers that families, doctors or staff added, newest first; those of which parts are missing are not among them.
    pub papers: Vec<Paper>,
    /// Names of staff.
    pub names: StaffNames,
    /// Who can own the case.
    pub can_own: Vec<StaffId>,
    /// Who can be its social worker.
    pub can_be_social_worker: Vec<StaffId>,
    /// When the page was made.
    pub as_of: Timestamp,
}

/// Who looked at a case.
#[derive(Debug, Clone)]
pub struct AccessLog {
    /// The case.
    pub reference: Reference,
    /// Everything on its record, newest first.
    pub events: Vec<RecordedEvent>,
    /// Names of staff.
    pub names: StaffNames,
}

impl std::fmt::Debug for StoredCall {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StoredCall")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for StoredNote {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StoredNote")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for StoredSubmission {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StoredSubmission")
            .field("received_at", &self.received_at)
            .finish_non_exhaustive()
    }
}

impl Desk {
    /// Opens a case for this person; none where there is no such case for them.
    pub async fn view_case(
        &self,
        actor: &Actor,
        reference: &Reference,
    ) -> Result<Option<CaseView>, DbError> {
        let roster = self.roster().await?;
        let mut tx = self.begin().await?;
        let Some(case) =
            read::find_for(&mut tx, &self.vault, Viewer::from(actor), reference).await?
        else {
            let denied = Event::of_desk(Doer::staff(actor), EventKind::AccessDenied, self.now())
                .with("reference", reference.as_str());
            insert_event(&mut tx, &denied).await?;
            tx.commit().await?;
            return Ok(None);
        };
        let view = self.read_view(&mut tx, actor, case, &roster.staff).await?;
        tx.commit().await?;
        Ok(Some(view))
    }

    /// Reads what the page shows, and records the look at it.
    async fn read_view(
        &self,
        conn: &mut PgConnection,
        actor: &Actor,
        mut case: read::OpenCase,
        staff: &[staff::StaffMember],
    ) -> Result<CaseView, DbError> {
        let wanted = Wanted {
            notes: may(actor.role, Action::SeeNotes),
        };
        let mut texts = record::read_texts(conn, &case, wanted).await?;
        let named = named_by(&texts.submissions);
        for submission in &mut texts.submissions {
            trim_sent(actor, &mut submission.form);
        }
        trim_facts(actor, &mut case.facts);
        let (id, now) = (case.referral.id, self.now());
        let mut threads = message::list_threads(conn, &case.key, id).await?;
        let (language_told, interpreter) = told_of_language(&threads);
        let reads = may(actor.role, Action::SeeContacts);
        threads.retain(|thread| reads || may_write_to(actor.role, thread.kind));
        let likely = self.find_alike(conn, actor, &case, &threads, named).await?;
        let mut seen = Event::of_case(id, Doer::staff(actor), EventKind::CaseSeen, now);
        if !likely.is_empty() {
            seen = seen.with("alike", codes(likely.iter().map(|other| other.id)));
        }
        let timeline = record_look(conn, &seen, TIMELINE_MOST).await?;
        let beside = of_case::list_beside(conn, id).await?;
        let ended = matches!(case.referral.status, Status::Seen | Status::Closed);
        let feedback = if ended && wanted.notes {
            feedback::list_of_case(conn, &case.key, id).await?
        } else {
            Vec::new()
        };
        let papers = self.papers_of(conn, &beside, id).await?;
        Ok(CaseView {
            moves: case.referral.move_options(actor),
            submissions: texts.submissions,
            timeline,
            calls: texts.calls,
            notes: texts.notes,
            mails: beside.mails,
            help: beside.help,
            papers,
            feedback,
            likely,
            threads,
            can_own: who_can(staff, Duty::Owner),
            can_be_social_worker: who_can(staff, Duty::SocialWorker),
            names: names(staff),
            language: case.language,
            language_told,
            interpreter,
            facts: case.facts,
            referral: case.referral,
            as_of: now,
        })
    }

    /// The papers that came whole, where there are any.
    async fn papers_of(
        &self,
        conn: &mut PgConnection,
        beside: &of_case::Beside,
        referral: Uuid,
    ) -> Result<Vec<Paper>, DbError> {
        if !beside.has_papers {
            return Ok(Vec::new());
        }
        let papers = paper::list_of_case(conn, &self.vault, referral).await?;
        let papers = papers.into_iter().map(|open| open.paper);
        let whole = papers.filter(|paper| paper.state != PaperState::Uploading);
        Ok(whole.collect())
    }

    /// Reads who looked at a case and what was done; none where the role may not, or there is no such case.
    pub async fn view_access_log(
        &self,
        actor: &Actor,
        reference: &Reference,
    ) -> Result<Option<AccessLog>, DbError> {
        let roster = self.roster().await?;
        let mut tx = self.begin().await?;
        let Some(id) = read::find_id(&mut tx, reference).await? else {
            return Ok(None);
        };
        let allowed = may(actor.role, Action::SeeAccessLog);
        let kind = if allowed {
            EventKind::AccessLogSeen
        } else {
            EventKind::AccessDenied
        };
        insert_event(
            &mut tx,
            &Event::of_case(id, Doer::staff(actor), kind, self.now())
                .with("action", Action::SeeAccessLog.code()),
        )
        .await?;
        let log = if allowed {
            let events = list_of_case(&mut tx, id, TIMELINE_MOST).await?;
            Some(AccessLog {
                reference: reference.clone(),
                events,
                names: names(&roster.staff),
            })
        } else {
            None
        };
        tx.commit().await?;
        Ok(log)
    }
}

/// Whether the family's language was told, and what was told of an interpreter.
fn told_of_language(threads: &[Thread]) -> (bool, Option<YesNoNotSure>) {
    let mut family = threads.iter().filter(|thread| thread.kind.is_family());
    family.next().map_or((true, None), |thread| {
        let person = &thread.person;
        (person.tells_language(), person.interpreter)
    })
}

/// The names of staff by id.
pub(in crate::usecases) fn names(staff: &[staff::StaffMember]) -> StaffNames {
    staff
        .iter()
        .map(|member| (member.facts.id.0, member.person.name.expose().to_owned()))
        .collect()
}

/// Active staff who can carry a duty.
pub(in crate::usecases) fn who_can(staff: &[staff::StaffMember], duty: Duty) -> Vec<StaffId> {
    let fits = |member: &&staff::StaffMember| member.active && duty.fits(member.facts.role);
    staff
        .iter()
        .filter(fits)
        .map(|member| member.facts.id)
        .collect()
}

/// Leaves of a case's facts what the role may read: name and birth always, the rest by right.
pub(in crate::usecases) fn trim_facts(actor: &Actor, facts: &mut CaseFacts) {
    if !may(actor.role, Action::SeeClinical) {
        facts.happened = None;
        facts.place = None;
        facts.disease = None;
        facts.relapse_number = None;
        facts.lineage = None;
    }
    if !may(actor.role, Action::SeeContacts) {
        facts.caller = None;
    }
}

/// Leaves of what was sent what the role may read: how to reach the family and what the illness is, each by its right.
/// Names, languages and the help asked are for everybody who sees the case.
fn trim_sent(actor: &Actor, form: &mut SentForm) {
    let contacts = may(actor.role, Action::SeeContacts);
    let clinical = may(actor.role, Action::SeeClinical);
    match form {
        SentForm::Family(answers) => {
            if !contacts {
                answers.reach = ReachForm {
                    asker: std::mem::take(&mut answers.reach.asker),
                    ..ReachForm::default()
                };
                answers.treating = TreatingForm::default();
                answers.more = MoreForm::default();
            }
            if !clinical {
                answers.situation = SituationForm::default();
                answers.treatment = TreatmentForm::default();
            }
        }
        SentForm::CallMe(form) if !contacts => {
            form.name.clear();
            form.phone.clear();
        }
        SentForm::CallMe(_) => {}
        SentForm::Doctor(answers) => trim_doctor(contacts, clinical, answers),
    }
}

/// The names of doctor and guardian are how to reach them; sex at birth, the disease and the patient's state are
/// clinical. What is asked and how urgent it is stand with the state.
fn trim_doctor(contacts: bool, clinical: bool, answers: &mut DoctorAnswers) {
    if !contacts {
        answers.you = YouForm::default();
        answers.patient.guardian_name.clear();
        answers.patient.guardian_phone.clear();
        answers.patient.guardian_email.clear();
        answers.attest.clinician.clear();
        answers.attest.clinician_mail.clear();
        answers.documents.authorization.clear();
    }
    if !clinical {
        answers.patient.sex.clear();
        answers.patient.mrn.clear();
        answers.disease = DiseaseForm::default();
        answers.treatment = doctor::TreatmentForm::default();
        answers.today = TodayForm::default();
        answers.letter = LetterForm::default();
    }
}
