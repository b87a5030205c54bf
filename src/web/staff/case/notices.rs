//! What staff must know of a case before anything else: contact is stopped, the family does not know, a mail came back.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value;
use uuid::Uuid;

use super::page::{FamilyView, NoticeView, WorryView};
use crate::db::mail::of_case::CaseMail;
use crate::db::message::Thread;
use crate::domain::event::EventKind;
use crate::domain::message::may_write_to;
use crate::domain::notice::Notice;
use crate::domain::permission::{Action, may};
use crate::domain::referral::{CallResult, CallWith, ContactKind, Referral, SentForm};
use crate::domain::request::{Answers, MayContact};
use crate::domain::staff::Actor;
use crate::domain::status::Status;
use crate::support::words::{Language, Words};
use crate::usecases::case::view_case::CaseView;
use crate::web::public::standing;
use crate::web::staff::display::{moments, words};
use crate::web::staff::messages::view as messages;

/// Returns what is said above everything on this case.
pub fn of_case(actor: &Actor, view: &CaseView) -> Vec<NoticeView> {
    let case = &view.referral;
    let mut notices = Vec::new();
    let mut say = |text: String, tone| notices.push(NoticeView::plain(text, tone));
    if case.contact_stopped_at.is_some() {
        say("All automatic messages to this family are stopped, for ever. Write or call only as a person.".to_owned(), "warn");
    }
    if case.is_death_only_told() {
        say("The family told us that their child has died. Nothing automatic goes to them. Record it with \"Child has died\"; if you are not sure, call them first, as a person.".to_owned(), "error");
    }
    say_of_joined(case, &mut say);
    if !case.family_aware {
        say("The family does not know of this referral. Call the doctor first; do not call or write to the family before.".to_owned(), "error");
    }
    let stopped = case.contacts.iter().filter(|contact| contact.stopped);
    let (doctors, family): (Vec<_>, Vec<_>) =
        stopped.partition(|contact| contact.kind == ContactKind::Doctor);
    if !family.is_empty() {
        say("Somebody of the family asked us to write no more: no automatic message goes to them. A person may still call.".to_owned(), "warn");
    }
    if !doctors.is_empty() {
        say(
            "The doctor asked us to write no more: no mail goes to them. A person may still call."
                .to_owned(),
            "warn",
        );
    }
    for answers in family_forms(view) {
        notices.extend(wishes(case, answers));
    }
    let mut say = |text: String, tone| notices.push(NoticeView::plain(text, tone));
    for (with, who) in [
        (CallWith::Family, "family"),
        (CallWith::SomeoneElse, "other adult"),
        (CallWith::Doctor, "doctor"),
    ] {
        // After a death nobody is sent to the family for a mail; the doctor still hears what a person writes.
        let quiet = with != CallWith::Doctor && case.is_silent();
        let unheard = unheard(view, with).filter(|_| !quiet);
        if let Some(contact) = unheard {
            let phone = phone_of(actor, view, contact);
            let text = format!("A mail to the {who} could not be delivered. Phone them{phone}.");
            say(text, "error");
        }
    }
    if let Some(by) = case
        .proposed_away_by
        .filter(|_| case.status == Status::Received)
    {
        let name = view.names.get(&by.0).map_or("Somebody", String::as_str);
        say(
            format!(
                "{name} proposed that this is not a referral. A second person confirms it, or starts intake."
            ),
            "",
        );
    }
    notices.extend(unanswered(actor, view));
    notices
}

