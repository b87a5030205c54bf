//! The case's rules: what must hold after any acts in any order, then each guard and each mail by name.
//! No database and no clock: a `World` is a case, a moment and the people around it.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot build its case should stop"
)]

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{date, time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, civil};
use proptest::prelude::*;
use proptest::sample::select;
use uuid::Uuid;

use super::*;
use crate::domain::calendar::{BusinessCalendar, OpenHours, Span};
use crate::domain::clock::{ClockPolicy, Pause, due};
use crate::domain::event::{EventKind, codes};
use crate::domain::paper::{PaperKind, PaperSender, PaperWish, ask_for};
use crate::domain::person::PersonName;
use crate::domain::routing::{Directory, RoutingRule, SendTo};
use crate::domain::staff::{Role, StaffFacts, Strength};
use crate::domain::status::{EDGES, find_edge, outcomes_from};
use crate::support::ids::fresh_id;

/// Monday, March 2, 2026, 10:00 in New York: an ordinary morning before a clock change.
const MORNING: civil::DateTime = civil::DateTime::constant(2026, 3, 2, 10, 0, 0, 0);

fn rules() -> ClockRules {
    let open = OpenHours::new(time(8, 30, 0, 0), time(17, 0, 0, 0)).unwrap();
    let week = [
        Some(open),
        Some(open),
        Some(open),
        Some(open),
        Some(open),
        None,
        None,
    ];
    let zone = TimeZone::get("America/New_York").unwrap();
    let calendar = BusinessCalendar::new(zone, week, [(date(2026, 5, 25), None)]).unwrap();
    let first_contact = BTreeMap::from([
        (Priority::Emergency, Span::Minutes(30)),
        (Priority::Urgent, Span::Minutes(120)),
        (Priority::Standard, Span::BusinessDays(1)),
    ]);
    let spans = ClockPolicy::configurable()
        .map(|kind| match kind {
            ClockKind::Acknowledge => (kind, Span::Minutes(30)),
            ClockKind::Packet | ClockKind::AfterDecision => (kind, Span::BusinessDays(3)),
            ClockKind::ChaseLimit | ClockKind::CheckIn => (kind, Span::BusinessDays(10)),
            _ => (kind, Span::BusinessDays(2)),
        })
        .collect();
    ClockRules {
        calendar,
        policy: ClockPolicy {
            first_contact,
            spans,
        },
    }
}

fn somebody(role: Role) -> StaffFacts {
    StaffFacts {
        id: StaffId(fresh_id()),
        role,
        speaks: Vec::new(),
        on_call: role == Role::Supervisor,
    }
}

/// A case, the moment, and everybody around it.
struct World {
    rules: ClockRules,
    directory: Directory,
    now: Timestamp,
    case: Referral,
    /// Pauses of each clock: begin and, once over, end.
    pauses: BTreeMap<Uuid, Vec<(Timestamp, Option<Timestamp>)>>,
}

impl World {
    /// A case just received from a family with one address, at this wall-clock time in New York.
    fn received_at(wall: civil::DateTime, priority: Priority, help: &[HelpKind]) -> (Self, Change) {
        let rules = rules();
        let mut staff: Vec<_> = Role::ALL.iter().copied().map(somebody).collect();
        staff.push(somebody(Role::Intake));
        let fallback_owner = staff[1].id;
        assert_eq!(staff[1].role, Role::Supervisor);
        let directory = Directory {
            staff,
            fallback_owner,
        };
        let now = wall
            .to_zoned(rules.calendar.zone().clone())
            .unwrap()
            .timestamp();
        let new = NewCase {
            reference: Reference::fresh("RL"),
            source: Source::Family,
            priority,
            spoken: "es".to_owned(),
            help: help.iter().copied().collect(),
            family_aware: true,
            contacts: vec![contact("es", true), contact("en", false)],
            attending: None,
        };
        let to_intake = RoutingRule {
            code: "intake-team".to_owned(),
            priorities: BTreeSet::new(),
            help: BTreeSet::new(),
            languages: BTreeSet::new(),
            sources: BTreeSet::new(),
            send_to: SendTo::Role,
            role: Some(Role::Intake),
            notice: Notice::IntakeNewRequest,
            speakers_first: false,
            active: true,
        };
        let setting = Setting {
            now,
            rules: &rules,
            directory: &directory,
        };
        let change = Referral::receive(new, &[to_intake], &setting);
        let case = change.after().clone();
        let world = Self {
            rules,
            directory,
            now,
            case,
            pauses: BTreeMap::new(),
        };
        (world, change)
    }

    fn received() -> Self {
        Self::received_at(MORNING, Priority::Standard, &[]).0
    }

    fn setting(&self) -> Setting<'_> {
        Setting {
            now: self.now,
            rules: &self.rules,
            directory: &self.directory,
        }
    }

    fn staff(&self, role: Role, n: usize) -> StaffFacts {
        self.directory.of_role(role).nth(n).unwrap().clone()
    }

    fn actor(&self, role: Role) -> Actor {
        acting(&self.staff(role, 0))
    }

    /// The case with one thing set by hand: for guards whose way there is told elsewhere.
    fn given(mut self, set: impl FnOnce(&mut Referral)) -> Self {
        set(&mut self.case);
        self
    }

    /// Stands in this status, owned by the first intake specialist, with everything a move from there could ask for.
    fn in_status(status: Status) -> Self {
        let mut world = Self::received();
        let (owner, social) = (
            world.staff(Role::Intake, 0),
            world.staff(Role::SocialWorker, 0),
        );
        world.case.status = status;
        world.case.owner = Some(owner.id);
        world.case.social_worker = Some(social.id);
        world.case.held_from = (status == Status::OnHold).then_some(Status::InIntake);
        world.case.proposed_away_by = Some(StaffId(fresh_id()));
        world.case.decision_told_at = Some(world.now);
        if status != Status::Received {
            world.case.first_contact_at = Some(world.now);
            world.case.clocks.clear();
        }
        world
    }

    fn take(&mut self, change: &Change) {
        for step in change.clocks() {
            match step {
                ClockStep::Pause(id) => self.pauses.entry(*id).or_default().push((self.now, None)),
                ClockStep::Resume(id, ..) => {
                    self.pauses.get_mut(id).unwrap().last_mut().unwrap().1 = Some(self.now);
                }
                _ => {}
            }
        }
        self.case = change.after().clone();
        self.case.version += 1;
    }

    fn moves(&mut self, role: Role, to: Status, details: MoveDetails) -> Change {
        let change = self.try_move(role, to, details).unwrap();
        self.take(&change);
        change
    }

    fn try_move(&self, role: Role, to: Status, details: MoveDetails) -> Result<Change, MoveError> {
        let actor = self.actor(role);
        self.case
            .clone()
            .move_to(to, details, &actor, &self.setting())
    }

    fn call(&mut self, role: Role, with: CallWith, result: CallResult) -> Change {
        self.call_about(role, with, result, false)
    }

    /// A call whose caller ticks that the decision was told.
    fn call_telling(&mut self, role: Role, with: CallWith, result: CallResult) -> Change {
        self.call_about(role, with, result, true)
    }

    fn call_about(
        &mut self,
        role: Role,
        with: CallWith,
        result: CallResult,
        tells_decision: bool,
    ) -> Change {
        let actor = self.actor(role);
        let call = CallRecord {
            id: fresh_id(),
            by: actor.id,
            with,
            result,
            said: "said".to_owned(),
            promised: String::new(),
            tells_decision,
        };
        let change = self.case.clone().record_call(call, &actor, &self.setting());
        self.take(&change);
        change
    }

    fn assign(&mut self, by: Role, duty: Duty, to: Role) -> Change {
        let (actor, to) = (self.actor(by), self.staff(to, 0));
        let change = self
            .case
            .clone()
            .assign(duty, &to, &actor, &self.setting())
            .unwrap();
        self.take(&change);
        change
    }

    fn wait(&mut self, hours: i64) {
        self.now += SignedDuration::from_hours(hours);
    }

    /// Raises everything that has run out, as the clock does.
    fn raise(&mut self) -> Vec<Change> {
        let mut raised = Vec::new();
        while let Some(clock) = self.case.run_out(self.now).into_iter().next() {
            let change = self.case.clone().raise_overdue(&clock, &self.setting());
            self.take(&change);
            raised.push(change);
        }
        raised
    }

    fn day(&self, ahead: i8) -> civil::Date {
        let today = self.rules.calendar.day_of(self.now);
        today + jiff::Span::new().days(ahead)
    }

    fn told(&self, at: Timestamp) -> String {
        at.to_zoned(self.rules.calendar.zone().clone())
            .strftime("%a %b %-d %H:%M")
            .to_string()
    }

    fn clock(&self, kind: ClockKind) -> Option<&CaseClock> {
        self.case.clocks.iter().find(|clock| clock.kind == kind)
    }
}

