//! From what the use case read to what the case page shows. What a role may not read is not in the view already.

use jiff::tz::TimeZone;

use super::forms::entries::Entries;
use super::forms::moves;
use super::forms::writing::{
    AssignmentForm, CallForm, NoteForm, PriorityForm, links_form, told_by_mistake_form,
};
use super::page::{CasePage, FactView, FormView, NOT_TO_BE_TOLD, SentView, ToldView};
use super::{doctor, join, notices, papers, people, sent, timeline};
use crate::db::mail::of_case::CaseMail;
use crate::db::referral::record::StoredSubmission;
use crate::domain::calendar::BusinessCalendar;
use crate::domain::clock::ClockKind;
use crate::domain::help::HelpRequest;
use crate::domain::notice::Notice;
use crate::domain::permission::{Action, may};
use crate::domain::referral::{Duty, Referral, SentForm, Source};
use crate::domain::staff::{Actor, Role, StaffId};
use crate::domain::status::{Outcome, Status};
use crate::usecases::case::view_case::CaseView;
use crate::web::components::Choice;
use crate::web::shell::StaffShell;
use crate::web::staff::display::{TagView, moments, rows, words};
use crate::web::staff::help::view::{HelpFrame, HelpLineView, address};
use crate::web::staff::letters::view as letters;
use crate::web::staff::messages::view as messages;

/// What the page needs beside the case itself.
pub struct CaseFrame<'a> {
    pub shell: StaffShell,
    pub actor: &'a Actor,
    pub zone: &'a TimeZone,
    pub calendar: &'a BusinessCalendar,
    /// What was typed, where a form comes back.
    pub entries: Entries,
    /// What was just done.
    pub done: String,
}

