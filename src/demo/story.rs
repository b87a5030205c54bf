//! The words in which the demo's tables are written: who sent what, when, and what staff did then.
//!
//! Moments are counted back from the day on which the demo is loaded ([`Ago`]), so a demo loaded on any day, at any
//! hour, looks like an ordinary one: staff act inside business hours, families also at night.

use crate::domain::help::HelpState;
use crate::domain::paper::PaperKind;
use crate::domain::priority::Priority;
use crate::domain::referral::{CallResult, CallWith};
use crate::domain::request::HelpKind;
use crate::domain::status::{Decision, Outcome, Status, WaitingOn};
use crate::support::words::Language;

/// A working moment before the demo is loaded.
#[derive(Debug, Clone, Copy)]
pub struct Ago {
    /// Business days before today; 0 counts back from the present instead.
    pub days: u16,
    /// Minutes before that day's close, at most 510; with 0 days, working minutes ago.
    pub minutes: u16,
}

/// So many minutes before the close of an earlier business day, or so many working minutes ago.
pub const fn ago(days: u16, minutes: u16) -> Ago {
    Ago { days, minutes }
}

/// When a family sent its form.
#[derive(Debug, Clone, Copy)]
pub enum Sent {
    /// In business hours.
    ByDay(Ago),
    /// Late in the evening before that business day.
    ByNight(Ago),
    /// Just now, whatever the hour: so many minutes ago.
    JustNow(u16),
}

/// A member of the demo's staff who acts in the stories.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Intake specialist; speaks Spanish.
    Jordan,
    /// Intake specialist.
    Priya,
    /// Supervisor.
    Ruth,
    /// Reviewing doctor.
    Kim,
    /// Coordinator of the meeting.
    Amara,
    /// Social worker.
    Lee,
    /// Social worker; speaks Spanish.
    Carmen,
    /// Insurance specialist.
    Tom,
    /// Financial liaison.
    Finance,
}

impl Who {
    /// Their account.
    pub fn email(self) -> &'static str {
        match self {
            Self::Jordan => "intake@riverside.example.org",
            Self::Priya => "intake2@riverside.example.org",
            Self::Ruth => "supervisor@riverside.example.org",
            Self::Kim => "reviewer@riverside.example.org",
            Self::Amara => "coordinator@riverside.example.org",
            Self::Lee => "social@riverside.example.org",
            Self::Carmen => "social2@riverside.example.org",
            Self::Tom => "insurance@riverside.example.org",
            Self::Finance => "finance@riverside.example.org",
        }
    }
}

