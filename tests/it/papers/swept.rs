//! What nobody will ever open goes, and nothing else: the rest that never came, and bytes without a paper.

use intake_desk::domain::paper::PART_BYTES;
use intake_desk::support::clock::Clock;
use intake_desk::support::ids::random_id;

use super::{a_document, a_photo, sends, sends_part, states};
use crate::link::family_inside;
use crate::support::app::App;
use crate::support::builders::a_family;

#[tokio::test]
async fn a_paper_whose_rest_never_came_goes_after_a_day() {
    let app = App::start().await;
    // The store stamps its files by the clock on the wall.
    app.clock.set(Clock::shared().now());
    let (_, mut phone) = family_inside(&app, a_family()).await;
    let photo = a_photo(2 * PART_BYTES);
    sends_part(&mut phone, random_id(), "a.jpg", &photo, 0).await;
    sends(&mut phone, "summary", "a.pdf", &a_document()).await;
    let stray = format!("papers/{}/part-0000", random_id());
    app.store.put(&stray, vec![1, 2, 3]).await.unwrap();
    assert_eq!(app.desk.sweep_papers().await.unwrap(), 0, "not yet");
    app.tick(23 * 60);
    assert_eq!(app.desk.sweep_papers().await.unwrap(), 0, "not yet");
    assert_eq!(states(&app).await, ["uploading", "pending"]);
    app.tick(2 * 60);
    assert_eq!(
        app.desk.sweep_papers().await.unwrap(),
        2,
        "the part and the stray"
    );
    assert_eq!(states(&app).await, ["pending"]);
    assert_eq!(app.store.list("papers").await.unwrap().len(), 1);
}

/// The process died between the refusal and the removal of the bytes, or a part came after it.
#[tokio::test]
async fn what_is_left_of_a_refused_paper_goes_and_its_row_stays() {
    let app = App::start().await;
    app.clock.set(Clock::shared().now());
    let (_, mut phone) = family_inside(&app, a_family()).await;
    sends(&mut phone, "summary", "a.pdf", &a_document()).await;
    let refused = "UPDATE papers SET state = 'infected'";
    app.rows.run(refused).await.unwrap();
    assert_eq!(app.desk.sweep_papers().await.unwrap(), 0, "not yet");
    app.tick(25 * 60);
    assert_eq!(app.desk.sweep_papers().await.unwrap(), 1);
    assert_eq!(states(&app).await, ["infected"]);
    assert!(app.store.list("papers").await.unwrap().is_empty());
}
