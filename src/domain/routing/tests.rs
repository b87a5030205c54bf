//! Who hears, by the rules alone: no database.

use proptest::prelude::*;

use super::check::{MOST_RULES, NOTICES, RuleProblem, RuleWarning, problems, warnings};
use super::dry_run::{BeforeAfter, ChangedRequest, PastRequest, dry_run};
use super::*;
use crate::domain::reference::Reference;
use crate::support::ids::fresh_id;

fn person(role: Role, speaks: &[&str], on_call: bool) -> StaffFacts {
    StaffFacts {
        id: StaffId(fresh_id()),
        role,
        speaks: speaks.iter().map(|code| (*code).to_owned()).collect(),
        on_call,
    }
}

fn rule(code: &str, send_to: SendTo, role: Option<Role>, notice: Notice) -> RoutingRule {
    RoutingRule {
        code: code.to_owned(),
        priorities: BTreeSet::new(),
        help: BTreeSet::new(),
        languages: BTreeSet::new(),
        sources: BTreeSet::new(),
        send_to,
        role,
        notice,
        speakers_first: true,
        active: true,
    }
}

fn directory() -> Directory {
    let staff = vec![
        person(Role::Intake, &[], false),
        person(Role::Intake, &["es"], false),
        person(Role::Supervisor, &[], true),
        person(Role::SocialWorker, &[], false),
    ];
    Directory {
        fallback_owner: staff[2].id,
        staff,
    }
}

fn told(mails: &[Mail], staff: &StaffFacts) -> bool {
    mails
        .iter()
        .any(|mail| mail.to == Recipient::Staff(staff.id))
}

#[test]
fn spanish_goes_first_to_people_who_speak_it_and_always_to_the_fallback_owner() {
    let directory = directory();
    let rules = [rule(
        "intake-team",
        SendTo::Role,
        Some(Role::Intake),
        Notice::IntakeNewRequest,
    )];
    let none = BTreeSet::new();
    let facts = Facts {
        priority: Priority::Standard,
        help: &none,
        spoken: "es",
        source: Source::Family,
    };
    let mails = route(&rules, &directory, &facts, Timestamp::UNIX_EPOCH);
    assert!(
        !told(&mails, &directory.staff[0])
            && told(&mails, &directory.staff[1])
            && told(&mails, &directory.staff[2])
    );
    let facts = Facts {
        spoken: "vi",
        ..facts
    };
    let mails = route(&rules, &directory, &facts, Timestamp::UNIX_EPOCH);
    assert!(
        told(&mails, &directory.staff[0]) && told(&mails, &directory.staff[1]),
        "nobody speaks it, so all hear"
    );
}

#[test]
fn a_person_gets_each_notice_once_with_the_first_reason() {
    let directory = directory();
    let twice = [
        rule(
            "one",
            SendTo::Role,
            Some(Role::SocialWorker),
            Notice::SocialWorkHelpAsked,
        ),
        rule(
            "two",
            SendTo::Role,
            Some(Role::SocialWorker),
            Notice::SocialWorkHelpAsked,
        ),
    ];
    let none = BTreeSet::new();
    let mails = route(
        &twice,
        &directory,
        &Facts {
            priority: Priority::Standard,
            help: &none,
            spoken: "en",
            source: Source::Family,
        },
        Timestamp::UNIX_EPOCH,
    );
    let to_social: Vec<_> = mails
        .iter()
        .filter(|mail| mail.to == Recipient::Staff(directory.staff[3].id))
        .collect();
    assert_eq!(to_social.len(), 1);
    assert_eq!(to_social[0].reason, "rule:one");
}

#[test]
fn conditions_hold() {
    let directory = directory();
    let urgent = RoutingRule {
        priorities: [Priority::Urgent, Priority::Emergency].into(),
        ..rule("on-call", SendTo::OnCall, None, Notice::OnCallUrgent)
    };
    let travel = RoutingRule {
        help: [HelpKind::Travel].into(),
        ..rule(
            "travel",
            SendTo::Role,
            Some(Role::SocialWorker),
            Notice::SocialWorkHelpAsked,
        )
    };
    let rules = [urgent, travel];
    let help = BTreeSet::from([HelpKind::Insurance]);
    let facts = Facts {
        priority: Priority::Standard,
        help: &help,
        spoken: "en",
        source: Source::Family,
    };
    let calm = route(&rules, &directory, &facts, Timestamp::UNIX_EPOCH);
    assert_eq!(calm.len(), 1, "the fallback owner alone: {calm:?}");
    let loud = route(
        &rules,
        &directory,
        &Facts {
            priority: Priority::Urgent,
            ..facts
        },
        Timestamp::UNIX_EPOCH,
    );
    assert!(loud.iter().any(|mail| mail.notice == Notice::OnCallUrgent));
}

/// Every condition beside priority and help.
#[test]
fn a_language_a_way_in_and_the_switch_hold() {
    let directory = directory();
    let base = || {
        rule(
            "x",
            SendTo::Role,
            Some(Role::SocialWorker),
            Notice::SocialWorkHelpAsked,
        )
    };
    let none = BTreeSet::new();
    let facts = |spoken, source| Facts {
        priority: Priority::Standard,
        help: &none,
        spoken,
        source,
    };
    let hears = |rule: RoutingRule, facts: &Facts<'_>| {
        let mails = route(&[rule], &directory, facts, Timestamp::UNIX_EPOCH);
        told(&mails, &directory.staff[3])
    };
    let spanish = RoutingRule {
        languages: [SpokenLanguage::Spanish].into(),
        ..base()
    };
    assert!(hears(spanish.clone(), &facts("es", Source::Family)));
    assert!(!hears(spanish, &facts("en", Source::Family)));
    let by_phone = RoutingRule {
        sources: [Source::CallMe].into(),
        ..base()
    };
    assert!(hears(by_phone.clone(), &facts("es", Source::CallMe)));
    assert!(!hears(by_phone, &facts("es", Source::Family)));
    let off = RoutingRule {
        active: false,
        ..base()
    };
    assert!(!hears(off, &facts("en", Source::Family)));
}

