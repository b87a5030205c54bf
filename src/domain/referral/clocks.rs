//! How a case's clocks start, stop, pause and renew, and how its promise follows from them.

use jiff::Timestamp;
use uuid::Uuid;

use super::{Change, Referral, Setting};
use crate::domain::clock::{CaseClock, ClockKind, Length};
use crate::domain::priority::Priority;
use crate::domain::status::Status;

/// One thing that happens to a clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClockStep {
    /// It starts.
    Start(CaseClock, Option<Timestamp>),
    /// It ends, met or no longer needed.
    Stop(Uuid),
    /// It ran out.
    Breach(Uuid),
    /// It stands still.
    Pause(Uuid),
    /// It goes on, with a new due moment found on the calendar of this number.
    Resume(Uuid, Timestamp, i32),
}

/// The clocks that start when a case enters a status.
fn starts_in(status: Status, priority: Priority) -> &'static [ClockKind] {
    use ClockKind as K;
    match status {
        Status::Received if priority == Priority::Standard => &[K::FirstContact],
        Status::Received => &[K::FirstContact, K::Acknowledge],
        Status::InIntake => &[K::FirstContact, K::Packet, K::Silence],
        Status::AwaitingInformation => &[K::Chase, K::ChaseLimit],
        Status::ReadyForReview | Status::InReview => &[K::Review],
        Status::Conference => &[K::MeetingOutcome],
        Status::Decided => &[K::TellDecision, K::AfterDecision],
        Status::AdviceGiven => &[K::AdviceOut, K::CheckIn],
        Status::Arranging => &[K::SocialWorkContact, K::Readiness],
        Status::VisitScheduled => &[K::VisitReadiness, K::VisitHappened],
        Status::Seen => &[K::FinalNote],
        Status::OnHold => &[K::HoldReview],
        Status::Closed | Status::NotAReferral => &[],
    }
}

impl Change {
    fn start(
        &mut self,
        kind: ClockKind,
        length: Length,
        missed_from: Option<Timestamp>,
        setting: &Setting<'_>,
    ) {
        let mut clock = CaseClock::start(kind, length, setting.now, &setting.rules.calendar);
        clock.missed_from = missed_from;
        self.clocks
            .push(ClockStep::Start(clock.clone(), missed_from));
        self.after.clocks.push(clock);
    }

    fn stop_at(&mut self, position: usize) {
        let clock = self.after.clocks.remove(position);
        self.clocks.push(ClockStep::Stop(clock.id));
    }

    /// Ends every clock of these kinds: what they counted towards was done.
    pub(super) fn stop(&mut self, kinds: &[ClockKind]) {
        while let Some(position) = self
            .after
            .clocks
            .iter()
            .position(|clock| kinds.contains(&clock.kind))
        {
            self.stop_at(position);
        }
    }

    /// Carries the clocks over into the status the case has entered.
    pub(super) fn enter_status(&mut self, setting: &Setting<'_>) {
        let to = self.after.status;
        while let Some(position) = self
            .after
            .clocks
            .iter()
            .position(|clock| !clock.kind.survives(to))
        {
            self.stop_at(position);
        }
        self.pause_or_resume_review(to, setting);
        for kind in starts_in(to, self.after.priority) {
            let runs = self.after.clocks.iter().any(|clock| clock.kind == *kind);
            let met = *kind == ClockKind::FirstContact && self.after.first_contact_at.is_some();
            if !runs
                && !met
                && let Some(length) = self.length(*kind, setting)
            {
                self.start(*kind, length, None, setting);
            }
        }
        self.settle_promise(setting);
    }

    fn pause_or_resume_review(&mut self, to: Status, setting: &Setting<'_>) {
        let Some(clock) = self
            .after
            .clocks
            .iter_mut()
            .find(|clock| clock.kind == ClockKind::Review)
        else {
            return;
        };
        if to == Status::AwaitingInformation && clock.is_running() {
            clock.paused_at = Some(setting.now);
            self.clocks.push(ClockStep::Pause(clock.id));
        } else if to != Status::AwaitingInformation && !clock.is_running() {
            clock.due_at = clock.due_after_pause(setting.now, &setting.rules.calendar);
            clock.paused_at = None;
            let calendar = setting.rules.calendar.version();
            self.clocks
                .push(ClockStep::Resume(clock.id, clock.due_at, calendar));
        }
    }