fn contact(language: &str, has_email: bool) -> ContactFacts {
    ContactFacts {
        id: fresh_id(),
        kind: ContactKind::Family,
        language: language.to_owned(),
        has_email,
        has_link: true,
        stopped: false,
    }
}

fn acting(staff: &StaffFacts) -> Actor {
    Actor {
        id: staff.id,
        role: staff.role,
        name: PersonName::parse("Somebody").unwrap(),
        strength: Strength::Password,
        session: fresh_id(),
        address: None,
    }
}

fn family_mails(change: &Change) -> Vec<(Notice, Timestamp)> {
    let to_family = |mail: &&Mail| matches!(mail.to, Recipient::Contact(_));
    let mails = change.mails().iter().filter(to_family);
    mails.map(|mail| (mail.notice, mail.due_at)).collect()
}

fn notices(change: &Change) -> Vec<Notice> {
    let mut notices: Vec<_> = change.mails().iter().map(|mail| mail.notice).collect();
    notices.dedup();
    notices
}

fn said(text: &str) -> MoveDetails {
    MoveDetails {
        text: Some(text.to_owned()),
        ..MoveDetails::default()
    }
}

fn decided(decision: Decision) -> MoveDetails {
    MoveDetails {
        decision: Some(decision),
        ..said("why")
    }
}

fn ended(outcome: Outcome) -> MoveDetails {
    MoveDetails {
        outcome: Some(outcome),
        ..MoveDetails::default()
    }
}

/// Everything a move to this status needs, said well.
fn well_said(world: &World, to: Status) -> MoveDetails {
    let outcomes = outcomes_from(world.case.status, world.case.decision);
    MoveDetails {
        text: Some("because".to_owned()),
        waiting_on: Some(WaitingOn::Family),
        date: Some(world.day(3)),
        visit_at: Some(world.now + SignedDuration::from_hours(24 * 20)),
        decision: Some(match to {
            Status::AdviceGiven => Decision::AdviceToLocalTeam,
            _ => Decision::OfferEvaluation,
        }),
        outcome: outcomes.first().copied(),
        papers: vec![wish(PaperKind::Labs, PaperSender::Family)],
        goes_on: true,
    }
}

fn wish(kind: PaperKind, sender: PaperSender) -> PaperWish {
    PaperWish {
        kind,
        what: None,
        sender,
    }
}

// ---- what must hold after any acts in any order -------------------------------------------------------------------

/// One thing that happens.
#[derive(Debug, Clone)]
enum Act {
    Assign(Role, Duty, Role),
    Call(Role, CallWith, CallResult),
    Move(Role, Status, MoveDetails, Option<i8>, Option<i16>),
    Urgency(Role, Priority),
    Propose(Role, usize),
    Note,
    Death(Role),
    Wait(i64),
    Raise,
}

fn any_details() -> impl Strategy<Value = (MoveDetails, Option<i8>, Option<i16>)> {
    let details = (
        prop::option::of(select(vec!["why", "  ", ""])),
        prop::option::weighted(0.8, select(WaitingOn::ALL)),
        prop::option::weighted(0.9, select(Decision::ALL)),
        prop::option::weighted(0.9, select(Outcome::ALL)),
        prop::option::weighted(0.8, (select(PaperKind::ALL), select(PaperSender::ALL))),
        prop::bool::weighted(0.8),
    );
    let days = prop::option::weighted(0.9, -2_i8..16);
    let visit = prop::option::weighted(0.9, -30_i16..1_200);
    (details, days, visit).prop_map(|(said, days, visit)| {
        let (text, waiting_on, decision, outcome, paper, goes_on) = said;
        let details = MoveDetails {
            text: text.map(str::to_owned),
            waiting_on,
            decision,
            outcome,
            papers: paper
                .into_iter()
                .map(|(kind, sender)| wish(kind, sender))
                .collect(),
            goes_on,
            ..MoveDetails::default()
        };
        (details, days, visit)
    })
}

fn any_act() -> impl Strategy<Value = Act> {
    let role = || {
        select(vec![
            Role::Intake,
            Role::Supervisor,
            Role::Reviewer,
            Role::Coordinator,
            Role::SocialWorker,
            Role::Admin,
        ])
    };
    prop_oneof![
        3 => (role(), select(Duty::ALL), role()).prop_map(|(by, duty, to)| Act::Assign(by, duty, to)),
        3 => (role(), select(CallWith::ALL), select(CallResult::ALL)).prop_map(|(by, with, result)| Act::Call(by, with, result)),
        16 => (role(), select(Status::ALL), any_details()).prop_map(|(by, to, (details, days, visit))| Act::Move(by, to, details, days, visit)),
        1 => (role(), select(Priority::ALL)).prop_map(|(by, to)| Act::Urgency(by, to)),
        2 => (role(), 0_usize..2).prop_map(|(by, n)| Act::Propose(by, n)),
        1 => Just(Act::Note),
        1 => role().prop_map(Act::Death),
        3 => (1_i64..80).prop_map(Act::Wait),
        3 => Just(Act::Raise),
    ]
}

impl World {
    /// Does it, where the rules let it; returns what changed.
    fn act(&mut self, act: &Act) -> Vec<Change> {
        if let Act::Raise = act {
            return self.raise();
        }
        let case = self.case.clone();
        let done = match act {
            Act::Assign(by, duty, to) => {
                let (actor, to) = (self.actor(*by), self.staff(*to, 0));
                case.assign(*duty, &to, &actor, &self.setting()).ok()
            }
            Act::Call(by, with, result) => return vec![self.call(*by, *with, *result)],
            Act::Move(by, to, details, days, visit) => {
                let mut details = details.clone();
                details.date = days.map(|days| self.day(days));
                let ahead = |hours| self.now + SignedDuration::from_hours(hours);
                details.visit_at = visit.map(|hours| ahead(i64::from(hours)));
                case.move_to(*to, details, &self.actor(*by), &self.setting())
                    .ok()
            }
            Act::Urgency(by, to) => case
                .change_priority(*to, "worse", &self.actor(*by), &self.setting())
                .ok(),
            Act::Propose(by, n) => {
                let staff = self.directory.of_role(*by).nth(*n);
                let actor = staff.map_or_else(|| self.actor(*by), acting);
                case.propose_no_referral(&actor, &self.setting()).ok()
            }
            Act::Note => Some(case.add_note("n", &self.actor(Role::Intake), &self.setting())),
            Act::Death(by) => Some(case.record_death(&self.actor(*by), &self.setting())),
            Act::Wait(hours) => {
                self.wait(*hours);
                None
            }
            Act::Raise => None,
        };
        let done: Vec<Change> = done.into_iter().collect();
        for change in &done {
            self.take(change);
        }
        done
    }

