//! The case page as it is shown: finished texts only. `view.rs` fills it from what the use case returns.

use std::borrow::Cow;

use askama::Template;

use super::join::JoinedView;
use crate::domain::status::Status;
use crate::web::components::{Choice, SummaryError};
use crate::web::shell::StaffShell;
use crate::web::staff::display::{MomentView, TagView};
use crate::web::staff::help::view::HelpLineView;
use crate::web::staff::messages::view::ThreadLine;

/// Is everything staff see and do on one case.
#[derive(Template)]
#[template(path = "staff/case/show.html")]
pub struct CasePage {
    pub shell: StaffShell,
    pub reference: String,
    pub version: i32,
    pub child: String,
    pub age: String,
    pub tags: Vec<TagView>,
    pub facts: Vec<FactView>,
    /// "Saved" after a change.
    pub done: String,
    /// The cases about the same child: joined ones, and those that may be.
    pub joined: JoinedView,
    /// Said above everything: contact is stopped, the case is closed.
    pub notices: Vec<NoticeView>,
    /// What worries the family most: whoever calls reads it first.
    pub worries: Vec<WorryView>,
    pub errors: Vec<SummaryError>,
    pub next: NextStepView,
    pub actions: Vec<FormView>,
    /// The help that was asked, with how far it is.
    pub help: Vec<HelpLineView>,
    pub contacts: Vec<ContactView>,
    /// True where they can be added and corrected.
    pub changes_people: bool,
    /// The threads with people outside.
    pub threads: Vec<ThreadLine>,
    /// The link to the letters to the doctor; none where there is no doctor, or the role writes none.
    pub letters: Option<&'static str>,
    /// What the family said of us: whether they knew what comes next, and what we should do better.
    pub feedback: Vec<(&'static str, String)>,
    /// The papers that are missing.
    pub missing: Vec<String>,
    /// The papers that came.
    pub papers: Vec<PaperView>,
    pub sent: Vec<SentView>,
    pub family: FamilyView,
    pub timeline: Vec<TimelineView>,
    /// The mails of the case.
    pub told: Vec<ToldView>,
    pub access_log: bool,
}

/// Is one line of the identity bar.
pub struct FactView {
    pub label: &'static str,
    pub value: String,
    pub moment: Option<MomentView>,
}

/// Is one thing to know before anything else.
pub struct NoticeView {
    pub text: String,
    pub tone: &'static str,
    /// Where it is read, as words and address; both empty where the text is all.
    pub link: &'static str,
    pub href: String,
}

/// Is what worries a family most, in their words.
pub struct WorryView {
    pub text: String,
    pub language_code: String,
}

/// Is the box that says what comes next and what is possible now.
#[derive(Default)]
pub struct NextStepView {
    pub headline: String,
    /// The button that makes the case one's own.
    pub take: Option<FormView>,
    pub moves: Vec<FormView>,
    /// Ways to end the case; a recorded death first, in its own group.
    pub endings: Vec<FormView>,
    pub blocked: Vec<BlockedView>,
}

/// Is a move that cannot be made yet, and why.
pub struct BlockedView {
    pub to: Status,
    pub label: String,
    pub reason: String,
}

/// Is a small form behind a button; without fields the button itself acts.
#[derive(Default)]
pub struct FormView {
    /// Unique on the page.
    pub id: String,
    pub label: String,
    pub button: String,
    /// The last part of the address it posts to.
    pub action: &'static str,
    pub hidden: Vec<(&'static str, String)>,
    /// What to know before pressing.
    pub note: String,
    pub fields: Vec<FieldView>,
    pub primary: bool,
    pub grave: bool,
    pub open: bool,
}

/// Is one field of a small form.
#[derive(Default)]
pub struct FieldView {
    pub id: String,
    pub name: &'static str,
    /// One of text, tel, email, digits, date, datetime-local, textarea, select, radios, checks, tick.
    pub kind: &'static str,
    pub label: String,
    pub hint: String,
    pub optional: bool,
    pub value: String,
    pub options: Vec<Choice>,
    pub error: Option<String>,
}

/// Is one person to call or write to.
pub struct ContactView {
    pub name: String,
    pub who: String,
    pub phone: String,
    pub phone_href: String,
    pub email: String,
    /// Where they are corrected; empty where the role may not.
    pub href: String,
    /// "Speaks Spanish, interpreter", "Leave no message".
    pub remarks: Vec<String>,
}

/// Is one paper.
pub struct PaperView {
    pub kind: &'static str,
    /// Empty where the role may not open it.
    pub name: String,
    /// What it is in somebody's words; empty where nobody said, or the role may not open it.
    pub what: String,
    /// How it came and who put it in, where staff did; else empty.
    pub put_in: String,
    pub href: Option<String>,
    pub state: TagView,
}

/// Is one submission, unchanged.
pub struct SentView {
    pub title: String,
    pub received: MomentView,
    /// The language of the page it was sent from.
    pub language: String,
    pub language_code: String,
    /// True where the answer "Not to be told" stands here first.
    pub not_told: bool,
    pub rows: Vec<AnswerView>,
}

impl SentView {
    /// Tells whether an answer is the one that the notice above leads to.
    pub fn is_not_told(&self, answer: &AnswerView) -> bool {
        self.not_told && answer.label == NOT_TO_BE_TOLD
    }
}

/// The label of the answer about people who are not to be told.
pub const NOT_TO_BE_TOLD: &str = "Not to be told";

/// Is one answer as it was sent.
pub struct AnswerView {
    pub label: Cow<'static, str>,
    pub value: String,
    /// True for what somebody typed, which is in their language.
    pub own_words: bool,
}

/// Is what the family reads now.
#[derive(Default)]
pub struct FamilyView {
    pub english: String,
    /// The same in their language; empty where that is English.
    pub own: String,
    pub own_language_code: String,
    pub own_language: String,
    pub promise: Option<MomentView>,
    pub promise_late: bool,
}

/// Is one mail of the case: to whom, about what, and whether it has left.
pub struct ToldView {
    pub to: String,
    pub about: String,
    pub state: TagView,
    pub moment: MomentView,
}

/// Is one line of history.
pub struct TimelineView {
    pub title: String,
    pub who: String,
    pub moment: MomentView,
    pub text: String,
    /// True for what only looks, like opening a page.
    pub quiet: bool,
}

impl TimelineView {
    /// Returns the beginning of a long text, for the closed line.
    pub fn beginning(&self) -> Option<String> {
        const OPEN: usize = 280;
        (self.text.chars().count() > OPEN).then(|| self.text.chars().take(120).collect())
    }
}
