//! Who hears of a move: the mails that go with the status a case enters.

use jiff::{SignedDuration, Timestamp};

use super::{Change, Referral, Setting};
use crate::domain::feedback;
use crate::domain::notice::{Mail, Notice};
use crate::domain::paper::PaperSender;
use crate::domain::routing::mail_to;
use crate::domain::staff::Role;
use crate::domain::status::{Outcome, Status};

impl Change {
    /// The mails of a move, by the status entered.
    pub(super) fn tell_of_move(&mut self, from: Status, setting: &Setting<'_>) {
        let now = setting.now;
        let calendar = &setting.rules.calendar;
        match self.after.status {
            Status::InIntake if from == Status::Closed => {
                let owner = self.after.responsible(setting.directory);
                self.tell_staff(owner, Notice::StaffCaseReopened, "duty:owner", now);
                self.tell_family(Notice::FamilyUpdate, "reopened", now);
            }
            Status::InIntake if from == Status::Received => {
                self.tell_family(Notice::FamilyContactPerson, "contact_person", now);
            }
            Status::AwaitingInformation => self.tell_of_items(setting),
            Status::ReadyForReview => {
                for (role, notice) in [
                    (Role::Reviewer, Notice::ReviewerCaseReady),
                    (Role::Coordinator, Notice::CoordinatorCaseReady),
                ] {
                    let mails = setting.directory.mails_to_role(role, notice, now);
                    self.mails.extend(mails);
                }
            }
            Status::Conference => self.mails.extend(agenda(&self.after, setting)),
            Status::AdviceGiven => self.tell_family(Notice::FamilyUpdate, "advice", now),
            Status::Arranging => {
                self.mails.extend(visit_team(&self.after, setting));
                self.tell_family(Notice::FamilyUpdate, "arranging", now);
            }
            Status::VisitScheduled => self.tell_of_visit(now),
            Status::Seen => self.tell_family(Notice::FamilyUpdate, "seen", now),
            Status::OnHold => {
                let day = self.after.hold_until;
                let close = day.map_or(now, |day| calendar.end_of_day_after(day, 0));
                let morning = (close - SignedDuration::from_hours(8)).max(now);
                let owner = self.after.responsible(setting.directory);
                self.tell_staff(owner, Notice::StaffHoldReview, "duty:owner", morning);
                self.tell_family(Notice::FamilyUpdate, "on_hold", now);
            }
            Status::Closed if !self.after.outcome.is_some_and(Outcome::is_silent) => {
                self.tell_family(Notice::FamilyClosing, "closed", now);
                if self.after.outcome.is_some_and(feedback::was_seen) {
                    let later = now + feedback::ASKED_AFTER;
                    self.tell_family(Notice::FamilyFeedback, "after_the_visit", later);
                }
            }
            _ => {}
        }
    }

    /// Each who has something that is missing hears of it, now and again after 2 and 5 business days.
    fn tell_of_items(&mut self, setting: &Setting<'_>) {
        let calendar = &setting.rules.calendar;
        let mut moments = vec![("items_needed", setting.now)];
        moments.extend([2, 5].map(|days| {
            let close = calendar.end_of_business_day(setting.now, days);
            let at = (close - SignedDuration::from_hours(2)).max(setting.now);
            ("items_reminder", at)
        }));
        let has = |sender| self.after.asks.iter().any(|ask| ask.waits_for(sender));
        let (family, doctor) = (has(PaperSender::Family), has(PaperSender::Doctor));
        for (reason, at) in moments {
            if family {
                self.tell_family(Notice::FamilyItemsNeeded, reason, at);
            }
            if doctor {
                self.tell_doctor(Notice::DoctorItemsNeeded, reason, at);
            }
        }
    }

    /// The date now, and again 7, 2 and 1 days before.
    fn tell_of_visit(&mut self, now: Timestamp) {
        self.tell_family(Notice::FamilyVisit, "visit", now);
        let Some(visit_at) = self.after.visit_at else {
            return;
        };
        for days in [7, 2, 1] {
            let at = visit_at - SignedDuration::from_hours(24 * days);
            if at > now {
                self.tell_family(Notice::FamilyVisit, "visit_reminder", at);
            }
        }
    }
}

/// The agenda link to those who attend, a day before the meeting opens (at once where that has passed).
fn agenda(case: &Referral, setting: &Setting<'_>) -> Vec<Mail> {
    let meeting = case
        .meeting_on
        .map(|day| setting.rules.calendar.end_of_day_after(day, 0));
    let at = meeting
        .map_or(setting.now, |close| close - SignedDuration::from_hours(33))
        .max(setting.now);
    [Role::Reviewer, Role::Coordinator]
        .into_iter()
        .flat_map(|role| {
            setting
                .directory
                .mails_to_role(role, Notice::ConferenceAgenda, at)
        })
        .collect()
}

/// The social worker, and by need the insurance and financial colleagues.
fn visit_team(case: &Referral, setting: &Setting<'_>) -> Vec<Mail> {
    let mut mails: Vec<Mail> = case
        .social_worker
        .iter()
        .map(|staff| {
            mail_to(
                *staff,
                Notice::VisitTeamArranging,
                "duty:social_worker".to_owned(),
                setting.now,
            )
        })
        .collect();
    for role in [Role::Insurance, Role::Finance] {
        if role
            .helps_with()
            .iter()
            .any(|kind| case.help.contains(kind))
        {
            mails.extend(setting.directory.mails_to_role(
                role,
                Notice::VisitTeamArranging,
                setting.now,
            ));
        }
    }
    mails
}