/// Returns the sentence the family reads now, in English and in theirs; silent after a death.
pub fn family_sees(view: &CaseView, zone: &TimeZone) -> FamilyView {
    let case = &view.referral;
    if case.is_silent() {
        return FamilyView {
            english: "Nothing automatic any more: all contact goes through a person.".to_owned(),
            ..FamilyView::default()
        };
    }
    if let Some(kept) = &case.joined.into {
        let kept = &kept.reference;
        return FamilyView {
            english: format!("Where {kept} stands, under the reference that they have."),
            ..FamilyView::default()
        };
    }
    if !case.family_aware {
        return FamilyView {
            english: "Nothing: they do not know of this referral yet.".to_owned(),
            ..FamilyView::default()
        };
    }
    let told = case
        .decision
        .filter(|_| case.decision_told_at.is_some() && case.status == Status::Decided);
    let key = standing::sentence_key(case.status, told, case.first_contact_at.is_some());
    let page = case
        .contacts
        .iter()
        .find(|contact| contact.kind.is_family())
        .and_then(|contact| Language::from_code(&contact.language));
    let own = page.filter(|language| *language != Language::En);
    FamilyView {
        english: Words::of(Language::En).text(&key),
        own: own
            .map(|language| Words::of(language).text(&key))
            .unwrap_or_default(),
        own_language_code: own
            .map(|language| language.code().to_owned())
            .unwrap_or_default(),
        own_language: own
            .map(|language| words::language(language.code()))
            .unwrap_or_default(),
        promise: case
            .due_at
            .map(|due_at| moments::due(due_at, view.as_of, zone)),
        promise_late: case.overdue_since.is_some(),
    }
}

/// Who wrote and waits for an answer, with the way to what they wrote.
fn unanswered<'a>(actor: &'a Actor, view: &'a CaseView) -> impl Iterator<Item = NoticeView> + 'a {
    let waits = |thread: &&Thread| {
        thread.unanswered_since.is_some() && may_write_to(actor.role, thread.kind)
    };
    view.threads.iter().filter(waits).map(|thread| {
        let late = thread.answer_due_at.is_some_and(|due| due <= view.as_of);
        let (tone, promise) = if late {
            ("error", " The answer is late.")
        } else {
            ("warn", "")
        };
        // Isolated, so that a name written from the right does not turn the sentence round.
        let name = thread.person.name.expose();
        NoticeView {
            text: format!("\u{2068}{name}\u{2069} wrote and waits for an answer.{promise}"),
            tone,
            link: "Read it and answer",
            href: messages::address(view.referral.reference.as_str(), thread),
        }
    })
}

/// The name and number of whom the mail was for, where this person may read them and the case knows them.
fn phone_of(actor: &Actor, view: &CaseView, contact: Option<Uuid>) -> String {
    if !may(actor.role, Action::SeeContacts) {
        return String::new();
    }
    let mut threads = view.threads.iter();
    let found = threads.find(|thread| Some(thread.contact) == contact);
    let reached = found.and_then(|thread| {
        let phone = thread.person.phone.as_ref()?;
        let name = thread.person.name.expose();
        Some(format!(": \u{2068}{name}\u{2069}, {}", phone.expose()))
    });
    reached.unwrap_or_default()
}

/// Returns what worries the family most, for whoever reads how to reach them.
pub fn worries(view: &CaseView) -> Vec<WorryView> {
    let told = view.submissions.iter().filter_map(|submission| {
        let SentForm::Family(answers) = &submission.form else {
            return None;
        };
        let text = answers.more.worry.trim();
        (!text.is_empty()).then(|| WorryView {
            text: text.to_owned(),
            language_code: submission.language.clone(),
        })
    });
    told.collect()
}

impl NoticeView {
    /// Returns a notice whose text is all.
    fn plain(text: String, tone: &'static str) -> Self {
        Self {
            text,
            tone,
            link: "",
            href: String::new(),
        }
    }
}

fn family_forms(view: &CaseView) -> impl Iterator<Item = &Answers> {
    view.submissions
        .iter()
        .filter_map(|submission| match &submission.form {
            SentForm::Family(answers) => Some(&**answers),
            SentForm::CallMe(_) | SentForm::Doctor(_) => None,
        })
}

