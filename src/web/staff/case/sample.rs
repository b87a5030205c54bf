//! A made-up case page, for the test that renders every page and for looking at it.

use super::forms::entries::Entries;
use super::forms::moves;
use super::forms::writing::{AssignmentForm, CallForm, NoteForm, PriorityForm};
use super::join::JoinedView;
use super::page::{
    AnswerView, CasePage, ContactView, FactView, FamilyView, FormView, NextStepView, NoticeView,
    PaperView, SentView, TimelineView, ToldView, WorryView,
};
use crate::domain::paper::{PaperKind, PaperSender, PaperWish, ask_for};
use crate::domain::priority::Priority;
use crate::domain::referral::{Block, CallWith, Duty, MoveOption, Need};
use crate::domain::status::{Outcome, Status};
use crate::web::components::Choice;
use crate::web::shell::StaffShell;
use crate::web::staff::display::{MomentView, TagView};
use crate::web::staff::help::view::HelpRowView;
use crate::web::staff::messages::view::ThreadLine;

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
            joined: JoinedView::sample(),
            notices: vec![notice()],
            worries: vec![WorryView {
                text: "¿Podrá ir a la escuela?".into(),
                language_code: "es".into(),
            }],
            errors: vec![],
            next: next_step(),
            actions: writing(),
            help: HelpRowView::samples()
                .into_iter()
                .map(|row| row.line)
                .collect(),
            letters: Some("Read the drafts, release one"),
            threads: vec![ThreadLine::sample()],
            feedback: vec![(
                "Knew only sometimes what comes next",
                "<b>Call</b> sooner".to_owned(),
            )],
            missing: vec!["HLA typing".to_owned()],
            papers: vec![PaperView {
                kind: "Treatment summary",
                name: "<b>scan</b>.pdf".to_owned(),
                what: "A letter of the school".to_owned(),
                put_in: "By fax, put in by Rosa Iglesias".to_owned(),
                href: Some("/staff/cases/RL-7777-777/papers/1".to_owned()),
                state: TagView::new("Checked", "ok"),
            }],
            changes_people: true,
            contacts: vec![contact()],
            sent: vec![sent()],
            family: family(),
            timeline: vec![
                entry(
                    "Called, no answer",
                    "Jordan Rivera",
                    &"Rang twice. ".repeat(40),
                ),
                entry("Request received", "Family form", ""),
            ],
            told: vec![ToldView {
                to: "Family".into(),
                about: "Receipt with the promise".to_owned(),
                state: TagView::new("Sent", "ok"),
                moment: MomentView::sample("Yesterday 11:41 pm"),
            }],
            access_log: true,
        }
    }
}

fn notice() -> NoticeView {
    NoticeView {
        text: "The family named somebody who is not to be told.".into(),
        tone: "error",
        link: "read \"Not to be told\"",
        href: "/staff/cases/RL-7777-777#not-to-be-told".into(),
    }
}

fn contact() -> ContactView {
    ContactView {
        href: "/staff/cases/RL-7777-777/people/1".into(),
        name: "Maria Example".into(),
        who: "Mother".into(),
        phone: "215-555-0101".into(),
        phone_href: "tel:+12155550101".into(),
        email: "maria@example.org".into(),
        remarks: vec![
            "Speaks Spanish, wants an interpreter".into(),
            "Leave no message".into(),
        ],
    }
}

fn sent() -> SentView {
    SentView {
        title: "What the family sent".into(),
        received: MomentView::sample("Yesterday 11:40 pm"),
        language: "Spanish".into(),
        language_code: "es".into(),
        not_told: true,
        rows: vec![
            AnswerView {
                label: "Not to be told".into(),
                value: "Mi cuñado".into(),
                own_words: true,
            },
            AnswerView {
                label: "Name".into(),
                value: "Maria Example".into(),
                own_words: true,
            },
            AnswerView {
                label: "E-mail".into(),
                value: String::new(),
                own_words: true,
            },
            AnswerView {
                label: "What has happened".into(),
                value: "Came back, first time".into(),
                own_words: false,
            },
        ],
    }
}

fn family() -> FamilyView {
    FamilyView {
        english: "We have your request. We will call you.".into(),
        own: "Recibimos su solicitud. Le llamaremos.".into(),
        own_language_code: "es".into(),
        own_language: "Spanish".into(),
        promise: Some(MomentView::sample("Tue, Mar 3, 5:00 pm")),
        promise_late: true,
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
    let hla = PaperWish {
        kind: PaperKind::Hla,
        what: None,
        sender: PaperSender::Doctor,
    };
    let missing = ask_for(&[], &[hla], jiff::Timestamp::UNIX_EPOCH);
    let option = |to, blocked, needs: &[Need]| MoveOption {
        to,
        blocked,
        needs: needs.to_vec(),
        outcomes: vec![Outcome::FamilyChoseOtherwise, Outcome::Duplicate],
        missing: missing.clone(),
    };
    let options = [
        option(
            Status::AwaitingInformation,
            None,
            &[Need::Papers, Need::WaitingOn, Need::Text],
        ),
        option(Status::ReadyForReview, None, &[Need::GoOn]),
        option(Status::OnHold, None, &[Need::Text, Need::Date]),
        option(Status::VisitScheduled, None, &[Need::VisitAt]),
        option(Status::Decided, None, &[Need::Decision, Need::Text]),
        option(Status::InReview, None, &[]),
        option(Status::Arranging, Some(Block::NeedsSocialWorker), &[]),
        option(Status::Closed, None, &[Need::Outcome, Need::Text]),
    ];
    let take = FormView {
        primary: true,
        ..FormView::new("take", "Take this case", "assignments").hidden("staff", "me")
    };
    let mut view = moves::next_step(Status::InIntake, &options, Some(take), &Entries::default());
    view.headline = "Call the family for the first time".into();
    view.endings
        .insert(0, moves::death_form(Some("Ana Example"), "RL-7KX2-94Q"));
    view.endings.push(moves::no_referral_form());
    view
}

fn writing() -> Vec<FormView> {
    let people = || {
        vec![Choice::new(
            "018f4d5e-0000-7000-8000-000000000000",
            "Priya Shah",
            false,
        )]
    };
    vec![
        CallForm::asking(CallWith::Family, true),
        NoteForm::view(),
        PriorityForm::view(Priority::Urgent),
        AssignmentForm::view(Duty::Owner, people()),
        AssignmentForm::view(Duty::SocialWorker, people()),
    ]
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