impl CaseFrame<'_> {
    /// Returns the page of a case.
    pub fn page(self, view: &CaseView) -> CasePage {
        let case = &view.referral;
        CasePage {
            reference: case.reference.to_string(),
            version: case.version,
            child: people::child_name(&view.facts),
            age: people::child_age(&view.facts, view.as_of.to_zoned(self.zone.clone()).date()),
            tags: tags(case),
            joined: join::view(self.actor, view, self.zone),
            facts: self.facts(view),
            notices: notices::of_case(self.actor, view),
            worries: notices::worries(view),
            errors: self.entries.summary(),
            next: self.next(view),
            actions: self.actions(view),
            help: self.help(view),
            letters: letters::link(self.actor, &view.threads),
            threads: messages::lines(self.actor, view, self.zone),
            feedback: people::feedback(view),
            missing: papers::missing(self.actor, &view.referral.asks),
            papers: papers::lines(self.actor, view),
            contacts: people::contacts(self.actor, view),
            changes_people: may(self.actor.role, Action::ChangePeople),
            sent: self.sent(view),
            family: notices::family_sees(view, self.zone),
            timeline: timeline::entries(view, self.zone),
            told: self.told(view),
            access_log: may(self.actor.role, Action::SeeAccessLog),
            done: self.done,
            shell: self.shell,
        }
    }

    fn help(&self, view: &CaseView) -> Vec<HelpLineView> {
        let frame = HelpFrame {
            names: &view.names,
            now: view.as_of,
            calendar: self.calendar,
        };
        let line = |help: &HelpRequest| HelpLineView {
            href: if self.actor.role.sees_help().contains(&help.kind) {
                address(view.referral.reference.as_str(), help)
            } else {
                String::new()
            },
            ..frame.line(help)
        };
        view.help.iter().map(line).collect()
    }

    fn facts(&self, view: &CaseView) -> Vec<FactView> {
        let case = &view.referral;
        let fact = |label, value: String| FactView {
            label,
            value,
            moment: None,
        };
        let name =
            |staff: Option<StaffId>| staff.and_then(|staff| view.names.get(&staff.0).cloned());
        let mut facts = Vec::new();
        // Where a case is joined into another, the promise is that one's.
        let due_at = case.due_at.filter(|_| case.joined.into.is_none());
        let due = rows::promise(due_at, case.overdue_since, view.as_of, self.zone);
        if let Some(due) = due.filter(|_| !case.has_death_told()) {
            facts.push(FactView {
                label: "Due",
                value: String::new(),
                moment: Some(due),
            });
        }
        facts.push(fact(
            "Owner",
            name(case.owner).unwrap_or_else(|| "Nobody yet".to_owned()),
        ));
        if let Some(social_worker) = name(case.social_worker) {
            facts.push(fact("Social worker", social_worker));
        }
        facts.push(fact("Waiting on", case.waiting_on.words().to_owned()));
        facts.push(fact("Language", people::language(view)));
        let place = view.facts.place.map(words::whereabouts).unwrap_or_default();
        let told = [people::disease(&view.facts), place.to_owned()];
        let told: Vec<_> = told.into_iter().filter(|part| !part.is_empty()).collect();
        if !told.is_empty() {
            let says = match case.source {
                Source::Doctor => "The doctor says",
                _ => "The family says",
            };
            facts.push(fact(says, told.join(", ")));
        }
        facts.extend(self.dates(case));
        facts.push(fact("Came by", case.source.words().to_owned()));
        facts
    }

    fn dates(&self, case: &Referral) -> Vec<FactView> {
        let mut dates = Vec::new();
        let day = |day: jiff::civil::Date| day.strftime("%a, %b %-d").to_string();
        if let Some(visit_at) = case.visit_at {
            dates.push(("Visit", moments::exact(visit_at, self.zone).exact));
        }
        if let (Status::Conference, Some(meeting)) = (case.status, case.meeting_on) {
            dates.push(("Meeting", day(meeting)));
        }
        if let Some(until) = case.hold_until {
            dates.push(("On hold until", day(until)));
        }
        if let Some(decision) = case.decision {
            dates.push(("Decision", decision.words().to_owned()));
        }
        if let Some(outcome) = case.outcome {
            dates.push(("Outcome", outcome.words().to_owned()));
        }
        dates
            .into_iter()
            .map(|(label, value)| FactView {
                label,
                value,
                moment: None,
            })
            .collect()
    }

    fn next(&self, view: &CaseView) -> super::page::NextStepView {
        let case = &view.referral;
        let mut next = moves::next_step(case.status, &view.moves, self.take(view), &self.entries);
        next.headline = match (&case.joined.into, case.next_action) {
            (Some(kept), _) => format!("Go on with {}", kept.reference),
            _ if case.has_death_told() => words::AFTER_DEATH_TOLD.to_owned(),
            (None, Some(action)) => case.source.next_action(action).to_owned(),
            (None, None) => String::new(),
        };
        let intake = matches!(self.actor.role, Role::Intake | Role::Supervisor)
            && case.check_joined(Action::MoveStatus).is_ok();
        if case.status == Status::Received && intake && case.proposed_away_by.is_none() {
            // The confirmation is a second person's; until somebody proposes, there is nothing to confirm.
            next.blocked
                .retain(|blocked| blocked.to != Status::NotAReferral);
            next.endings.push(moves::no_referral_form());
        }
        if may(self.actor.role, Action::RecordDeath) && case.outcome != Some(Outcome::Died) {
            let child = people::known_name(&view.facts);
            let form = moves::death_form(child.as_deref(), case.reference.as_str());
            next.endings.insert(0, form);
        }
        next
    }

    /// The button that makes the case one's own, where the role carries a duty and does not have it.
    fn take(&self, view: &CaseView) -> Option<FormView> {
        let case = &view.referral;
        let duty = Duty::ALL
            .iter()
            .copied()
            .find(|duty| duty.fits(self.actor.role))?;
        let holder = match duty {
            Duty::Owner => case.owner,
            Duty::SocialWorker => case.social_worker,
        };
        if !case.status.is_open()
            || !may(self.actor.role, Action::TakeCase)
            || case.check_joined(Action::TakeCase).is_err()
            || holder == Some(self.actor.id)
        {
            return None;
        }
        let label = match holder.and_then(|holder| view.names.get(&holder.0)) {
            Some(name) => format!("Take over from {name}"),
            None if duty == Duty::SocialWorker => "Be the social worker of this case".to_owned(),
            None => "Take this case".to_owned(),
        };
        let form = FormView::new("take", label, "assignments")
            .hidden("duty", duty.code())
            .hidden("staff", "me");
        Some(FormView {
            primary: holder.is_none(),
            ..form
        })
    }

    fn actions(&self, view: &CaseView) -> Vec<FormView> {
        let case = &view.referral;
        let can = |action| may(self.actor.role, action) && case.check_joined(action).is_ok();
        let mut forms = Vec::new();
        if can(Action::RecordCall) {
            let calling = matches!(
                case.next_action,
                Some(ClockKind::FirstContact | ClockKind::TellDecision | ClockKind::Silence)
            );
            let mine = case.owner == Some(self.actor.id);
            forms.push(FormView {
                open: calling && mine && !case.is_silent() && self.entries.is_fine(),
                ..CallForm::view(case, self.actor)
            });
        }
        if can(Action::WriteNote) {
            forms.push(NoteForm::view());
        }
        if can(Action::RecordDeath) && case.is_death_only_told() {
            forms.push(told_by_mistake_form());
        }
        if can(Action::ReplaceLinks) && case.contact_stopped_at.is_none() {
            forms.push(links_form(case));
        }
        if can(Action::ChangePriority) && case.status.is_open() {
            forms.push(PriorityForm::view(case.priority));
        }
        if can(Action::AssignCase) && case.status.is_open() {
            for duty in Duty::ALL {
                forms.push(AssignmentForm::view(*duty, choices_for(view, *duty)));
            }
        }
        for form in &mut forms {
            self.entries.fill(form);
        }
        forms
    }

    fn sent(&self, view: &CaseView) -> Vec<SentView> {
        let one = |submission: &StoredSubmission| {
            let sent_on = submission.received_at.to_zoned(self.zone.clone()).date();
            let sections = match &submission.form {
                SentForm::Family(answers) => {
                    vec![(
                        "What the family sent".to_owned(),
                        sent::family_rows(answers, sent_on),
                    )]
                }
                SentForm::CallMe(form) => {
                    vec![("Call-me request".to_owned(), sent::call_me_rows(form))]
                }
                SentForm::Doctor(answers) => doctor::sections(answers, sent_on),
            };
            let view = |(title, rows)| SentView {
                title,
                received: moments::past(submission.received_at, view.as_of, self.zone),
                language: words::language(&submission.language),
                language_code: submission.language.clone(),
                not_told: false,
                rows,
            };
            sections.into_iter().map(view).collect::<Vec<_>>()
        };
        let mut sent: Vec<SentView> = view.submissions.iter().flat_map(one).collect();
        let says = |sent: &&mut SentView| sent.rows.iter().any(|row| row.label == NOT_TO_BE_TOLD);
        if let Some(first) = sent.iter_mut().find(says) {
            first.not_told = true;
        }
        sent
    }

    fn told(&self, view: &CaseView) -> Vec<ToldView> {
        let silent = view.referral.is_silent();
        let held = |mail: &CaseMail| silent && mail.known().is_some_and(Notice::is_for_family);
        let one = |mail: &CaseMail| ToldView {
            to: match mail.staff {
                Some(staff) => view
                    .names
                    .get(&staff)
                    .cloned()
                    .unwrap_or_else(|| "A colleague".to_owned()),
                None if mail.known().is_some_and(Notice::is_for_doctor) => "Doctor".to_owned(),
                None => "Family".to_owned(),
            },
            about: words::notice_of(&mail.notice),
            state: words::mail_state(&mail.status, held(mail)),
            moment: moments::past(
                mail.settled_at.unwrap_or(mail.due_at),
                view.as_of,
                self.zone,
            ),
        };
        view.mails.iter().map(one).collect()
    }
}

fn tags(case: &Referral) -> Vec<TagView> {
    let died = case.has_death_told().then(words::death_told_tag);
    let tags = words::case_tags(case.status, case.priority);
    died.into_iter().chain(tags).collect()
}

/// Returns the people who can carry a duty, without the one who has it.
pub fn choices_for(view: &CaseView, duty: Duty) -> Vec<Choice> {
    match duty {
        Duty::Owner => choices(view, &view.can_own, view.referral.owner),
        Duty::SocialWorker => choices(
            view,
            &view.can_be_social_worker,
            view.referral.social_worker,
        ),
    }
}

fn choices(view: &CaseView, people: &[StaffId], holder: Option<StaffId>) -> Vec<Choice> {
    let others = people.iter().filter(|person| Some(**person) != holder);
    others
        .filter_map(|person| {
            Some(Choice::new(
                person.0.to_string(),
                view.names.get(&person.0)?,
                false,
            ))
        })
        .collect()
}
