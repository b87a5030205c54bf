//! What staff must know of a case before anything else: contact is stopped, the family does not know, a mail came back.

use serde_json::Value;
use uuid::Uuid;

use super::page::{NoticeView, WorryView};
use crate::domain::event::EventKind;
use crate::domain::notice::Notice;
use crate::domain::referral::{CallResult, CallWith, ContactKind, SentForm};
use crate::domain::request::{Answers, MayContact};
use crate::domain::status::Status;
use crate::usecases::case::view_case::CaseView;

/// Returns what is said above everything on this case.
pub fn of_case(view: &CaseView) -> Vec<NoticeView> {
    let case = &view.referral;
    let mut notices = Vec::new();
    let mut say = |text: String, tone| notices.push(NoticeView { text, tone });
    if case.contact_stopped_at.is_some() {
        say("All automatic messages to this family are stopped, for ever. Write or call only as a person.".to_owned(), "warn");
    }
    if case.is_death_only_told() {
        say("The family told us that their child has died. Nothing automatic goes to them. Record it with \"Child has died\"; if you are not sure, call them first, as a person.".to_owned(), "error");
    }
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
        say_wishes(answers, &mut say);
    }
    for (with, words) in [
        (
            CallWith::Family,
            "A mail to the family could not be delivered. Phone them.",
        ),
        (
            CallWith::Doctor,
            "A mail to the doctor could not be delivered. Phone them.",
        ),
    ] {
        // After a death nobody is sent to the family for a mail; the doctor still hears what a person writes.
        let quiet = with == CallWith::Family && case.is_silent();
        if !quiet && is_to_be_phoned(view, with) {
            say(words.to_owned(), "error");
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
    notices
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

fn family_forms(view: &CaseView) -> impl Iterator<Item = &Answers> {
    view.submissions
        .iter()
        .filter_map(|submission| match &submission.form {
            SentForm::Family(answers) => Some(&**answers),
            SentForm::CallMe(_) | SentForm::Doctor(_) => None,
        })
}

/// What a family asked us not to do, or not yet.
fn say_wishes(answers: &Answers, say: &mut impl FnMut(String, &'static str)) {
    if !answers.more.not_share.trim().is_empty() {
        say("The family named somebody who is not to be told. Read \"Not to be told\" before you call or write to anybody else.".to_owned(), "error");
    }
    match MayContact::from_code(&answers.treating.may_contact) {
        Some(MayContact::No) => say(
            "The family asks us not to contact their doctor.".to_owned(),
            "warn",
        ),
        Some(MayContact::AskFirst) => say(
            "Talk with the family before you contact their doctor.".to_owned(),
            "warn",
        ),
        Some(MayContact::Yes) | None => {}
    }
}

/// True where a mail came back, did not leave after all, and nobody has reached them by phone since: whatever became of
/// the mail, they have not heard.
fn is_to_be_phoned(view: &CaseView, with: CallWith) -> bool {
    for event in &view.timeline {
        let told = |key| event.details.get(key).and_then(Value::as_str);
        if event.kind == EventKind::CallRecorded
            && told("result") == Some(CallResult::Reached.code())
            && is_them(with, told("with"))
        {
            return false;
        }
        if event.kind == EventKind::MailRefused {
            let id: Option<Uuid> = told("mail").and_then(|id| id.parse().ok());
            let mail = view.mails.iter().find(|mail| Some(mail.id) == id);
            let notice = told("notice").or(mail.map(|mail| mail.notice.as_str()));
            let notice = notice.and_then(Notice::from_code);
            let to_doctor = notice.is_some_and(Notice::is_for_doctor);
            let left = mail.is_some_and(|mail| mail.status == "sent");
            if !left && to_doctor == (with == CallWith::Doctor) {
                return true;
            }
        }
    }
    false
}

/// A patient of age is the family that was written to.
fn is_them(with: CallWith, spoken_with: Option<&str>) -> bool {
    let spoken_with = spoken_with.and_then(CallWith::from_code);
    spoken_with == Some(with)
        || (with == CallWith::Family && spoken_with == Some(CallWith::Patient))
}