/// What was told or recorded on a case of the same child.
fn say_of_joined(case: &Referral, say: &mut impl FnMut(String, &'static str)) {
    let into = case.joined.into.as_deref();
    for other in case.joined.others.iter().chain(into) {
        let reference = &other.reference;
        if other.death_told {
            say(
                format!(
                    "The family told us with {reference} that their child has died. Nothing automatic goes out. Record it, or take it back, there."
                ),
                "error",
            );
        } else if other.silent {
            say(
                format!(
                    "The child's death is recorded with {reference}. Nothing automatic goes out here either."
                ),
                "warn",
            );
        }
    }
}

/// What a family asked us not to do, or not yet.
fn wishes(case: &Referral, answers: &Answers) -> Vec<NoticeView> {
    let mut wishes = Vec::new();
    if !answers.more.not_share.trim().is_empty() {
        wishes.push(NoticeView {
            text: "The family named somebody who is not to be told. Before you call or write to anybody else,".to_owned(),
            tone: "error",
            link: "read \"Not to be told\"",
            href: format!("/staff/cases/{}#not-to-be-told", case.reference),
        });
    }
    let of_their_doctor = match MayContact::from_code(&answers.treating.may_contact) {
        Some(MayContact::No) => "The family asks us not to contact their doctor.",
        Some(MayContact::AskFirst) => "Talk with the family before you contact their doctor.",
        Some(MayContact::Yes) | None => return wishes,
    };
    wishes.push(NoticeView::plain(of_their_doctor.to_owned(), "warn"));
    wishes
}

/// For whom a mail came back, where it did not leave after all and nobody has reached that side by phone since: whatever
/// became of the mail, they have not heard. Nothing where all heard; nobody in particular where the mail is not known any more.
#[expect(
    clippy::option_option,
    reason = "that somebody has not heard, and who, are two things"
)]
fn unheard(view: &CaseView, with: CallWith) -> Option<Option<Uuid>> {
    for event in &view.timeline {
        let told = |key| event.details.get(key).and_then(Value::as_str);
        if event.kind == EventKind::CallRecorded
            && told("result") == Some(CallResult::Reached.code())
            && is_them(with, told("with"))
        {
            return None;
        }
        if event.kind == EventKind::MailRefused {
            let id: Option<Uuid> = told("mail").and_then(|id| id.parse().ok());
            let mail = view.mails.iter().find(|mail| Some(mail.id) == id);
            let notice = told("notice").or(mail.map(|mail| mail.notice.as_str()));
            let notice = notice.and_then(Notice::from_code);
            let contact = mail.and_then(|mail| mail.contact);
            let left = mail.is_some_and(|mail| mail.status == "sent")
                || heard_since(view, contact, event.at);
            if !left && with == side_of(view, contact, notice) {
                return Some(contact);
            }
        }
    }
    None
}

/// Whom to call about a mail: as the contact is, or as the mail tells where it was for somebody of a joined case.
fn side_of(view: &CaseView, contact: Option<Uuid>, notice: Option<Notice>) -> CallWith {
    let mut contacts = view.referral.contacts.iter();
    let known = contacts.find(|one| Some(one.id) == contact);
    match known.map(|contact| contact.kind) {
        Some(ContactKind::Doctor) => CallWith::Doctor,
        Some(ContactKind::OtherAdult) => CallWith::SomeoneElse,
        None if notice.is_some_and(Notice::is_for_doctor) => CallWith::Doctor,
        Some(ContactKind::Family | ContactKind::Patient) | None => CallWith::Family,
    }
}

/// True where a later mail to the same person went through.
fn heard_since(view: &CaseView, contact: Option<Uuid>, since: Timestamp) -> bool {
    let later = |mail: &CaseMail| {
        let sent = mail.status == "sent" && mail.settled_at.is_some_and(|at| at > since);
        sent && mail.contact == contact
    };
    contact.is_some() && view.mails.iter().any(later)
}

/// A patient of age is the family that was written to.
fn is_them(with: CallWith, spoken_with: Option<&str>) -> bool {
    let spoken_with = spoken_with.and_then(CallWith::from_code);
    spoken_with == Some(with)
        || (with == CallWith::Family && spoken_with == Some(CallWith::Patient))
}
