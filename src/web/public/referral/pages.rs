//! The page of a referral, ready to show.

use askama::Template;
use jiff::Zoned;

use super::AskForm;
use crate::db::letter::Letter;
use crate::domain::request::{ChildName, FieldErrors};
use crate::domain::status::{Status, WaitingOn};
use crate::support::words::Words;
use crate::usecases::letter::read_letter::DoctorView;
use crate::web::components::SummaryError;
use crate::web::public::doctor;
use crate::web::public::frame::{find, messages, summary, window_title};
use crate::web::public::inside::{AskLine, Invitation, Reader, asks, stands, unread};
use crate::web::public::summary::Section;
use crate::web::shell::PublicShell;

/// Moments in the programme's zone, and its facts.
pub struct ReferralFacts {
    /// When the referral came.
    pub received_at: Zoned,
    /// The promised moment.
    pub promise: Option<Zoned>,
    /// The promised moment that passed without a word from us.
    pub missed: Option<Zoned>,
    /// When the visit is.
    pub visit: Option<Zoned>,
    /// When each letter was released.
    pub released: Vec<Zoned>,
    /// When whoever looks confirmed what was sent in their name.
    pub confirmed: Option<Zoned>,
    /// The present moment.
    pub now: Zoned,
    /// IANA name of the zone.
    pub zone: String,
    /// The phone for doctors.
    pub phone: String,
    /// The same as a link.
    pub phone_href: String,
    /// The page's key.
    pub key: String,
    /// The family's form.
    pub invite: Invitation,
}

/// Where a referral stands, for the doctor who referred.
#[derive(Template)]
#[template(path = "public/referral/show.html")]
pub struct ReferralPage {
    shell: PublicShell,
    page_title: String,
    errors: Vec<SummaryError>,
    messages: Vec<(&'static str, String)>,
    said: Option<String>,
    reference: String,
    patient: String,
    now: String,
    waiting: Option<String>,
    late: Option<String>,
    promise: Option<(String, String)>,
    meeting: Option<String>,
    visit: Option<String>,
    in_your_name: Option<InYourNameLine>,
    sections: Vec<Section>,
    asks: Vec<AskLine>,
    letters: Vec<LetterLine>,
    unread: Option<String>,
    open: bool,
    died: bool,
    invite: Option<Invitation>,
    received: String,
    phone: String,
    phone_href: String,
    key: String,
    call_added: String,
    cancel_added: String,
}

/// A referral that was sent in the name of whoever looks.
struct InYourNameLine {
    asked: String,
    confirmed: Option<String>,
}

/// One letter.
struct LetterLine {
    title: String,
    href: String,
    day: String,
    text: String,
    is_new: bool,
}

impl ReferralPage {
    /// Fills the page.
    pub fn new(
        shell: PublicShell,
        view: &DoctorView,
        facts: &ReferralFacts,
        form: &AskForm,
        errors: &FieldErrors,
    ) -> Self {
        let (words, zone) = (shell.words, facts.zone.as_str());
        let open = view.status.is_open();
        let promise = facts.promise.as_ref().filter(|at| **at >= facts.now);
        let passed = facts.promise.as_ref().filter(|at| **at < facts.now);
        let late = facts.missed.as_ref().or(passed).filter(|_| open);
        let typed = |ask: &str| {
            let typed = (form.ask == ask).then(|| form.added.clone());
            typed.unwrap_or_default()
        };
        let meeting = view
            .meeting_on
            .filter(|_| view.status == Status::Conference);
        Self {
            page_title: window_title(words, &words.text("referral-title"), errors),
            errors: summary(words, errors),
            messages: messages(words, errors),
            said: None,
            reference: view.reference.to_string(),
            patient: name_of(view),
            now: stands(words, view.status, view.died),
            waiting: waiting(words, view.waiting_on).filter(|_| open),
            late: late.map(|at| {
                let moment = words.moment(at, zone);
                let values = [("moment", moment.as_str()), ("phone", &facts.phone)];
                words.with("doctor-sent-late", &values)
            }),
            promise: promise.map(|at| (words.moment(at, zone), at.timestamp().to_string())),
            meeting: meeting.map(|day| words.with("referral-meeting", &[("day", &words.day(day))])),
            visit: facts
                .visit
                .as_ref()
                .filter(|_| view.status == Status::VisitScheduled)
                .map(|at| words.with("referral-visit", &[("moment", &words.moment_at(at, zone))])),
            in_your_name: in_your_name(words, view, facts),
            sections: sections(words, view, facts),
            asks: asks(words, &view.asks, open, Reader::Doctor),
            letters: letters(&shell, view, facts),
            unread: unread(words, view.unread),
            open,
            died: view.died,
            invite: open.then(|| facts.invite.clone()),
            received: words.with(
                "referral-sent-on",
                &[("moment", &words.moment_at(&facts.received_at, zone))],
            ),
            phone: facts.phone.clone(),
            phone_href: facts.phone_href.clone(),
            key: facts.key.clone(),
            call_added: typed("call"),
            cancel_added: typed("cancel"),
            shell,
        }
    }

