//! Routing rules as versions: the next request is told by the set that was saved last, and nothing saved is lost.

use intake_desk::domain::routing::RoutingRule;
use intake_desk::usecases::rules::RulesError;
use intake_desk::usecases::rules::save_routing::NewRules;

use crate::support::app::App;
use crate::support::builders::a_family;

/// The rules in force, edited, with the version they stand on.
pub async fn edited(app: &App, edit: impl FnOnce(&mut Vec<RoutingRule>)) -> NewRules {
    let view = app.desk.view_routing(&app.actor("admin")).await.unwrap();
    let mut rules = view.rules;
    edit(&mut rules);
    NewRules {
        upon: view.version,
        rules,
        back_to: None,
    }
}

fn only(code: &str) -> impl FnOnce(&mut Vec<RoutingRule>) {
    move |rules| rules.retain(|rule| rule.code == code)
}

#[tokio::test]
async fn the_next_request_is_told_by_the_saved_set_and_the_old_one_stays() {
    let app = App::start().await;
    let admin = app.actor("admin");
    let new = edited(&app, only("intake-team")).await;
    assert_eq!(app.desk.save_routing(&admin, &new).await.unwrap(), 2);
    a_family().in_intensive_care().sent(&app).await;
    let reasons = "SELECT DISTINCT reason FROM outbox WHERE staff_id IS NOT NULL ORDER BY 1";
    let reasons = app.rows.texts(reasons).await;
    assert_eq!(reasons, ["fallback_owner", "rule:intake-team"]);
    let first = app.desk.routing_of_version(&admin, 1).await.unwrap();
    assert_eq!(first, app.settings.routing.rules);
    let back = NewRules {
        upon: 2,
        rules: first,
        back_to: Some(1),
    };
    assert_eq!(app.desk.save_routing(&admin, &back).await.unwrap(), 3);
    let saved = "SELECT details::text FROM audit_events WHERE kind = 'routing_saved' ORDER BY n";
    let saved = app.rows.texts(saved).await;
    assert_eq!(saved.len(), 2);
    assert!(saved[1].contains("\"back_to\": 1"), "{}", saved[1]);
    for change in [
        "UPDATE routing_rules SET active = false",
        "DELETE FROM routing_rules",
        "UPDATE routing_versions SET saved_by = NULL",
        "DELETE FROM routing_versions",
        "UPDATE calendar_versions SET plan = '{}'",
        "DELETE FROM calendar_versions",
    ] {
        let refused = app.rows.run(change).await.unwrap_err().to_string();
        assert!(refused.contains("never changed"), "{change}: {refused}");
    }
}

#[tokio::test]
async fn of_two_people_who_save_at_once_one_is_told() {
    let app = App::start().await;
    let (one, two) = (app.actor("admin"), app.actor("supervisor"));
    let second = app.second_desk();
    for round in 1..=5 {
        let new = edited(&app, |rules| rules.rotate_left(1)).await;
        let (one, two) = tokio::join!(
            app.desk.save_routing(&one, &new),
            second.save_routing(&two, &new)
        );
        let outcomes = [one, two];
        let saved = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        let stale = |outcome: &&Result<i32, _>| matches!(outcome, Err(RulesError::Stale));
        let stale = outcomes.iter().filter(stale).count();
        assert_eq!((saved, stale), (1, 1), "{outcomes:?}");
        assert_eq!(app.rows.count("routing_versions").await, round + 1);
    }
    assert_eq!(app.rows.count("routing_rules").await, 6 * 5);
}

#[tokio::test]
async fn a_set_that_cannot_be_used_is_not_saved() {
    let app = App::start().await;
    let admin = app.actor("admin");
    let nobody = edited(&app, Vec::clear).await;
    let twice = edited(&app, |rules| rules.push(rules[0].clone())).await;
    for wrong in [nobody, twice] {
        let refused = app.desk.save_routing(&admin, &wrong).await.unwrap_err();
        assert!(matches!(refused, RulesError::Wrong), "{refused}");
    }
    assert_eq!(app.rows.count("routing_versions").await, 1);
}

#[tokio::test]
async fn a_trial_counts_on_past_requests_as_they_came_and_changes_nothing() {
    let app = App::start().await;
    let admin = app.actor("admin");
    a_family().sent(&app).await;
    let urgent = a_family().in_intensive_care().sent(&app).await;
    // Staff have calmed it down since; the trial looks at what the form said.
    let calmed = format!(
        "UPDATE referrals SET priority = 'standard' WHERE reference = '{}'",
        urgent.reference
    );
    app.rows.run(&calmed).await.unwrap();
    let new = edited(&app, |rules| rules.retain(|rule| rule.code != "on-call")).await;
    let trial = app.desk.try_routing(&admin, &new.rules).await.unwrap();
    assert_eq!(trial.run.requests, 2);
    let on_call = trial.run.by_reason["rule:on-call"];
    assert_eq!((on_call.before, on_call.after), (2, 0));
    assert_eq!(trial.run.changed.len(), 1);
    assert_eq!(trial.run.changed[0].reference, urgent.reference);
    assert_eq!(trial.run.changed[0].fewer, 2);
    assert_eq!(app.rows.count("routing_versions").await, 1);
    assert_eq!(
        app.rows.count("outbox WHERE reason = 'rule:on-call'").await,
        2
    );
    // A quarter of a year later they are past.
    app.tick(91 * 24 * 60);
    let trial = app.desk.try_routing(&admin, &new.rules).await.unwrap();
    assert_eq!(trial.run.requests, 0);
}

#[tokio::test]
async fn who_may_not_is_refused_and_that_is_on_the_record() {
    let app = App::start().await;
    for account in ["intake", "reviewer", "social", "privacy", "research"] {
        let actor = app.actor(account);
        let new = edited(&app, only("intake-team")).await;
        let outcomes = [
            app.desk.view_routing(&actor).await.err(),
            app.desk.try_routing(&actor, &new.rules).await.err(),
            app.desk.save_routing(&actor, &new).await.err(),
            app.desk.view_calendar(&actor).await.err(),
        ];
        for outcome in outcomes {
            assert!(matches!(outcome, Some(RulesError::Forbidden)), "{account}");
        }
    }
    let denied = "audit_events WHERE kind = 'access_denied'";
    assert_eq!(app.rows.count(denied).await, 20);
}