#[test]
fn what_is_wrong_with_a_set_is_said_at_once_and_by_name() {
    let good = || rule("good", SendTo::OnCall, None, Notice::OnCallUrgent);
    let wrong = [
        good(),
        good(),
        rule("Not A Name", SendTo::OnCall, None, Notice::OnCallUrgent),
        rule("no-role", SendTo::Role, None, Notice::OnCallUrgent),
        rule(
            "role-too-many",
            SendTo::OnCall,
            Some(Role::Intake),
            Notice::OnCallUrgent,
        ),
        rule("to-families", SendTo::OnCall, None, Notice::FamilyReceipt),
    ];
    let name = |code: &str| code.to_owned();
    assert_eq!(
        problems(&wrong),
        [
            RuleProblem::SameName(name("good")),
            RuleProblem::Name(name("Not A Name")),
            RuleProblem::Role(name("no-role")),
            RuleProblem::Role(name("role-too-many")),
            RuleProblem::Notice(name("to-families")),
        ]
    );
    assert_eq!(problems(&[]), [RuleProblem::NoRules]);
    let many: Vec<_> = (0..=MOST_RULES)
        .map(|n| {
            rule(
                &format!("rule-{n}"),
                SendTo::OnCall,
                None,
                Notice::OnCallUrgent,
            )
        })
        .collect();
    assert_eq!(problems(&many), [RuleProblem::TooManyRules]);
    assert_eq!(problems(&[good()]), []);
}

#[test]
fn a_rule_that_reaches_nobody_is_allowed_and_named() {
    let directory = directory();
    let nobody = rule(
        "nurses",
        SendTo::Role,
        Some(Role::Insurance),
        Notice::InsuranceHelpAsked,
    );
    let found = warnings(std::slice::from_ref(&nobody), &directory);
    let reaches_nobody = RuleWarning::ReachesNobody("nurses".to_owned());
    assert_eq!(
        found,
        [
            reaches_nobody,
            RuleWarning::NobodyOnCall(Priority::Emergency),
            RuleWarning::NobodyOnCall(Priority::Urgent),
            RuleWarning::OnlyFallbackOwner,
        ]
    );
    let whole = [
        rule(
            "team",
            SendTo::Role,
            Some(Role::Intake),
            Notice::IntakeNewRequest,
        ),
        rule("on-call", SendTo::OnCall, None, Notice::OnCallUrgent),
        RoutingRule {
            active: false,
            ..nobody
        },
    ];
    assert_eq!(warnings(&whole, &directory), []);
}

#[test]
fn a_dry_run_counts_both_sets_and_names_what_changes() {
    let directory = directory();
    let team = rule(
        "team",
        SendTo::Role,
        Some(Role::Intake),
        Notice::IntakeNewRequest,
    );
    let social = rule(
        "social",
        SendTo::Role,
        Some(Role::SocialWorker),
        Notice::SocialWorkHelpAsked,
    );
    let travel = RoutingRule {
        help: [HelpKind::Travel].into(),
        ..social.clone()
    };
    let request = |help: &[HelpKind]| PastRequest {
        reference: Reference::fresh("RL"),
        priority: Priority::Standard,
        help: help.iter().copied().collect(),
        spoken: "en".to_owned(),
        source: Source::Family,
    };
    let requests = [request(&[HelpKind::Travel]), request(&[])];
    let (before, after) = ([team.clone(), travel], [team, social]);
    let run = dry_run(&before, &after, &directory, &requests);
    let both = |before, after| BeforeAfter { before, after };
    assert_eq!((run.requests, run.mails), (2, both(7, 8)));
    assert_eq!(run.by_reason["rule:social"], both(1, 2));
    assert_eq!(run.by_role[&Role::SocialWorker], both(1, 2));
    assert_eq!(run.by_role[&Role::Intake], both(4, 4));
    let changed = ChangedRequest {
        reference: requests[1].reference.clone(),
        more: 1,
        fewer: 0,
    };
    assert_eq!(run.changed, [changed]);
    assert_eq!(dry_run(&before, &before, &directory, &requests).changed, []);
}

proptest! {
    /// Whatever the rules, somebody hears: the fallback owner.
    #[test]
    fn no_set_loses_the_fallback_owner(
        picks in proptest::collection::vec((0_usize..3, 0_usize..10, any::<bool>(), 0_usize..4), 0..6),
        priority in proptest::sample::select(Priority::ALL),
    ) {
        let directory = directory();
        let rules: Vec<_> = picks.iter().enumerate().map(|(n, (to, role, active, notice))| {
            let send_to = SendTo::ALL[*to];
            let role = (send_to == SendTo::Role).then(|| Role::ALL[*role]);
            RoutingRule { active: *active, ..rule(&format!("r{n}"), send_to, role, NOTICES[*notice]) }
        }).collect();
        let none = BTreeSet::new();
        let facts = Facts { priority, help: &none, spoken: "en", source: Source::Family };
        let mails = route(&rules, &directory, &facts, Timestamp::UNIX_EPOCH);
        let heard = mails.iter().any(|mail| mail.to == Recipient::Staff(directory.fallback_owner));
        prop_assert!(heard);
    }
}
