//! Papers that come: at once, in parts, over a line that breaks, twice, and two at a time.

use intake_desk::domain::paper::{PART_BYTES, PaperKind, PaperWay};
use intake_desk::domain::reference::Reference;
use intake_desk::support::ids::random_id;
use intake_desk::usecases::paper::add_paper::{AddPaperError, NewPaper, Part};
use intake_desk::usecases::paper::bring::Bringer;

use super::{PAPERS, a_document, a_photo, form_of, looked_at, posts, sends, sends_part, states};
use crate::link::family_inside;
use crate::support::app::App;
use crate::support::builders::a_family;

#[tokio::test]
async fn without_a_script_a_photo_and_a_report_come_one_after_the_other() {
    let app = App::start().await;
    let (sent, mut phone) = family_inside(&app, a_family()).await;
    let status = phone.get("/en/status").await;
    assert!(status.has("main a[href^='/en/status/papers']"));
    let added = sends(&mut phone, "pathology", "IMG_0417.jpeg", &a_photo(0)).await;
    assert_eq!(added.status, 303, "{}", added.text);
    let page = phone.follow(&added).await;
    assert!(page.text.contains("We have it. Thank you."));
    assert!(page.text.contains("We check it"), "nobody has looked at it");
    sends(&mut phone, "summary", "病理 O'Neill.pdf", &a_document()).await;
    assert_eq!(states(&app).await, ["pending", "pending"]);
    let status = phone.get("/en/status").await;
    assert!(status.text.contains("We have 2 photos or papers from you"));
    assert_eq!(looked_at(&app).await, 2);
    let page = phone.get(PAPERS).await;
    assert_eq!(
        page.texts("main ul.lines a"),
        ["病理 O'Neill.pdf", "IMG_0417.jpeg"]
    );
    app.deliver_mail().await;
    let told = "outbox WHERE notice = 'staff_papers_came' AND status = 'sent'";
    assert_eq!(app.rows.count(told).await, 1, "once for both");
    let case = app.sign_in("intake").await.get(&sent.page()).await;
    assert!(case.text.contains("IMG_0417.jpeg") && case.text.contains("Not scanned: demo"));
    assert!(case.text.contains("A paper came"), "{}", case.text);
}

#[tokio::test]
async fn in_parts_a_paper_goes_on_where_the_line_broke() {
    let app = App::start().await;
    let (_, mut phone) = family_inside(&app, a_family()).await;
    let photo = a_photo(2 * PART_BYTES + 500);
    let key = random_id();
    let name = "%E5%90%8D%E5%89%8D%20%26%20more.jpg";
    for (at, expected) in [
        (0, (200, PART_BYTES)),
        // The answer was lost: the same part again.
        (0, (409, PART_BYTES)),
        (2 * PART_BYTES, (409, PART_BYTES)),
        (PART_BYTES, (200, 2 * PART_BYTES)),
    ] {
        let got = sends_part(&mut phone, key, name, &photo, at).await;
        assert_eq!(got, expected, "at {at}");
        assert_eq!(states(&app).await, ["uploading"]);
        assert_eq!(looked_at(&app).await, 0, "nobody looks at half of one");
    }
    let got = sends_part(&mut phone, key, name, &photo, 2 * PART_BYTES).await;
    assert_eq!(got, (200, photo.len()));
    let again = sends_part(&mut phone, key, name, &photo, 2 * PART_BYTES).await;
    assert_eq!(again, (409, photo.len()), "all of it is here");
    assert_eq!(states(&app).await, ["pending"]);
    looked_at(&app).await;
    let page = phone.get(PAPERS).await;
    assert_eq!(page.texts("main ul.lines a"), ["名前 & more.jpg"]);
}

#[tokio::test]
async fn two_tabs_that_send_the_same_part_at_once_make_one_paper() {
    let app = App::start().await;
    let (_, mut phone) = family_inside(&app, a_family()).await;
    let mut other = phone.clone();
    let photo = a_photo(PART_BYTES + 9);
    let key = random_id();
    for at in [0, PART_BYTES] {
        let (one, two) = tokio::join!(
            sends_part(&mut phone, key, "a.jpg", &photo, at),
            sends_part(&mut other, key, "a.jpg", &photo, at)
        );
        let to = photo.len().min(at + PART_BYTES);
        for (status, received) in [one, two] {
            assert!(
                (status == 200 && received == to) || (status == 409 && received <= to),
                "{status} {received}"
            );
        }
    }
    looked_at(&app).await;
    assert_eq!(states(&app).await, ["unscanned"]);
    assert_eq!(
        app.rows
            .count("audit_events WHERE kind = 'paper_received'")
            .await,
        1
    );
}