    fn check_after(&self, before: &Referral, change: &Change) {
        self.check_edge(before, change);
        self.check_promise();
        self.check_clocks(change);
        let to_family = !family_mails(change).is_empty();
        assert!(
            !(to_family && self.case.contact_stopped_at.is_some()),
            "a mail to a family whose child has died"
        );
        if before.contact_stopped_at.is_some() {
            assert_eq!(self.case.contact_stopped_at, before.contact_stopped_at);
        }
    }

    fn check_edge(&self, before: &Referral, change: &Change) {
        let (from, to) = (before.status, self.case.status);
        let moved: Vec<_> = change
            .events()
            .iter()
            .filter(|event| event.kind == EventKind::StatusMoved)
            .collect();
        let asked = |event: &&Event| event.kind == EventKind::PapersAsked;
        let asked = change.events().iter().filter(asked).count();
        assert_eq!(change.events().len() - asked, 1, "one act, one event");
        assert_eq!(asked > 0, change.asked().is_some(), "no paper unrecorded");
        if change.events()[0].kind == EventKind::DeathRecorded {
            let no_case = from == Status::NotAReferral;
            assert_eq!(to, if no_case { from } else { Status::Closed });
            assert_eq!(self.case.outcome, (!no_case).then_some(Outcome::Died));
            return;
        }
        assert_eq!(moved.len(), usize::from(from != to), "{from} -> {to}");
        if from == to {
            return;
        }
        assert!(find_edge(from, to).is_some(), "{from} -> {to}");
        assert_eq!(moved[0].details["from"], from.code());
        assert_eq!(moved[0].details["to"], to.code());
        if from == Status::OnHold && to != Status::Closed {
            assert_eq!(before.held_from, Some(to), "a hold goes back");
        }
    }

    fn check_promise(&self) {
        let case = &self.case;
        let running: Vec<_> = case
            .clocks
            .iter()
            .filter(|clock| clock.kind.is_promise() && clock.is_running())
            .collect();
        let earliest = running.iter().map(|clock| clock.due_at).min();
        assert_eq!(case.due_at, earliest, "{case:?}");
        if case.status.is_open() {
            assert!(!running.is_empty() && case.next_action.is_some());
            let next = running
                .iter()
                .find(|clock| Some(clock.kind) == case.next_action);
            assert_eq!(next.map(|clock| clock.due_at), case.due_at);
        } else {
            assert!(case.clocks.is_empty(), "{case:?}");
            assert_eq!((case.next_action, case.overdue_since), (None, None));
        }
        assert_eq!(case.status == Status::OnHold, case.held_from.is_some());
        assert_eq!(case.status == Status::Closed, case.outcome.is_some());
    }