/// One thing that somebody does with a case.
#[derive(Debug, Clone, Copy)]
pub enum Act {
    /// Opens the case.
    Open,
    /// Takes the case, as owner or as social worker.
    Take,
    /// Gives the case to an owner.
    Give(Who),
    /// Gives the case a social worker.
    SocialWorker(Who),
    /// Calls: with whom, how it went, what was said, what was promised.
    Call(CallWith, CallResult, &'static str, &'static str),
    /// Calls and tells what the doctors decided: with whom, what was said, what was promised.
    Tell(CallWith, &'static str, &'static str),
    /// Writes a staff note.
    Note(&'static str),
    /// Changes how urgent the case is, with a reason.
    Priority(Priority, &'static str),
    /// Moves the case where nothing has to be said.
    Move(Status),
    /// Waits for somebody: for whom, and for which papers, each with a word of which one.
    Await(WaitingOn, &'static [(PaperKind, &'static str)]),
    /// Puts the case on a meeting so many business days ahead.
    Meeting(u16),
    /// Records what the doctors decided, with a word to it.
    Decide(Decision, &'static str),
    /// Fixes the visit so many business days ahead.
    Visit(u16),
    /// Pauses for so many business days, with a reason.
    Hold(u16, &'static str),
    /// Closes with an outcome and a word to it.
    Close(Outcome, &'static str),
    /// Opens a closed case again, with a reason.
    Reopen(&'static str),
    /// Proposes that the request is no referral.
    ProposeAway,
    /// Records that the child has died.
    Died,
    /// Takes a piece of help.
    TakeHelp(HelpKind),
    /// Says how far a piece of help is, when it is looked at next (so many business days ahead), and a note.
    Help(HelpKind, HelpState, u16, &'static str),
}

/// Who does what when.
#[derive(Debug, Clone, Copy)]
pub struct Beat {
    /// When.
    pub at: Ago,
    /// Who.
    pub by: Who,
    /// What.
    pub act: Act,
}

/// Somebody did something then.
pub const fn on(days: u16, minutes: u16, by: Who, act: Act) -> Beat {
    Beat {
        at: ago(days, minutes),
        by,
        act,
    }
}

/// A call that reached the family.
pub const fn talk(said: &'static str, promised: &'static str) -> Act {
    Act::Call(CallWith::Family, CallResult::Reached, said, promised)
}

/// A call in which the family heard what the doctors decided.
pub const fn tell(said: &'static str, promised: &'static str) -> Act {
    Act::Tell(CallWith::Family, said, promised)
}

/// A call that reached the treating doctor's office.
pub const fn doctor(said: &'static str, promised: &'static str) -> Act {
    Act::Call(CallWith::Doctor, CallResult::Reached, said, promised)
}

/// A call that reached nobody.
pub const fn tried(result: CallResult) -> Act {
    Act::Call(CallWith::Family, result, "", "")
}

/// What a family wrote; codes as the form has them.
#[derive(Debug, Clone, Copy)]
pub struct Family {
    /// The page's language.
    pub page: Language,
    /// Code of who asks; empty for the family.
    pub asker: &'static str,
    /// Who wrote.
    pub name: &'static str,
    /// Their phone.
    pub phone: &'static str,
    /// Their e-mail address.
    pub email: &'static str,
    /// Code of the language they speak.
    pub spoken: &'static str,
    /// Its name, where it is not in the list.
    pub spoken_other: &'static str,
    /// Whether they want an interpreter.
    pub interpreter: &'static str,
    /// The child's first names and last names; nothing where told by phone, no last names where there is one name.
    pub child: (&'static str, &'static str),
    /// The name the child goes by.
    pub used: &'static str,
    /// Month, day and year with slashes, or "about 7".
    pub birth: &'static str,
    /// Code of who they are to the child.
    pub relation: &'static str,
    /// Code of what has happened.
    pub happened: &'static str,
    /// Code of where the child is.
    pub place: &'static str,
    /// Codes of the help asked.
    pub help: &'static [&'static str],
    /// What they added.
    pub note: &'static str,
}

/// An ordinary family that writes on the English pages.
pub const ENGLISH: Family = Family {
    page: Language::En,
    asker: "",
    name: "",
    phone: "",
    email: "",
    spoken: "en",
    spoken_other: "",
    interpreter: "no",
    child: ("", ""),
    used: "",
    birth: "",
    relation: "mother",
    happened: "came_back_once",
    place: "home",
    help: &[],
    note: "",
};

/// An ordinary family that writes on the Spanish pages.
pub const SPANISH: Family = Family {
    page: Language::Es,
    spoken: "es",
    interpreter: "yes",
    ..ENGLISH
};

/// What somebody wrote who only wants to be called.
#[derive(Debug, Clone, Copy)]
pub struct CallMe {
    /// The page's language.
    pub page: Language,
    /// Who wrote.
    pub name: &'static str,
    /// Their phone.
    pub phone: &'static str,
    /// Code of the language they speak.
    pub spoken: &'static str,
    /// Code of the best time.
    pub best_time: &'static str,
}

/// What a doctor wrote; codes as the form has them.
#[derive(Debug, Clone, Copy)]
pub struct Doctor {
    /// Who wrote.
    pub name: &'static str,
    /// Code of what they are.
    pub role: &'static str,
    /// Their phone.
    pub phone: &'static str,
    /// Their e-mail address.
    pub email: &'static str,
    /// Where they work.
    pub institution: &'static str,
    /// Their NPI.
    pub npi: &'static str,
    /// The patient's first names and last names.
    pub patient: (&'static str, &'static str),
    /// Month, day and year with slashes.
    pub birth: &'static str,
    /// Code of the sex at birth.
    pub sex: &'static str,
    /// The patient's number there.
    pub mrn: &'static str,
    /// Code of who speaks for the patient.
    pub guardian: &'static str,
    /// Their name.
    pub guardian_name: &'static str,
    /// Their phone.
    pub guardian_phone: &'static str,
    /// Code of the language they speak.
    pub spoken: &'static str,
    /// Code of whether they know of it.
    pub knows: &'static str,
    /// Code of the disease's status.
    pub status: &'static str,
    /// Which relapse it is.
    pub number: &'static str,
    /// Code of the lineage.
    pub lineage: &'static str,
    /// Codes of the sites.
    pub sites: &'static [&'static str],
    /// Months since the diagnosis.
    pub diagnosis: i32,
    /// Months since the relapse.
    pub relapse: i32,
    /// Code of the urgency.
    pub urgency: &'static str,
    /// Its reason.
    pub reason: &'static str,
    /// Code of where the patient is.
    pub place: &'static str,
    /// Codes of what is asked.
    pub asks: &'static [&'static str],
    /// The clinician one acts for.
    pub acting_for: &'static str,
}

/// An ordinary referral: a first B-cell relapse in the marrow, at home, known to the family.
pub const DOCTOR: Doctor = Doctor {
    name: "",
    role: "oncologist",
    phone: "",
    email: "",
    institution: "",
    npi: "",
    patient: ("", ""),
    birth: "",
    sex: "female",
    mrn: "",
    guardian: "mother",
    guardian_name: "",
    guardian_phone: "",
    spoken: "en",
    knows: "yes",
    status: "first_relapse",
    number: "",
    lineage: "b",
    sites: &["marrow"],
    diagnosis: 24,
    relapse: 1,
    urgency: "standard",
    reason: "",
    place: "home",
    asks: &[],
    acting_for: "",
};

/// A form that was sent.
#[derive(Debug, Clone, Copy)]
pub enum Wrote {
    /// The family form.
    Family(&'static Family),
    /// The call-me form.
    CallMe(CallMe),
    /// The doctor form.
    Doctor(&'static Doctor),
}

/// One made-up case, from its form to where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Story {
    /// When the form was sent.
    pub sent: Sent,
    /// What was sent.
    pub wrote: Wrote,
    /// What staff did then, in the order of time.
    pub then: &'static [Beat],
}

/// A case from the family form.
pub const fn story(sent: Sent, family: &'static Family, then: &'static [Beat]) -> Story {
    Story {
        sent,
        wrote: Wrote::Family(family),
        then,
    }
}

/// A case from the call-me form.
pub const fn call_me(sent: Sent, form: CallMe, then: &'static [Beat]) -> Story {
    Story {
        sent,
        wrote: Wrote::CallMe(form),
        then,
    }
}

/// A case from the doctor form.
pub const fn from_doctor(sent: Sent, doctor: &'static Doctor, then: &'static [Beat]) -> Story {
    Story {
        sent,
        wrote: Wrote::Doctor(doctor),
        then,
    }
}
