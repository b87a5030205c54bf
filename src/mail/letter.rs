//! What one mail says, from the catalogue, before it becomes text and HTML. Takes the notice, the reference, the
//! time and the programme's facts; the recipient's name is not among them.

use askama::Template;
use jiff::tz::TimeZone;

use super::settings::MailSettings;
use crate::domain::notice::Notice;
use crate::support::words::Words;
use crate::usecases::link::practice::PracticeLink;
use crate::usecases::{ClaimedMail, UnfinishedForm};

/// Holds the sentences of one mail, in one language.
pub(super) struct Letter {
    pub lang: &'static str,
    pub subject: String,
    pub programme: String,
    pub lead: String,
    pub facts: Vec<Fact>,
    pub next: String,
    pub link: Link,
    pub call: String,
    pub footer: [String; 2],
}

/// A line such as "Reference: RL-7KX2-94Q".
pub(super) struct Fact {
    pub label: String,
    pub value: String,
}

/// The one link of a mail, behind which a person must show who they are.
pub(super) struct Link {
    pub label: String,
    pub url: String,
}

#[derive(Template)]
#[template(path = "mail/letter.txt")]
pub(super) struct LetterText<'letter> {
    pub letter: &'letter Letter,
}

#[derive(Template)]
#[template(path = "mail/letter.html")]
pub(super) struct LetterHtml<'letter> {
    pub letter: &'letter Letter,
}

impl Letter {
    /// Finds the sentences for a mail in its reader's language.
    pub(super) fn write(mail: &ClaimedMail, settings: &MailSettings) -> Self {
        let words = Words::of(mail.language);
        let values = [
            ("reference", mail.reference.as_str()),
            ("programme", settings.from_name.as_str()),
            ("phone", settings.phone.as_str()),
            ("priority", mail.priority.code()),
        ];
        let notice = mail.notice.code().replace('_', "-");
        let own = |part: &str| words.with(&format!("mail-{notice}-{part}"), &values);
        let reader = reader(mail.notice);
        let shared = |part: &str| words.with(&format!("mail-{part}-{reader}"), &values);
        Self {
            lang: mail.language.code(),
            subject: own("subject"),
            programme: settings.from_name.clone(),
            lead: own("lead"),
            facts: facts(mail, settings, words),
            next: own("next"),
            link: Link {
                label: shared("open"),
                url: link(mail, settings),
            },
            call: shared("call"),
            footer: [
                shared("footer"),
                words.text(&format!("mail-footer-{reader}-reply")),
            ],
        }
    }
}

/// For whom the shared sentences of a mail are written.
fn reader(notice: Notice) -> &'static str {
    if notice.is_of_form() {
        "draft"
    } else if notice.is_for_family() {
        "family"
    } else if notice.is_for_doctor() {
        "doctor"
    } else {
        "staff"
    }
}

fn facts(mail: &ClaimedMail, settings: &MailSettings, words: &Words) -> Vec<Fact> {
    if let Some(form) = &mail.form {
        return facts_of_form(form, settings, words);
    }
    let reference = Fact {
        label: words.text("mail-fact-reference"),
        value: mail.reference.clone(),
    };
    let due = due_label(mail.notice).zip(told_due(mail, settings, words));
    let due = due.map(|(label, value)| Fact {
        label: words.text(label),
        value,
    });
    std::iter::once(reference).chain(due).collect()
}

/// The code, in the mail that was asked for it alone, and the day on which the form is forgotten.
fn facts_of_form(form: &UnfinishedForm, settings: &MailSettings, words: &Words) -> Vec<Fact> {
    let fact = |label, value| Fact {
        label: words.text(label),
        value,
    };
    let code = form.code.as_ref();
    let code = code.map(|code| fact("mail-fact-code", code.to_string()));
    let until = words.day(form.until.to_zoned(zone(settings)).date());
    code.into_iter()
        .chain([fact("mail-fact-kept", until)])
        .collect()
}

fn zone(settings: &MailSettings) -> TimeZone {
    TimeZone::get(&settings.zone).unwrap_or(TimeZone::UTC)
}

/// Names the time; a family or a doctor is shown one only where it is our promise to them.
fn due_label(notice: Notice) -> Option<&'static str> {
    match notice {
        Notice::FamilyReceipt
        | Notice::FamilyContactPerson
        | Notice::FamilyUpdate
        | Notice::FamilyPromiseMissed
        | Notice::DoctorReceipt
        | Notice::DoctorPromiseMissed => Some("mail-fact-promise"),
        // The others carry what staff have to do by then, which is nothing to them.
        outside if reader(outside) != "staff" => None,
        _ => Some("mail-fact-due"),
    }
}

fn told_due(mail: &ClaimedMail, settings: &MailSettings, words: &Words) -> Option<String> {
    mail.due_at
        .map(|due| words.moment(&due.to_zoned(zone(settings)), &settings.zone))
}

fn link(mail: &ClaimedMail, settings: &MailSettings) -> String {
    let base = settings.base_url.trim_end_matches('/');
    let language = mail.language.code();
    match reader(mail.notice) {
        "doctor" if mail.patients.is_some() => {
            let link = mail.patients.as_ref().map(PracticeLink::expose);
            format!(
                "{base}/{language}/doctor/referrals/{}",
                link.unwrap_or_default()
            )
        }
        // By the id of a reminder its reminders are stopped, at a press of a button there.
        "draft" if mail.notice == Notice::DraftReminder => {
            format!("{base}/{language}/resume?reminder={}", mail.id)
        }
        "draft" => format!("{base}/{language}/resume"),
        "family" | "doctor" => match &mail.link {
            Some(token) => format!("{base}/{language}/status/{}", token.expose()),
            None => format!("{base}/{language}/status/lost"),
        },
        _ => format!("{base}/staff/cases/{}", mail.reference),
    }
}