    fn check_clocks(&self, change: &Change) {
        for step in change.clocks() {
            if let ClockStep::Start(clock, _) = step {
                assert!(clock.due_at >= self.now, "{clock:?} is late at birth");
            }
        }
        let mut kinds = BTreeSet::new();
        for clock in &self.case.clocks {
            assert!(kinds.insert(clock.kind), "two clocks of {}", clock.kind);
            let pauses = self.pauses.get(&clock.id).cloned().unwrap_or_default();
            let calendar = &self.rules.calendar;
            let over: Vec<_> = pauses
                .iter()
                .filter_map(|(from, to)| {
                    to.map(|to| Pause {
                        from: *from,
                        to,
                        calendar,
                    })
                })
                .collect();
            let again = due(calendar, clock.started_at, clock.length, &over);
            assert_eq!(clock.due_at, again, "{clock:?} cannot be told from history");
            let open_pause = pauses.last().filter(|(_, to)| to.is_none());
            assert_eq!(clock.paused_at, open_pause.map(|(from, _)| *from));
        }
        let awaiting = self.case.status == Status::AwaitingInformation;
        if let Some(review) = self.clock(ClockKind::Review) {
            assert_eq!(review.is_running(), !awaiting);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_acts_in_any_order_leave_a_case_that_keeps_its_promises(
        priority in select(Priority::ALL),
        hour in 0_i8..24,
        acts in prop::collection::vec(any_act(), 1..60),
    ) {
        let wall = MORNING.with().hour(hour).build().unwrap();
        let (mut world, change) = World::received_at(wall, priority, &[]);
        world.check_promise();
        world.check_clocks(&change);
        for act in acts {
            let mut before = world.case.clone();
            for change in world.act(&act) {
                if !matches!(act, Act::Raise) {
                    world.check_after(&before, &change);
                }
                before = change.after().clone();
            }
            world.check_promise();
        }
    }

    /// The same, with people who know their way: nearly every act is one the case page offers.
    #[test]
    fn any_walk_through_the_offered_moves_keeps_the_promises(
        steps in prop::collection::vec((0_usize..6, 0_i64..60, any::<bool>()), 1..40),
    ) {
        let mut world = World::received();
        world.assign(Role::Supervisor, Duty::Owner, Role::Intake);
        world.assign(Role::Supervisor, Duty::SocialWorker, Role::SocialWorker);
        for (choice, hours, talk) in steps {
            world.wait(hours);
            world.raise();
            if talk {
                let before = world.case.clone();
                let change = world.call(Role::Intake, CallWith::Family, CallResult::Reached);
                world.check_after(&before, &change);
            }
            let offers: Vec<(Role, Status)> = [Role::Supervisor, Role::Reviewer, Role::Coordinator]
                .into_iter()
                .flat_map(|role| {
                    let options = world.case.move_options(&world.actor(role));
                    options.into_iter().filter(|option| option.blocked.is_none()).map(move |option| (role, option.to))
                })
                .collect();
            let Some((role, to)) = offers.get(choice % offers.len().max(1)).copied() else { continue };
            let before = world.case.clone();
            let details = well_said(&world, to);
            let change = world.moves(role, to, details);
            world.check_after(&before, &change);
        }
    }
}

// ---- the table of moves -------------------------------------------------------------------------------------------

#[test]
fn every_pair_that_is_not_in_the_table_is_refused_for_everybody() {
    for from in Status::ALL {
        let world = World::in_status(*from);
        for to in Status::ALL
            .iter()
            .filter(|to| find_edge(*from, **to).is_none())
        {
            for role in Role::ALL {
                let refused = world.try_move(*role, *to, well_said(&world, *to));
                let expected = MoveError::NotInTable {
                    from: *from,
                    to: *to,
                };
                assert_eq!(refused.err(), Some(expected), "{role}: {from} -> {to}");
            }
        }
    }
}

#[test]
fn only_the_roles_of_an_edge_may_use_it() {
    for edge in EDGES {
        let world = World::in_status(edge.from).given(|case| {
            case.held_from = (edge.from == Status::OnHold).then_some(edge.to);
            case.decision = Some(match edge.to {
                Status::AdviceGiven => Decision::AdviceToLocalTeam,
                _ => Decision::OfferEvaluation,
            });
        });
        for role in Role::ALL {
            let done = world.try_move(*role, edge.to, well_said(&world, edge.to));
            if edge.who.contains(role) {
                assert!(done.is_ok(), "{role}: {edge:?}: {:?}", done.err());
            } else {
                let block = Block::OtherRole(edge.who[0]);
                assert_eq!(done.err(), Some(MoveError::Blocked(block)), "{edge:?}");
            }
        }
    }
}

#[test]
fn what_a_page_offers_is_what_a_move_accepts() {
    for edge in EDGES {
        let world = World::in_status(edge.from);
        for role in Role::ALL {
            let options = world.case.move_options(&world.actor(*role));
            let Some(option) = options.iter().find(|option| option.to == edge.to) else {
                assert_eq!(edge.from, Status::OnHold, "{edge:?} is not offered");
                continue;
            };
            let blocked = match world.try_move(*role, edge.to, well_said(&world, edge.to)) {
                Err(MoveError::Blocked(block)) => Some(block),
                _ => None,
            };
            assert_eq!(option.blocked, blocked, "{role}: {edge:?}");
        }
    }
}

// ---- each guard ---------------------------------------------------------------------------------------------------

#[track_caller]
fn refuses(world: &World, role: Role, to: Status, details: MoveDetails, why: MoveError) {
    assert_eq!(world.try_move(role, to, details).err(), Some(why));
}

#[test]
fn a_case_without_an_owner_does_not_begin() {
    let world = World::received();
    let blocked = MoveError::Blocked(Block::NeedsOwner);
    for role in [Role::Intake, Role::Supervisor] {
        refuses(&world, role, Status::InIntake, said(""), blocked);
    }
}

#[test]
fn an_intake_specialist_moves_only_their_own_case() {
    let mut world = World::received();
    let other = world.staff(Role::Intake, 1);
    let supervisor = world.actor(Role::Supervisor);
    let change = world
        .case
        .clone()
        .assign(Duty::Owner, &other, &supervisor, &world.setting())
        .unwrap();
    world.take(&change);
    let blocked = MoveError::Blocked(Block::OwnedByOther);
    refuses(&world, Role::Intake, Status::InIntake, said(""), blocked);
    world.moves(Role::Supervisor, Status::InIntake, said(""));
}

#[test]
fn a_visit_is_arranged_only_with_a_social_worker_after_an_offer_that_the_family_knows() {
    let world = |decision, told: bool, social: bool| {
        World::in_status(Status::Decided).given(|case| {
            case.decision = Some(decision);
            case.decision_told_at = told.then_some(case.received_at);
            case.social_worker = case.social_worker.filter(|_| social);
        })
    };
    let to = Status::Arranging;
    let blocked = |world: &World| match world.try_move(Role::Intake, to, said("")) {
        Err(MoveError::Blocked(block)) => Some(block),
        Ok(_) => None,
        Err(other) => panic!("{other}"),
    };
    let offer = Decision::OfferEvaluation;
    assert_eq!(blocked(&world(offer, true, true)), None);
    assert_eq!(
        blocked(&world(offer, true, false)),
        Some(Block::NeedsSocialWorker)
    );
    assert_eq!(
        blocked(&world(offer, false, true)),
        Some(Block::TellFamilyFirst)
    );
    for other in [Decision::AdviceToLocalTeam, Decision::NotAFit] {
        assert_eq!(
            blocked(&world(other, true, true)),
            Some(Block::DecidedOtherwise)
        );
    }
}

#[test]
fn advice_is_given_only_where_advice_was_decided_and_told() {
    let mut world = World::in_status(Status::Decided).given(|case| {
        case.decision = Some(Decision::OfferEvaluation);
    });
    let to = Status::AdviceGiven;
    let otherwise = MoveError::Blocked(Block::DecidedOtherwise);
    refuses(&world, Role::Reviewer, to, said(""), otherwise);
    world.case.decision = Some(Decision::AdviceToLocalTeam);
    world.case.decision_told_at = None;
    let first = MoveError::Blocked(Block::TellFamilyFirst);
    refuses(&world, Role::Reviewer, to, said(""), first);
    world.call_telling(Role::Reviewer, CallWith::Family, CallResult::Reached);
    world.moves(Role::Reviewer, to, said(""));
}

#[test]
fn a_decided_case_is_not_closed_before_the_family_knows() {
    let mut world = World::in_status(Status::Decided).given(|case| {
        case.decision = Some(Decision::NotAFit);
        case.decision_told_at = None;
    });
    let details = ended(Outcome::Declined);
    let first = MoveError::Blocked(Block::TellFamilyFirst);
    refuses(
        &world,
        Role::Reviewer,
        Status::Closed,
        details.clone(),
        first,
    );
    world.call(Role::Intake, CallWith::Doctor, CallResult::Reached);
    world.call(Role::Intake, CallWith::Family, CallResult::LeftMessage);
    refuses(
        &world,
        Role::Reviewer,
        Status::Closed,
        details.clone(),
        first,
    );
    world.call_telling(Role::Intake, CallWith::Family, CallResult::Reached);
    world.moves(Role::Reviewer, Status::Closed, details);
}

#[test]
fn putting_a_request_away_takes_two_people() {
    let mut world = World::received();
    let needs_two = MoveError::Blocked(Block::NeedsSecondPerson);
    let to = Status::NotAReferral;
    refuses(&world, Role::Supervisor, to, said(""), needs_two);
    let proposer = world.actor(Role::Intake);
    let change = world
        .case
        .clone()
        .propose_no_referral(&proposer, &world.setting())
        .unwrap();
    world.take(&change);
    refuses(&world, Role::Intake, to, said(""), needs_two);
    world.moves(Role::Supervisor, to, said(""));
    assert_eq!(world.case.due_at, None);
    let back = world.moves(Role::Supervisor, Status::Received, said(""));
    assert!(back.after().proposed_away_by.is_none(), "it starts anew");
    assert_eq!(world.case.next_action, Some(ClockKind::FirstContact));
}

#[test]
fn only_intake_proposes_and_only_what_is_new() {
    let world = World::received();
    let propose = |world: &World, role| {
        let actor = world.actor(role);
        world
            .case
            .clone()
            .propose_no_referral(&actor, &world.setting())
            .err()
    };
    let refused = MoveError::Blocked(Block::OtherRole(Role::Intake));
    assert_eq!(propose(&world, Role::SocialWorker), Some(refused));
    let world = World::in_status(Status::InIntake);
    let too_late = MoveError::NotInTable {
        from: Status::InIntake,
        to: Status::NotAReferral,
    };
    assert_eq!(propose(&world, Role::Supervisor), Some(too_late));
}

#[test]
fn a_hold_goes_back_only_to_where_it_was_made() {
    for from in [
        Status::InIntake,
        Status::AwaitingInformation,
        Status::Arranging,
    ] {
        let mut world = World::in_status(from);
        world.call(Role::Intake, CallWith::Family, CallResult::Reached);
        let until = MoveDetails {
            date: Some(world.day(14)),
            ..said("away")
        };
        world.moves(Role::Intake, Status::OnHold, until);
        assert_eq!(world.case.held_from, Some(from));
        let due = world.case.due_at.unwrap();
        assert_eq!(
            world.told(due),
            "Mon Mar 16 17:00",
            "the day it is looked at"
        );
        for to in [
            Status::InIntake,
            Status::AwaitingInformation,
            Status::Arranging,
        ] {
            let done = world.try_move(Role::Intake, to, well_said(&world, to));
            if to == from {
                assert!(done.is_ok(), "{:?}", done.err());
            } else {
                let block = MoveError::Blocked(Block::HeldFromElsewhere);
                assert_eq!(done.err(), Some(block), "held from {from}, to {to}");
            }
        }
        let offered: Vec<_> = world
            .case
            .move_options(&world.actor(Role::Intake))
            .into_iter()
            .map(|option| option.to)
            .collect();
        assert_eq!(offered, [from, Status::Closed]);
    }
}

#[test]
fn a_hold_lasts_one_to_fourteen_days() {
    let world = World::in_status(Status::InIntake);
    for (days, fits) in [(-1, false), (0, false), (1, true), (14, true), (15, false)] {
        let details = MoveDetails {
            date: Some(world.day(days)),
            ..said("away")
        };
        let done = world.try_move(Role::Intake, Status::OnHold, details);
        assert_eq!(done.is_ok(), fits, "{days} days: {:?}", done.err());
    }
}

#[test]
fn a_meeting_is_within_ninety_days_and_a_visit_within_a_year() {
    let world = World::in_status(Status::InReview);
    for (days, fits) in [(-1, false), (0, true), (90, true), (91, false)] {
        let details = MoveDetails {
            date: Some(world.day(days)),
            ..MoveDetails::default()
        };
        let done = world.try_move(Role::Coordinator, Status::Conference, details);
        assert_eq!(done.is_ok(), fits, "{days} days: {:?}", done.err());
    }
    let world = World::in_status(Status::Arranging);
    for (hours, fits) in [(-1, false), (0, false), (1, true), (24 * 367, false)] {
        let details = MoveDetails {
            visit_at: Some(world.now + SignedDuration::from_hours(hours)),
            ..MoveDetails::default()
        };
        let done = world.try_move(Role::Intake, Status::VisitScheduled, details);
        assert_eq!(done.is_ok(), fits, "{hours} h: {:?}", done.err());
    }
}

#[test]
fn each_move_says_what_it_needs_and_is_refused_without_it() {
    for edge in EDGES {
        let world = World::in_status(edge.from).given(|case| {
            case.decision = Some(match edge.to {
                Status::AdviceGiven => Decision::AdviceToLocalTeam,
                _ => Decision::OfferEvaluation,
            });
            case.held_from = (edge.from == Status::OnHold).then_some(edge.to);
            if edge.to == Status::ReadyForReview {
                let missing = [wish(PaperKind::Hla, PaperSender::Us)];
                case.asks = ask_for(&[], &missing, case.received_at);
            }
        });
        for need in world.case.needs(edge.to) {
            let mut details = well_said(&world, edge.to);
            match need {
                Need::Text => details.text = Some(" \n".to_owned()),
                Need::WaitingOn => details.waiting_on = Some(WaitingOn::Nobody),
                Need::Date => details.date = None,
                Need::VisitAt => details.visit_at = None,
                Need::Decision => details.decision = None,
                Need::Outcome => details.outcome = None,
                Need::Papers => details.papers.clear(),
                Need::GoOn => details.goes_on = false,
            }
            let optional = *need == Need::Text
                && matches!(
                    edge.to,
                    Status::Closed | Status::Decided | Status::AwaitingInformation
                );
            let refused = world.try_move(edge.who[0], edge.to, details).err();
            let expected = (!optional).then_some(MoveError::Missing(*need));
            assert_eq!(refused, expected, "{edge:?}");
        }
    }
}

#[test]
fn saying_no_needs_words() {
    let world = World::in_status(Status::InReview);
    let no = MoveDetails {
        text: None,
        ..decided(Decision::NotAFit)
    };
    let missing = MoveError::Missing(Need::Text);
    refuses(&world, Role::Reviewer, Status::Decided, no, missing);
}

#[test]
fn could_not_reach_is_said_by_a_supervisor_alone() {
    let world = World::in_status(Status::InIntake);
    let details = ended(Outcome::CouldNotReach);
    let only = MoveError::SupervisorOnly;
    refuses(&world, Role::Intake, Status::Closed, details.clone(), only);
    assert!(
        world
            .try_move(Role::Supervisor, Status::Closed, details)
            .is_ok()
    );
    let offers = |role| {
        let options = world.case.move_options(&world.actor(role));
        let close = options
            .into_iter()
            .find(|option| option.to == Status::Closed)
            .unwrap();
        close.outcomes.contains(&Outcome::CouldNotReach)
    };
    assert!(offers(Role::Supervisor) && !offers(Role::Intake));
}

#[test]
fn declined_only_after_the_doctors_said_no() {
    for (status, decision, fits) in [
        (Status::InIntake, None, false),
        (Status::Decided, Some(Decision::OfferEvaluation), false),
        (Status::Decided, Some(Decision::NotAFit), true),
    ] {
        let world = World::in_status(status).given(|case| case.decision = decision);
        let done = world.try_move(Role::Intake, Status::Closed, ended(Outcome::Declined));
        let expected = (!fits).then_some(MoveError::OutcomeDoesNotFit);
        assert_eq!(done.err(), expected, "{status} {decision:?}");
    }
}

#[test]
fn death_is_not_an_outcome_that_a_move_can_choose() {
    for status in [Status::InIntake, Status::Seen, Status::OnHold] {
        let world = World::in_status(status);
        let refused = world.try_move(Role::Intake, Status::Closed, ended(Outcome::Died));
        assert_eq!(refused.err(), Some(MoveError::OutcomeDoesNotFit));
    }
}

#[test]
fn duties_go_to_those_who_can_carry_them() {
    let world = World::received();
    let give = |by: Role, duty, to: Role| {
        let (actor, to) = (world.actor(by), world.staff(to, 0));
        world
            .case
            .clone()
            .assign(duty, &to, &actor, &world.setting())
            .err()
    };
    assert_eq!(give(Role::Intake, Duty::Owner, Role::Supervisor), None);
    assert_eq!(
        give(Role::Intake, Duty::Owner, Role::Reviewer),
        Some(AssignError::NotThatPerson)
    );
    assert_eq!(
        give(Role::Intake, Duty::SocialWorker, Role::Intake),
        Some(AssignError::NotThatPerson)
    );
    assert_eq!(
        give(Role::SocialWorker, Duty::SocialWorker, Role::SocialWorker),
        None
    );
    for role in [
        Role::Reviewer,
        Role::Coordinator,
        Role::Finance,
        Role::Admin,
    ] {
        let refused = give(role, Duty::Owner, Role::Intake);
        assert_eq!(refused, Some(AssignError::NotAllowed), "{role}");
    }
}

#[test]
fn a_duty_is_not_given_twice_nor_on_a_closed_case() {
    let mut world = World::received();
    world.assign(Role::Intake, Duty::Owner, Role::Intake);
    let (actor, to) = (world.actor(Role::Supervisor), world.staff(Role::Intake, 0));
    let again = |world: &World| {
        world
            .case
            .clone()
            .assign(Duty::Owner, &to, &actor, &world.setting())
            .err()
    };
    assert_eq!(again(&world), Some(AssignError::AlreadyTheirs));
    world.case.owner = None;
    world.case.status = Status::Closed;
    assert_eq!(again(&world), Some(AssignError::Closed));
}

// ---- the first promise --------------------------------------------------------------------------------------------

#[test]
fn the_first_promise_follows_from_urgency() {
    for (priority, due) in [
        (Priority::Standard, "Tue Mar 3 17:00"),
        (Priority::Urgent, "Mon Mar 2 12:00"),
        (Priority::Emergency, "Mon Mar 2 10:30"),
    ] {
        let (world, _) = World::received_at(MORNING, priority, &[]);
        assert_eq!(world.told(world.case.due_at.unwrap()), due, "{priority}");
        assert_eq!(world.case.next_action, Some(ClockKind::FirstContact));
        let climbs = world.clock(ClockKind::Acknowledge).is_some();
        assert_eq!(climbs, priority != Priority::Standard);
    }
}

#[test]
fn only_reaching_the_family_meets_the_first_promise() {
    for (with, result, met) in [
        (CallWith::Family, CallResult::Reached, true),
        (CallWith::Patient, CallResult::Reached, true),
        (CallWith::Family, CallResult::LeftMessage, false),
        (CallWith::Family, CallResult::NoAnswer, false),
        (CallWith::Family, CallResult::WrongNumber, false),
        (CallWith::Doctor, CallResult::Reached, false),
        (CallWith::SomeoneElse, CallResult::Reached, false),
    ] {
        let mut world = World::received();
        world.call(Role::Intake, with, result);
        assert_eq!(
            world.case.first_contact_at.is_some(),
            met,
            "{with} {result}"
        );
        let runs = world.clock(ClockKind::FirstContact).is_some();
        assert_eq!(runs, !met, "{with} {result}");
    }
}

#[test]
fn taking_the_case_does_not_meet_the_promise_but_ends_the_alarm() {
    let (mut world, _) = World::received_at(MORNING, Priority::Urgent, &[]);
    world.assign(Role::Intake, Duty::Owner, Role::Intake);
    world.moves(Role::Intake, Status::InIntake, said(""));
    assert!(world.clock(ClockKind::FirstContact).is_some());
    assert!(world.clock(ClockKind::Acknowledge).is_none());
    assert_eq!(world.case.next_action, Some(ClockKind::FirstContact));
}

#[test]
fn a_message_left_starts_the_silence_again_and_no_answer_does_not() {
    let mut world = World::received();
    world.assign(Role::Intake, Duty::Owner, Role::Intake);
    world.moves(Role::Intake, Status::InIntake, said(""));
    let before = world.clock(ClockKind::Silence).unwrap().due_at;
    world.wait(24);
    world.call(Role::Intake, CallWith::Family, CallResult::NoAnswer);
    assert_eq!(world.clock(ClockKind::Silence).unwrap().due_at, before);
    world.call(Role::Intake, CallWith::Family, CallResult::LeftMessage);
    assert!(world.clock(ClockKind::Silence).unwrap().due_at > before);
    assert!(world.case.first_contact_at.is_none());
}

#[test]
fn becoming_more_urgent_brings_the_promise_nearer_and_never_further() {
    let mut world = World::received();
    let standard = world.case.due_at.unwrap();
    let change = |world: &mut World, to| {
        let actor = world.actor(Role::Intake);
        let change = world
            .case
            .clone()
            .change_priority(to, "worse", &actor, &world.setting())
            .unwrap();
        world.take(&change);
        change
    };
    let told = change(&mut world, Priority::Emergency);
    let emergency = world.case.due_at.unwrap();
    assert!(emergency < standard);
    assert!(notices(&told).contains(&Notice::OnCallUrgent));
    assert!(world.clock(ClockKind::Acknowledge).is_some());
    let calm = change(&mut world, Priority::Standard);
    assert_eq!(world.case.due_at, Some(emergency), "a promise given stays");
    assert!(world.clock(ClockKind::Acknowledge).is_none() && calm.mails().is_empty());
}

#[test]
fn an_unacknowledged_urgent_case_climbs_once_and_keeps_its_promise() {
    let (mut world, _) = World::received_at(MORNING, Priority::Urgent, &[]);
    let promise = world.case.due_at;
    world.now += SignedDuration::from_mins(31);
    let raised = world.raise();
    assert_eq!(raised.len(), 1);
    assert_eq!(
        notices(&raised[0]),
        [Notice::SupervisorOverdue, Notice::OnCallUrgent]
    );
    assert_eq!(world.case.due_at, promise);
    assert_eq!(world.case.overdue_since, None, "an alarm is no promise");
    assert!(world.raise().is_empty());
}

#[test]
fn a_missed_promise_is_given_again_for_noon_of_the_next_business_day() {
    let mut world = World::received_at(date(2026, 3, 5).at(9, 0, 0, 0), Priority::Standard, &[]).0;
    let missed = world.case.due_at.unwrap();
    assert_eq!(world.told(missed), "Fri Mar 6 17:00");
    world.now = missed;
    let raised = world.raise();
    assert_eq!(raised.len(), 1, "once per miss");
    let again = world.case.due_at.unwrap();
    assert_eq!(world.told(again), "Mon Mar 9 12:00");
    assert_eq!(world.case.overdue_since, Some(missed));
    assert_eq!(
        family_mails(&raised[0]),
        [(Notice::FamilyPromiseMissed, world.now)]
    );
    assert!(notices(&raised[0]).contains(&Notice::SupervisorOverdue));
    world.now = again;
    world.raise();
    assert_eq!(
        world.case.overdue_since,
        Some(missed),
        "since the first miss"
    );
    world.call(Role::Intake, CallWith::Family, CallResult::Reached);
    assert_eq!(world.case.overdue_since, None, "met at last");
}

#[test]
fn an_urgent_promise_that_was_missed_is_given_again_as_short_as_it_was() {
    let (mut world, _) = World::received_at(MORNING, Priority::Emergency, &[]);
    world.now = world.case.due_at.unwrap();
    let raised = world.raise();
    let told = raised.iter().flat_map(notices);
    assert!(told.filter(|told| *told == Notice::OnCallUrgent).count() > 0);
    assert_eq!(world.told(world.case.due_at.unwrap()), "Mon Mar 2 11:00");
}

#[test]
fn no_apology_says_that_nobody_called_where_somebody_tried() {
    let mut world = World::received();
    world.wait(2);
    world.call(Role::Intake, CallWith::Family, CallResult::NoAnswer);
    world.now = world.case.due_at.unwrap();
    let raised = world.raise();
    assert!(raised.iter().all(|change| family_mails(change).is_empty()));
    assert!(world.case.overdue_since.is_some(), "missed it is");
}

#[test]
fn the_first_promise_lasts_until_the_family_is_reached() {
    let mut world = World::received();
    world.assign(Role::Intake, Duty::Owner, Role::Intake);
    world.moves(Role::Intake, Status::InIntake, said(""));
    let hold = well_said(&world, Status::OnHold);
    for (role, to, details) in [
        (Role::Intake, Status::OnHold, hold),
        (Role::Intake, Status::InIntake, said("")),
        (Role::Intake, Status::ReadyForReview, said("")),
        (Role::Reviewer, Status::InReview, said("")),
        (
            Role::Reviewer,
            Status::Decided,
            decided(Decision::OfferEvaluation),
        ),
    ] {
        world.moves(role, to, details);
        assert!(world.clock(ClockKind::FirstContact).is_some(), "{to}");
    }
    world.call(Role::Reviewer, CallWith::Family, CallResult::Reached);
    assert!(world.clock(ClockKind::FirstContact).is_none());
}

#[test]
fn a_missed_inner_step_is_told_inside_only() {
    let mut world = World::received();
    world.assign(Role::Intake, Duty::Owner, Role::Intake);
    world.moves(Role::Intake, Status::InIntake, said(""));
    world.call(Role::Intake, CallWith::Family, CallResult::Reached);
    world.now = world.case.due_at.unwrap();
    let raised = world.raise();
    assert!(raised.iter().all(|change| family_mails(change).is_empty()));
    let owner = Recipient::Staff(world.case.owner.unwrap());
    assert!(raised[0].mails().iter().any(|mail| mail.to == owner));
}

#[test]
fn the_review_stands_still_while_something_is_awaited() {
    let mut world = World::in_status(Status::InIntake);
    world.moves(Role::Intake, Status::ReadyForReview, said(""));
    let due = world.clock(ClockKind::Review).unwrap().due_at;
    assert_eq!(world.told(due), "Wed Mar 4 17:00");
    world.moves(Role::Reviewer, Status::InReview, said(""));
    let wait = well_said(&world, Status::AwaitingInformation);
    world.moves(Role::Reviewer, Status::AwaitingInformation, wait);
    assert!(!world.clock(ClockKind::Review).unwrap().is_running());
    world.wait(24);
    let on = well_said(&world, Status::ReadyForReview);
    world.moves(Role::Intake, Status::ReadyForReview, on);
    let later = world.clock(ClockKind::Review).unwrap().due_at;
    assert_eq!(world.told(later), "Thu Mar 5 17:00");
}

// ---- who is told --------------------------------------------------------------------------------------------------

#[test]
fn a_new_request_is_answered_and_told() {
    let (world, change) = World::received_at(MORNING, Priority::Standard, &[]);
    assert_eq!(
        family_mails(&change),
        [(Notice::FamilyReceipt, world.now)],
        "one contact has an address"
    );
    let receipt = &change.mails()[0];
    assert_eq!(receipt.language, "es");
    let to = |staff: StaffId| {
        let mails = change.mails().iter();
        mails
            .filter(|mail| mail.to == Recipient::Staff(staff))
            .count()
    };
    assert_eq!(to(world.staff(Role::Intake, 0).id), 1);
    assert_eq!(to(world.staff(Role::Intake, 1).id), 1);
    assert_eq!(to(world.directory.fallback_owner), 1);
}

#[test]
fn giving_a_case_is_told_and_taking_it_is_not() {
    let mut world = World::received();
    assert!(
        world
            .assign(Role::Intake, Duty::Owner, Role::Intake)
            .mails()
            .is_empty()
    );
    let given = world.assign(Role::Supervisor, Duty::SocialWorker, Role::SocialWorker);
    assert_eq!(notices(&given), [Notice::CaseAssigned]);
    let to = Recipient::Staff(world.staff(Role::SocialWorker, 0).id);
    assert_eq!(given.mails()[0].to, to);
}

#[test]
fn each_move_tells_whom_the_table_says() {
    use Notice as N;
    use Status as S;
    let expected: &[(S, S, &[N])] = &[
        (S::Received, S::InIntake, &[N::FamilyContactPerson]),
        (S::Received, S::NotAReferral, &[]),
        (S::InIntake, S::AwaitingInformation, &[N::FamilyItemsNeeded]),
        (
            S::InIntake,
            S::ReadyForReview,
            &[N::ReviewerCaseReady, N::CoordinatorCaseReady],
        ),
        (
            S::InIntake,
            S::OnHold,
            &[N::StaffHoldReview, N::FamilyUpdate],
        ),
        (S::InIntake, S::Closed, &[N::FamilyClosing]),
        (S::AwaitingInformation, S::InIntake, &[]),
        (S::ReadyForReview, S::InReview, &[]),
        (S::InReview, S::Conference, &[N::ConferenceAgenda]),
        (S::InReview, S::Decided, &[]),
        (S::Conference, S::Decided, &[]),
        (S::Decided, S::AdviceGiven, &[N::FamilyUpdate]),
        (
            S::Decided,
            S::Arranging,
            &[N::VisitTeamArranging, N::FamilyUpdate],
        ),
        (S::AdviceGiven, S::InReview, &[]),
        (S::Arranging, S::VisitScheduled, &[N::FamilyVisit]),
        (S::VisitScheduled, S::Seen, &[N::FamilyUpdate]),
        (S::Seen, S::Closed, &[N::FamilyClosing, N::FamilyFeedback]),
        (
            S::Closed,
            S::InIntake,
            &[N::StaffCaseReopened, N::FamilyUpdate],
        ),
        (S::OnHold, S::InIntake, &[]),
        (S::NotAReferral, S::Received, &[]),
    ];
    // Items that a doctor owes are not asked of the family (`well_said` waits for the doctor).
    for (from, to, told) in expected {
        let mut world = World::in_status(*from).given(|case| {
            case.decision = Some(match to {
                S::AdviceGiven => Decision::AdviceToLocalTeam,
                _ => Decision::OfferEvaluation,
            });
        });
        let role = find_edge(*from, *to).unwrap().who[0];
        let details = well_said(&world, *to);
        let change = world.moves(role, *to, details);
        assert_eq!(notices(&change), *told, "{from} -> {to}");
    }
}

#[test]
fn insurance_and_money_hear_of_a_visit_where_they_were_asked() {
    let told = |help: &[HelpKind]| {
        let mut world = World::in_status(Status::Decided).given(|case| {
            case.decision = Some(Decision::OfferEvaluation);
            case.help = help.iter().copied().collect();
        });
        let change = world.moves(Role::Intake, Status::Arranging, said(""));
        let to = |role| {
            let id = world.staff(role, 0).id;
            change
                .mails()
                .iter()
                .any(|mail| mail.to == Recipient::Staff(id))
        };
        [Role::SocialWorker, Role::Insurance, Role::Finance].map(to)
    };
    assert_eq!(told(&[]), [true, false, false]);
    assert_eq!(told(&[HelpKind::Insurance]), [true, true, false]);
    assert_eq!(told(&[HelpKind::Funding]), [true, false, true]);
}

#[test]
fn a_visit_is_told_now_and_seven_two_and_one_days_before() {
    let visit = |days: i64| {
        let mut world = World::in_status(Status::Arranging);
        let at = world.now + SignedDuration::from_hours(24 * days);
        let details = MoveDetails {
            visit_at: Some(at),
            ..MoveDetails::default()
        };
        let change = world.moves(Role::Intake, Status::VisitScheduled, details);
        family_mails(&change)
            .into_iter()
            .map(|(notice, due)| {
                assert_eq!(notice, Notice::FamilyVisit);
                if due == world.now {
                    0
                } else {
                    at.duration_since(due).as_hours() / 24
                }
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(visit(20), [0, 7, 2, 1]);
    assert_eq!(visit(3), [0, 2, 1]);
    assert_eq!(visit(1), [0], "no reminder in the same minute");
}

#[test]
fn missing_items_are_asked_for_now_and_again_after_two_and_five_days() {
    let mut world = World::in_status(Status::InIntake);
    let details = MoveDetails {
        waiting_on: Some(WaitingOn::Family),
        ..well_said(&world, Status::AwaitingInformation)
    };
    let change = world.moves(Role::Intake, Status::AwaitingInformation, details);
    assert_eq!(world.case.waiting_on, WaitingOn::Family);
    let due: Vec<_> = family_mails(&change)
        .iter()
        .map(|(_, at)| world.told(*at))
        .collect();
    assert_eq!(
        due,
        ["Mon Mar 2 10:00", "Wed Mar 4 15:00", "Mon Mar 9 15:00"]
    );
}

#[test]
fn what_others_owe_is_not_asked_of_the_family() {
    for who in [WaitingOn::Insurer, WaitingOn::Partner] {
        let mut world = World::in_status(Status::InIntake);
        let details = MoveDetails {
            waiting_on: Some(who),
            ..said("two reports")
        };
        let change = world.moves(Role::Intake, Status::AwaitingInformation, details);
        assert!(family_mails(&change).is_empty(), "{who}");
        assert_eq!(world.case.waiting_on, who);
    }
}

#[test]
fn each_who_has_what_is_missing_hears_of_it_and_of_nothing_else() {
    use Notice as N;
    use PaperSender as P;
    let told = |senders: &[P], aware: bool, said_sent: bool| {
        let mut world = World::in_status(Status::InIntake).given(|case| {
            case.family_aware = aware;
            case.contacts.push(ContactFacts {
                id: fresh_id(),
                kind: ContactKind::Doctor,
                ..case.contacts[0].clone()
            });
            let known = [wish(PaperKind::Labs, P::Doctor)];
            case.asks = ask_for(&[], &known, case.received_at);
            case.asks[0].said_sent_at = said_sent.then_some(case.received_at);
        });
        let wishes = senders.iter().map(|sender| wish(PaperKind::Hla, *sender));
        let details = MoveDetails {
            waiting_on: Some(WaitingOn::Doctor),
            papers: wishes.collect(),
            ..MoveDetails::default()
        };
        let change = world.moves(Role::Intake, Status::AwaitingInformation, details);
        let mut told = notices(&change);
        told.sort();
        told.dedup();
        (told, change.asked().is_some())
    };
    let doctor = vec![N::DoctorItemsNeeded];
    assert_eq!(told(&[], true, false), (doctor.clone(), false));
    let both = vec![N::FamilyItemsNeeded, N::DoctorItemsNeeded];
    assert_eq!(told(&[P::Family], true, false), (both, true));
    assert_eq!(told(&[P::Family], false, false), (doctor.clone(), true));
    assert_eq!(told(&[], true, true), (vec![], false), "it is on its way");
    assert_eq!(told(&[P::Doctor], true, true), (doctor, true));
}

#[test]
fn whoever_is_waited_for_has_something_that_is_missing() {
    let world = World::in_status(Status::InIntake);
    for (who, sender) in [
        (WaitingOn::Family, PaperSender::Doctor),
        (WaitingOn::Doctor, PaperSender::Family),
    ] {
        let details = MoveDetails {
            waiting_on: Some(who),
            papers: vec![wish(PaperKind::Labs, sender)],
            ..said("a word among staff is not theirs to read")
        };
        let missing = MoveError::Missing(Need::Papers);
        let to = Status::AwaitingInformation;
        refuses(&world, Role::Intake, to, details, missing);
    }
}

#[test]
fn going_on_without_a_paper_stands_on_the_record() {
    let mut world = World::in_status(Status::InIntake).given(|case| {
        let known = [wish(PaperKind::Labs, PaperSender::Us)];
        case.asks = ask_for(&[], &known, case.received_at);
    });
    let details = MoveDetails {
        goes_on: true,
        ..MoveDetails::default()
    };
    let change = world.moves(Role::Intake, Status::ReadyForReview, details);
    assert_eq!(change.events()[0].details["without"], codes(["labs"]));
}

#[test]
fn every_move_ends_the_reminders_of_the_status_it_leaves() {
    let mut world = World::in_status(Status::VisitScheduled);
    let change = world.moves(Role::Intake, Status::Arranging, said(""));
    assert!(change.drops_reminders());
    let call = world.call(Role::Intake, CallWith::Family, CallResult::Reached);
    assert!(!call.drops_reminders(), "a call leaves them alone");
}

#[test]
fn a_decision_is_silent_until_a_caller_says_that_it_was_told() {
    let mut world = World::in_status(Status::InReview).given(|case| case.decision_told_at = None);
    world.call(Role::Intake, CallWith::Family, CallResult::Reached);
    let change = world.moves(
        Role::Reviewer,
        Status::Decided,
        decided(Decision::OfferEvaluation),
    );
    assert!(family_mails(&change).is_empty());
    assert_eq!(world.case.next_action, Some(ClockKind::TellDecision));
    let about_records = world.call(Role::Reviewer, CallWith::Family, CallResult::Reached);
    assert!(
        about_records.after().decision_told_at.is_none(),
        "nobody said so"
    );
    for (role, with, result) in [
        (Role::Reviewer, CallWith::Doctor, CallResult::Reached),
        (Role::SocialWorker, CallWith::Family, CallResult::Reached),
        (Role::Intake, CallWith::Family, CallResult::LeftMessage),
    ] {
        let untold = world.call_telling(role, with, result);
        assert!(
            untold.after().decision_told_at.is_none(),
            "{role} {with} {result}"
        );
    }
    let family = world.call_telling(Role::Reviewer, CallWith::Family, CallResult::Reached);
    assert_eq!(family.after().decision_told_at, Some(world.now));
    assert_eq!(family_mails(&family), [(Notice::FamilyUpdate, world.now)]);
    let again = world.call_telling(Role::Reviewer, CallWith::Family, CallResult::Reached);
    assert!(family_mails(&again).is_empty(), "told once");
}

#[test]
fn a_new_review_forgets_the_old_decision() {
    let mut world = World::in_status(Status::AdviceGiven)
        .given(|case| case.decision = Some(Decision::AdviceToLocalTeam));
    world.moves(Role::Reviewer, Status::InReview, said(""));
    let case = &world.case;
    assert_eq!((case.decision, case.decision_told_at), (None, None));
}

#[test]
fn closing_is_silent_where_words_would_hurt_or_puzzle() {
    for (outcome, speaks) in [
        (Outcome::FamilyChoseOtherwise, true),
        (Outcome::MovedToAnotherProgramme, true),
        (Outcome::CouldNotReach, true),
        (Outcome::Duplicate, false),
        (Outcome::EnteredInError, false),
    ] {
        let mut world = World::in_status(Status::InIntake);
        let change = world.moves(Role::Supervisor, Status::Closed, ended(outcome));
        assert_eq!(!family_mails(&change).is_empty(), speaks, "{outcome}");
    }
}

#[test]
fn a_notes_reader_is_staff_for_ever() {
    let world = World::in_status(Status::InIntake);
    let change =
        world
            .case
            .clone()
            .add_note("private", &world.actor(Role::Intake), &world.setting());
    assert!(change.mails().is_empty() && change.clocks().is_empty());
}

#[test]
fn a_death_ends_every_word_to_the_family_from_any_status() {
    // What was no referral has no case to end: only the contact stops.
    let cases = Status::ALL
        .iter()
        .filter(|status| **status != Status::NotAReferral);
    for status in cases {
        let mut world = World::in_status(*status);
        let change = world
            .case
            .clone()
            .record_death(&world.actor(Role::SocialWorker), &world.setting());
        world.take(&change);
        assert_eq!(change.drops_family_mail(), Some(Dropped::All));
        assert!(change.mails().is_empty());
        assert_eq!(world.case.status, Status::Closed, "{status}");
        assert_eq!(world.case.contact_stopped_at, Some(world.now));
        // Even a case that is opened again, for the doctors' own work, stays silent.
        let change = world.moves(Role::Supervisor, Status::InIntake, said("letters"));
        assert!(family_mails(&change).is_empty());
        world.now = world.case.due_at.unwrap();
        for raised in world.raise() {
            assert!(family_mails(&raised).is_empty());
        }
    }
}
