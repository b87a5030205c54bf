//! Two people at the same case: one wins, the other reads both texts, and no word is lost.

use futures_util::future::join_all;

use super::{Walk, done};
use crate::support::app::App;
use crate::support::builders::{STAFF_WORDS, a_family};

#[tokio::test]
async fn twenty_press_take_it_at_once_and_one_has_it() {
    let app = App::start().await;
    let case = a_family().sent(&app).await;
    let desks = [app.sign_in("intake").await, app.sign_in("intake2").await];
    let takes = (0..20).map(|n| {
        let (mut browser, page) = (desks[n % 2].clone(), case.page());
        async move {
            let taken = browser
                .act_upon(&page, "1", "assignments", &[("staff", "me")])
                .await;
            taken.status.as_u16()
        }
    });
    let mut statuses = join_all(takes).await;
    statuses.sort_unstable();
    assert_eq!(statuses[0], 303);
    assert!(
        statuses[1..].iter().all(|status| *status == 409),
        "{statuses:?}"
    );
    assert_eq!(app.rows.count("assignments").await, 1);
    assert_eq!(app.case(&case, "version").await, "2");
}

#[tokio::test]
async fn the_second_of_two_reads_both_texts_and_nothing_is_lost() {
    let app = App::start().await;
    let case = a_family().sent(&app).await;
    let mut first = app.sign_in("intake").await;
    let mut second = app.sign_in("supervisor").await;
    let page = second.get(&case.page()).await;
    let version = page.attr("input[name=version]", "value");
    done(
        &first
            .act(
                &case.page(),
                "notes",
                &[("body", "the aunt drives on Thursdays")],
            )
            .await,
    );
    let late = second
        .act_upon(&case.page(), &version, "notes", &[("body", STAFF_WORDS)])
        .await;
    assert_eq!(late.status, 409);
    assert_eq!(late.value("textarea[name=body]"), STAFF_WORDS);
    assert!(
        late.words(".timeline")
            .contains("the aunt drives on Thursdays")
    );
    assert_eq!(app.rows.count("notes").await, 1);
    let kept = [("body", STAFF_WORDS)];
    done(&second.answer(&late, &kept).await);
    assert_eq!(app.rows.count("notes").await, 2);
}

#[tokio::test]
async fn a_move_that_came_too_late_keeps_its_words() {
    let app = App::start().await;
    let mut walk = Walk::taken(&app).await;
    let page = walk.case.page();
    let old = walk.team.supervisor.get(&page).await;
    let version = old.attr("input[name=version]", "value");
    walk.goes("in_intake", &[]).await;
    let closes = [
        ("to", "closed"),
        ("outcome", "duplicate"),
        ("text", STAFF_WORDS),
    ];
    let late = walk
        .team
        .supervisor
        .act_upon(&page, &version, "status-changes", &closes)
        .await;
    assert_eq!(late.status, 409);
    assert!(late.text.contains(STAFF_WORDS));
    assert_eq!(app.case(&walk.case, "status").await, "in_intake");
    let chosen = late.all("input[name=outcome][checked]", |input| {
        input.attr("value").map(str::to_owned)
    });
    assert_eq!(chosen, [Some("duplicate".to_owned())]);
}
