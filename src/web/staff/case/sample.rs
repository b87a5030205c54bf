//! A made-up case page, for the test that renders every page and for looking at it.

use super::page::{
    AnswerView, BlockedView, CasePage, ContactView, FactView, FamilyView, FieldView, FormView,
    NextStepView, SentView, TimelineView,
};
use crate::web::components::Choice;
use crate::web::shell::StaffShell;
use crate::web::staff::display::{MomentView, TagView};

impl CasePage {
    /// Returns a made-up case with everything a case can show.
    pub fn sample() -> Self {
        Self {
            shell: StaffShell::sample("cases"),
            reference: "RL-7KX2-94Q".into(),
            version: 7,
            child: "Ana Example".into(),
            age: "9 years".into(),
            tags: vec![TagView::new("Urgent", "error"), TagView::new("New", "info")],
            facts: facts(),
            done: String::new(),
            notices: vec![],
            errors: vec![],
            next: next_step(),
            actions: vec![call(), note()],
            contacts: vec![ContactView {
                name: "Maria Example".into(),
                who: "Mother".into(),
                phone: "215-555-0101".into(),
                phone_href: "tel:+12155550101".into(),
                email: "maria@example.org".into(),
                remarks: vec![
                    "Speaks Spanish, wants an interpreter".into(),
                    "Leave no message".into(),
                ],
            }],
            sent: vec![SentView {
                title: "What the family sent".into(),
                received: MomentView::sample("Yesterday 11:40 pm"),
                language: "Spanish".into(),
                language_code: "es".into(),
                rows: vec![
                    AnswerView {
                        label: "Name",
                        value: "Maria Example".into(),
                        own_words: true,
                    },
                    AnswerView {
                        label: "E-mail",
                        value: String::new(),
                        own_words: true,
                    },
                    AnswerView {
                        label: "What has happened",
                        value: "Came back, first time".into(),
                        own_words: false,
                    },
                ],
            }],
            family: FamilyView {
                english: "We have your request. We will call you.".into(),
                own: "Recibimos su solicitud. Le llamaremos.".into(),
                own_language_code: "es".into(),
                own_language: "Spanish".into(),
                promise: Some(MomentView::sample("Tue, Mar 3, 5:00 pm")),
                promise_late: true,
            },
            timeline: vec![
                entry(
                    "Called, no answer",
                    "Jordan Rivera",
                    &"Rang twice. ".repeat(40),
                ),
                entry("Request received", "Family form", ""),
            ],
            access_log: true,
        }
    }
}

fn facts() -> Vec<FactView> {
    let fact = |label, value: &str| FactView {
        label,
        value: value.into(),
        moment: None,
    };
    let due = MomentView {
        class: "due-late",
        ..MomentView::sample("Overdue 2 h")
    };
    vec![
        FactView {
            label: "Due",
            value: String::new(),
            moment: Some(due),
        },
        fact("Owner", "Nobody yet"),
        fact("Waiting on", "Us"),
        fact("Language", "Spanish, interpreter"),
        fact("Help asked for", "Travel, lodging"),
    ]
}

fn next_step() -> NextStepView {
    let close = FormView {
        id: "to-closed".into(),
        label: "Close".into(),
        button: "Close the case".into(),
        action: "status-changes",
        hidden: vec![("to", "closed".into())],
        fields: vec![
            field(
                "radios",
                "outcome",
                "How did it end?",
                vec![Choice::new("duplicate", "Duplicate of another case", false)],
            ),
            field("textarea", "reason", "Why?", vec![]),
        ],
        ..FormView::default()
    };
    let start = FormView {
        id: "to-in_intake".into(),
        label: "Start intake".into(),
        action: "status-changes",
        hidden: vec![("to", "in_intake".into())],
        ..FormView::default()
    };
    let death = FormView {
        id: "death".into(),
        label: "Child has died".into(),
        button: "Record that the child has died".into(),
        action: "status-changes",
        hidden: vec![("to", "closed".into()), ("outcome", "died".into())],
        note: "Stops every automatic message at once, for ever. Nothing else is asked today."
            .into(),
        grave: true,
        ..FormView::default()
    };
    NextStepView {
        headline: "Call the family for the first time".into(),
        take: true,
        moves: vec![start],
        endings: vec![death, close],
        blocked: vec![BlockedView {
            label: "Ready for review".into(),
            reason: "the first call is not recorded yet".into(),
        }],
    }
}

fn call() -> FormView {
    FormView {
        id: "call".into(),
        label: "Record a call".into(),
        button: "Save the call".into(),
        action: "calls",
        fields: vec![
            field(
                "radios",
                "result",
                "What happened?",
                vec![
                    Choice::new("reached", "Reached", true),
                    Choice::new("no_answer", "No answer", false),
                ],
            ),
            field("textarea", "said", "What was said?", vec![]),
        ],
        open: true,
        ..FormView::default()
    }
}

fn note() -> FormView {
    FormView {
        id: "note".into(),
        label: "Write a note".into(),
        button: "Save the note".into(),
        action: "notes",
        fields: vec![FieldView {
            id: "note-body".into(),
            hint: "Staff only.".into(),
            ..field("textarea", "body", "Note", vec![])
        }],
        ..FormView::default()
    }
}

fn field(kind: &'static str, name: &'static str, label: &str, options: Vec<Choice>) -> FieldView {
    FieldView {
        id: name.into(),
        name,
        kind,
        label: label.into(),
        options,
        ..FieldView::default()
    }
}

fn entry(title: &str, who: &str, text: &str) -> TimelineView {
    TimelineView {
        title: title.into(),
        who: who.into(),
        moment: MomentView::sample("Today 2:02 pm"),
        text: text.into(),
        quiet: text.is_empty(),
    }
}