    /// How long a clock runs that starts now; `None` where there is nothing to count towards any more.
    fn length(&self, kind: ClockKind, setting: &Setting<'_>) -> Option<Length> {
        let calendar = &setting.rules.calendar;
        let until = |moment: Timestamp| Some(Length::Until(moment));
        match kind {
            ClockKind::MeetingOutcome => {
                until(calendar.end_of_day_after(self.after.meeting_on?, 1))
            }
            ClockKind::HoldReview => until(calendar.end_of_day_after(self.after.hold_until?, 0)),
            ClockKind::VisitHappened => {
                until(calendar.end_of_business_day(self.after.visit_at?, 1))
            }
            ClockKind::VisitReadiness => {
                let moment = self
                    .after
                    .visit_at?
                    .checked_sub(jiff::SignedDuration::from_hours(72))
                    .ok()?;
                if moment > setting.now {
                    until(moment)
                } else {
                    None
                }
            }
            _ => setting
                .rules
                .policy
                .span(kind, self.after.priority)
                .map(Length::Span),
        }
    }

    /// Starts the clocks again that a contact starts again.
    pub(super) fn restart_on_contact(&mut self, setting: &Setting<'_>) {
        let kinds: Vec<ClockKind> = self
            .after
            .clocks
            .iter()
            .map(|clock| clock.kind)
            .filter(|kind| kind.restarts_on_contact())
            .collect();
        self.stop(&kinds);
        for kind in kinds {
            if let Some(length) = self.length(kind, setting) {
                self.start(kind, length, None, setting);
            }
        }
    }

    /// Restarts the first-contact promise for a new urgency; it never moves away from the family.
    pub(super) fn hasten(&mut self, setting: &Setting<'_>) {
        if self.after.priority != Priority::Standard && self.after.owner.is_none() {
            self.stop(&[ClockKind::Acknowledge]);
            if let Some(length) = self.length(ClockKind::Acknowledge, setting) {
                self.start(ClockKind::Acknowledge, length, None, setting);
            }
        }
        let Some(clock) = self
            .after
            .clocks
            .iter()
            .find(|clock| clock.kind == ClockKind::FirstContact)
            .cloned()
        else {
            return self.settle_promise(setting);
        };
        let Some(length) = self.length(ClockKind::FirstContact, setting) else {
            return;
        };
        let renewed = CaseClock::start(
            ClockKind::FirstContact,
            length,
            setting.now,
            &setting.rules.calendar,
        );
        if renewed.due_at < clock.due_at {
            self.stop(&[ClockKind::FirstContact]);
            self.start(ClockKind::FirstContact, length, clock.missed_from, setting);
        }
        self.settle_promise(setting);
    }

    /// Marks a clock as missed. A promise is given again, with a new date; an internal alarm is not.
    pub(super) fn breach(&mut self, id: Uuid, setting: &Setting<'_>) {
        let Some(position) = self.after.clocks.iter().position(|clock| clock.id == id) else {
            return;
        };
        let clock = self.after.clocks.remove(position);
        self.clocks.push(ClockStep::Breach(clock.id));
        if clock.kind.is_promise() {
            let missed_from = clock.missed_from.unwrap_or(clock.due_at);
            let again = self.given_again(clock.kind, setting);
            self.start(clock.kind, again, Some(missed_from), setting);
        }
        self.settle_promise(setting);
    }

    /// The new date of a missed promise: noon of the next business day. An urgent family does not wait that long for
    /// its first call: there the promise is given again as short as it was.
    fn given_again(&self, kind: ClockKind, setting: &Setting<'_>) -> Length {
        let urgent = kind == ClockKind::FirstContact && self.after.priority != Priority::Standard;
        let short = self.length(kind, setting).filter(|_| urgent);
        let calendar = &setting.rules.calendar;
        short.unwrap_or_else(|| Length::Until(calendar.noon_of_next_business_day(setting.now)))
    }

    /// Derives the case's promise from its clocks. An open case always has one: silence is counted where nothing else is.
    pub(super) fn settle_promise(&mut self, setting: &Setting<'_>) {
        if !self.after.status.is_open() {
            self.after.due_at = None;
            self.after.next_action = None;
            self.after.overdue_since = None;
            return;
        }
        let promised = |clock: &&CaseClock| clock.kind.is_promise() && clock.is_running();
        if !self.after.clocks.iter().any(|clock| promised(&clock))
            && let Some(length) = self.length(ClockKind::Silence, setting)
        {
            self.start(ClockKind::Silence, length, None, setting);
        }
        let next = self
            .after
            .clocks
            .iter()
            .filter(promised)
            .min_by_key(|clock| (clock.due_at, clock.kind));
        self.after.due_at = next.map(|clock| clock.due_at);
        self.after.next_action = next.map(|clock| clock.kind);
        self.after.overdue_since = self
            .after
            .clocks
            .iter()
            .filter(promised)
            .filter_map(|clock| clock.missed_from)
            .min();
    }
}

impl Referral {
    /// The clocks that have run out by `now` and were not raised yet.
    pub fn run_out(&self, now: Timestamp) -> Vec<CaseClock> {
        self.clocks
            .iter()
            .filter(|clock| clock.is_running() && clock.due_at <= now)
            .cloned()
            .collect()
    }
}
