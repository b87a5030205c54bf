//! A recorded death ends every automatic word, for ever.

use super::{AWAY, HOLD, VISIT, WAIT, Walk, done};
use crate::link::family_inside;
use crate::support::app::App;
use crate::support::builders::{EMAIL, a_family};

/// A status on the way, and what is said with the move.
type Stop = (&'static str, &'static [(&'static str, &'static str)]);

#[tokio::test]
async fn a_recorded_death_ends_all_post_and_quiets_the_page_from_any_status() {
    let app = App::start().await;
    let stops: [&[Stop]; 4] = [
        &[],
        &[("in_intake", &[]), ("awaiting_information", &WAIT)],
        &[("in_intake", &[]), ("on_hold", &HOLD)],
        &[("in_intake", &[]), ("closed", &AWAY)],
    ];
    for stops in stops {
        let mut walk = Walk::taken(&app).await;
        for (to, said) in stops {
            walk.goes(to, said).await;
        }
        let page = walk.case.page();
        done(&walk.team.social.act(&page, "deaths", &[]).await);
        assert_eq!(app.case(&walk.case, "status").await, "closed");
        assert_eq!(app.case(&walk.case, "outcome").await, "died");
        let of_family = format!(
            "outbox WHERE contact_id IS NOT NULL AND status IN ('waiting', 'sending') AND referral_id = (SELECT id FROM referrals WHERE reference = '{}')",
            walk.case.reference
        );
        assert_eq!(app.rows.count(&of_family).await, 0);
        let quiet = walk.family.get("/en/family/sent").await;
        assert_eq!(quiet.words("h1"), "We are so sorry");
        assert!(!quiet.has(".promise") && !quiet.has(".steps"));
    }
    app.tick(60 * 24 * 30);
    app.raise_overdue().await;
    app.deliver_mail().await;
    assert_eq!(
        app.mail.to(EMAIL).len(),
        0,
        "every mail waited and was dropped"
    );
}

#[tokio::test]
async fn a_case_opened_again_after_a_death_stays_silent() {
    let app = App::start().await;
    let mut walk = Walk::taken(&app).await;
    let page = walk.case.page();
    done(&walk.team.intake.act(&page, "deaths", &[]).await);
    let again = [("to", "in_intake"), ("text", "letters for the school")];
    done(
        &walk
            .team
            .supervisor
            .act(&page, "status-changes", &again)
            .await,
    );
    app.tick(60 * 24 * 10);
    app.raise_overdue().await;
    app.deliver_mail().await;
    assert!(app.mail.to(EMAIL).is_empty());
    let quiet = walk.family.get("/en/family/sent").await;
    assert_eq!(quiet.words("h1"), "We are so sorry", "for ever");
}

#[tokio::test]
async fn a_death_names_whose_it_is_before_it_is_recorded() {
    let app = App::start().await;
    let (one, other) = (a_family(), a_family().with_child("Ana", "Sofía Reyes"));
    let mut intake = app.sign_in("intake").await;
    for family in [one, other] {
        let case = family.sent(&app).await;
        let child = &family.answers.child;
        let name = format!(
            "\u{2068}{} {}\u{2069}",
            child.given_names, child.family_names
        );
        let page = intake.get(&case.page()).await;
        let asked = page.words("#death form p");
        let whose = format!("This is the case of {name}, {}.", case.reference);
        assert!(asked.starts_with(&whose), "a mix-up is seen: {asked}");
        assert_eq!(
            page.words("#death button"),
            format!("Record that {name} has died")
        );
        let late = intake.act_upon(&case.page(), "0", "deaths", &[]).await;
        assert_eq!(late.status, 409);
        assert!(late.text.contains(&whose), "also where it comes back");
    }
}

/// What waits for its day is not lost by a slip, and leaves only where it was one.
#[tokio::test]
async fn a_death_told_by_mistake_costs_no_reminder_of_the_visit() {
    for taken_back in [true, false] {
        let app = App::start().await;
        let (sent, mut phone) = family_inside(&app, a_family()).await;
        for status in [
            "in_intake",
            "ready_for_review",
            "in_review",
            "decided",
            "arranging",
        ] {
            let step = format!(
                "UPDATE referrals SET status = '{status}', decision = 'offer_evaluation', decided_at = received_at, decision_told_at = received_at"
            );
            app.rows.run(&step).await.unwrap();
        }
        let mut supervisor = app.sign_in("supervisor").await;
        let to_visit: Vec<_> = [("to", "visit_scheduled")]
            .iter()
            .chain(&VISIT)
            .copied()
            .collect();
        done(
            &supervisor
                .act(&sent.page(), "status-changes", &to_visit)
                .await,
        );
        app.deliver_mail().await;
        let before = app.mail.to(EMAIL).len();
        let tell = phone.get("/en/status/death").await;
        phone.answer(&tell, &[]).await;
        app.deliver_mail().await;
        let case = supervisor.get(&sent.page()).await;
        assert!(case.words("#told ~ details").contains("Held back"));
        if taken_back {
            let quiet = phone.get("/en/status").await;
            phone.answer(&quiet, &[]).await;
            app.deliver_mail().await;
            let case = supervisor.get(&sent.page()).await;
            assert!(!case.words("#told ~ details").contains("Held back"));
        }
        let mails = app.mail.all();
        let told = |subject: &str| {
            mails
                .iter()
                .filter(|mail| mail.subject.starts_with(subject))
                .count()
        };
        assert_eq!(told("Sad news"), 1);
        assert_eq!(
            told("It was a mistake"),
            usize::from(taken_back),
            "the same people hear"
        );
        for _ in 0..20 {
            app.tick(60 * 24);
            app.deliver_mail().await;
        }
        let reminders = if taken_back { 3 } else { 0 };
        assert_eq!(
            app.mail.to(EMAIL).len() - before,
            reminders,
            "7, 2 and 1 days before"
        );
        app.tick(60 * 24 * 400);
        app.deliver_mail().await;
        assert_eq!(app.mail.to(EMAIL).len() - before, reminders);
    }
}