    /// Says what has just been done.
    pub fn after(mut self, done: Option<&str>) -> Self {
        self.said = match done {
            Some("call") => Some(self.say("referral-call-asked")),
            Some("paper") => Some(self.say("referral-sent-noted")),
            Some("confirm") => Some(self.say("referral-confirm-done")),
            Some("cancel") => Some(self.say("referral-cancel-asked")),
            _ => None,
        };
        self
    }

    fn say(&self, key: &str) -> String {
        self.shell.words.text(key)
    }

    fn error(&self, field: &str) -> Option<String> {
        find(&self.messages, &[field])
    }
}

fn name_of(view: &DoctorView) -> String {
    let child = view.facts.child.as_ref();
    let name = child.and_then(|child| child.name.as_ref());
    name.map(ChildName::expose_full).unwrap_or_default()
}

fn sections(words: &Words, view: &DoctorView, facts: &ReferralFacts) -> Vec<Section> {
    view.sent.as_ref().map_or_else(Vec::new, |sent| {
        doctor::summary::sections(words, &sent.answers, facts.received_at.date())
    })
}

fn in_your_name(words: &Words, view: &DoctorView, facts: &ReferralFacts) -> Option<InYourNameLine> {
    let own = view.sent.as_ref().filter(|sent| sent.in_your_name)?;
    let name = own.answers.you.clinician_name.trim();
    let confirmed = facts.confirmed.as_ref().map(|at| {
        let moment = words.moment_at(at, &facts.zone);
        words.with("referral-confirmed", &[("moment", &moment)])
    });
    if confirmed.is_none() && view.died {
        return None;
    }
    Some(InYourNameLine {
        asked: words.with("referral-confirm", &[("name", name)]),
        confirmed,
    })
}

fn letters(shell: &PublicShell, view: &DoctorView, facts: &ReferralFacts) -> Vec<LetterLine> {
    let words = shell.words;
    let line = |letter: &Letter, at: &Zoned| LetterLine {
        title: words.text(&format!("referral-letter-{}", letter.kind)),
        href: format!("/{}/status/letters/{}", shell.language_code(), letter.id),
        day: words.date(at.date()),
        text: letter.body.clone(),
        is_new: letter.opened_at.is_none(),
    };
    let released = view.letters.iter().zip(&facts.released);
    released.map(|(letter, at)| line(letter, at)).collect()
}

fn waiting(words: &Words, on: WaitingOn) -> Option<String> {
    match on {
        WaitingOn::Doctor | WaitingOn::Family | WaitingOn::Insurer => {
            Some(words.text(&format!("referral-waiting-{on}")))
        }
        WaitingOn::Us | WaitingOn::Partner | WaitingOn::Nobody => None,
    }
}