#[tokio::test]
async fn the_same_page_posted_twice_brings_one_paper() {
    let app = App::start().await;
    let (_, mut phone) = family_inside(&app, a_family()).await;
    let page = phone.get(PAPERS).await;
    let body = form_of(&page, "summary", "a.pdf", &a_document());
    assert_eq!(posts(&mut phone, body.clone()).await.status, 303);
    assert_eq!(posts(&mut phone, body).await.status, 303);
    assert_eq!(states(&app).await, ["pending"]);
}

/// The button was pressed again while the photo was on its way.
#[tokio::test]
async fn the_same_page_posted_twice_at_once_brings_one_paper() {
    let app = App::start().await;
    let (_, mut phone) = family_inside(&app, a_family()).await;
    for papers in 1..=6 {
        let page = phone.get(PAPERS).await;
        let body = form_of(&page, "summary", "a.jpg", &a_photo(3 * PART_BYTES));
        let mut again = phone.clone();
        let (one, two) = tokio::join!(posts(&mut phone, body.clone()), posts(&mut again, body));
        assert_eq!((one.status.as_u16(), two.status.as_u16()), (303, 303));
        assert_eq!(states(&app).await, vec!["pending"; papers]);
    }
}

#[tokio::test]
async fn a_form_that_is_cut_off_leaves_no_half_paper() {
    let app = App::start().await;
    let (_, mut phone) = family_inside(&app, a_family()).await;
    let page = phone.get(PAPERS).await;
    let body = form_of(&page, "summary", "a.jpg", &a_photo(3 * PART_BYTES));
    let most = body.len() * 6 / 10;
    let cut = posts(&mut phone, body[..most].to_vec()).await;
    assert_eq!(cut.status, 400, "{}", cut.text);
    assert!(states(&app).await.is_empty());
    assert_eq!(posts(&mut phone, body).await.status, 303, "and once more");
    assert_eq!(states(&app).await, ["pending"]);
}

/// Does this once a paper's first part has been counted.
async fn then(app: &App, what: &str) {
    let trigger = format!(
        "CREATE FUNCTION first_part() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {what}; RETURN NULL; END $$;
         CREATE TRIGGER first_part AFTER UPDATE OF received ON papers FOR EACH ROW WHEN (OLD.received = 0) EXECUTE FUNCTION first_part();"
    );
    app.rows.run(&trigger).await.unwrap();
}

#[tokio::test]
async fn where_the_right_ends_in_the_middle_of_a_form_no_half_paper_stays() {
    let app = App::start().await;
    let (_, mut phone) = family_inside(&app, a_family()).await;
    let page = phone.get(PAPERS).await;
    let body = form_of(&page, "summary", "a.jpg", &a_photo(3 * PART_BYTES));
    then(&app, "DELETE FROM link_sessions").await;
    let shut = posts(&mut phone, body).await;
    assert_eq!(shut.status, 404, "{}", shut.text);
    assert!(states(&app).await.is_empty());
    assert!(app.store.list("papers").await.unwrap().is_empty());
}

/// Two posts of one page stand at the same count: the one that was overtaken touches nothing of the other's.
#[tokio::test]
async fn a_form_goes_on_with_and_gives_up_only_what_it_has_begun_itself() {
    let app = App::start().await;
    let (sent, _) = family_inside(&app, a_family()).await;
    let actor = app.actor("intake");
    let page = sent.page();
    let reference = Reference::parse(page.rsplit('/').next().unwrap()).unwrap();
    let bringer = Bringer::Staff {
        actor: &actor,
        reference: &reference,
        came: PaperWay::Fax,
    };
    let photo = a_photo(PART_BYTES + 9);
    let new = NewPaper {
        key: random_id(),
        name: "a.jpg".to_owned(),
        kind: PaperKind::Labs,
        what: None,
        bytes: u64::try_from(photo.len()).unwrap(),
    };
    let part = |at: usize, of| Part {
        at: u64::try_from(at).unwrap(),
        bytes: photo[at..photo.len().min(at + PART_BYTES)].to_vec(),
        last: at > 0,
        of,
    };
    let first = part(0, None);
    let one = app.desk.add_part(bringer, &new, &first).await.unwrap();
    app.desk.drop_paper(bringer, new.key).await.unwrap();
    let two = app.desk.add_part(bringer, &new, &first).await.unwrap();
    let overtaken = part(PART_BYTES, Some(one.paper));
    let overtaken = app.desk.add_part(bringer, &new, &overtaken).await;
    assert!(
        matches!(overtaken, Err(AddPaperError::Elsewhere { .. })),
        "{overtaken:?}"
    );
    app.desk.give_up_paper(one.paper).await;
    let last = part(PART_BYTES, Some(two.paper));
    app.desk.add_part(bringer, &new, &last).await.unwrap();
    app.desk.give_up_paper(two.paper).await;
    assert_eq!(states(&app).await, ["pending"], "what is whole stays");
}
