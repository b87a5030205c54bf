//! Papers that are none, in words a person understands; nothing of them stays.

use image::ImageFormat;
use intake_desk::domain::link::{LEFT_OPEN, SESSION};
use intake_desk::domain::paper::{COUNT_MOST, PART_BYTES};
use intake_desk::support::ids::random_id;

use super::{PAPERS, a_document, a_photo, a_picture, sends, sends_part, states};
use crate::link::family_inside;
use crate::support::app::App;
use crate::support::builders::a_family;

const ODD_KIND: &str = "Choose a photo (JPEG, PNG, HEIC) or a PDF";

#[tokio::test]
async fn what_is_no_paper_is_told_in_words_and_kept_nowhere() {
    let app = App::start().await;
    let (_, mut phone) = family_inside(&app, a_family()).await;
    let mut huge = a_picture(ImageFormat::Png);
    huge[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    let sum = crc32(&huge[12..29]);
    huge[29..33].copy_from_slice(&sum.to_be_bytes());
    let with_html = b"\x89PNG\r\n\x1a\n<html><script>alert(1)</script></html>";
    let cases: [(&str, &[u8], &str); 9] = [
        ("", b"", "Choose a photo or a file"),
        ("report.pdf", b"", "The file is empty. Choose another one"),
        (
            "tool.exe",
            b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff",
            ODD_KIND,
        ),
        (
            "report.pdf",
            b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff",
            ODD_KIND,
        ),
        ("scan.png", with_html, ODD_KIND),
        (
            "wide.png",
            &huge,
            "The picture is too large. Take a photo of the page",
        ),
        (
            "page.svg",
            b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>",
            ODD_KIND,
        ),
        ("all.zip", b"PK\x03\x04\x14\0\0\0\0\0\0\0", ODD_KIND),
        (
            "photo.jpg",
            &a_photo(21 * 1_024 * 1_024),
            "The file must be smaller than 20 MB",
        ),
    ];
    for (name, bytes, words) in cases {
        let page = sends(&mut phone, "summary", name, bytes).await;
        assert_eq!(page.status, 422, "{name}: {}", page.text);
        assert_eq!(page.words("#file-error"), words, "{name}");
        assert_eq!(page.texts("#errors li").len(), 1, "{name}");
        assert!(
            page.has("option[value=summary][selected]"),
            "what was chosen stays"
        );
        assert!(states(&app).await.is_empty(), "{name}");
        let left = app.store.list("papers").await.unwrap();
        assert!(left.is_empty(), "{name}: its room is given back");
    }
    let good = sends(&mut phone, "summary", "photo.jpg", &a_photo(0)).await;
    assert_eq!(good.status, 303);
}

/// CRC-32 as PNG has it.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 {
                (sum >> 1) ^ 0xedb8_8320
            } else {
                sum >> 1
            }
        })
    })
}

#[tokio::test]
async fn a_script_gets_the_same_words() {
    let app = App::start().await;
    let (_, mut phone) = family_inside(&app, a_family()).await;
    let large = a_photo(21 * 1_024 * 1_024);
    let path = |of: usize, at: usize, kind: &str| {
        let key = random_id();
        format!("{PAPERS}/parts?key={key}&kind={kind}&at={at}&of={of}")
    };
    let headers = [
        ("content-type", "application/octet-stream"),
        ("x-paper-name", "a.jpg"),
    ];
    let first = &large[..PART_BYTES];
    for (path, body, status, words) in [
        (
            path(large.len(), 0, "summary"),
            first,
            422,
            "The file must be smaller than 20 MB",
        ),
        (
            path(5, 0, "summary"),
            b"MZ\x90\0\0".as_slice(),
            422,
            ODD_KIND,
        ),
        (path(0, 0, "summary"), b"", 422, "The file is empty"),
        (path(7, 0, "secret"), b"\xff\xd8\xff", 400, ""),
        (path(PART_BYTES, 7, "summary"), first, 409, ""),
        // Shorter than a part, and yet not the last.
        (path(9_000_000, 0, "summary"), &first[..5_000], 409, ""),
        (path(3_000_000, PART_BYTES, "summary"), first, 409, ""),
    ] {
        let answer = phone.post_as(&path, &headers, body.to_vec()).await;
        assert_eq!(answer.status, status, "{path}: {}", answer.text);
        assert!(answer.text.contains(words), "{path}: {}", answer.text);
        assert!(states(&app).await.is_empty(), "{path}");
    }
    let more = phone
        .post_as(
            &path(9_000_000, 0, "summary"),
            &headers,
            vec![1; PART_BYTES + 1],
        )
        .await;
    assert_eq!(more.status, 409, "{}", more.text);
}

#[tokio::test]
async fn a_case_takes_no_more_than_its_share() {
    let app = App::start().await;
    let (_, mut phone) = family_inside(&app, a_family()).await;
    sends(&mut phone, "other", "a.pdf", &a_document()).await;
    for _ in 0..48 {
        let (status, _) = sends_part(&mut phone, random_id(), "a.jpg", &a_photo(0), 0).await;
        assert_eq!(status, 200);
    }
    let (one, two) = {
        let photo = a_photo(0);
        let mut other = phone.clone();
        tokio::join!(
            sends_part_once(&mut phone, &photo),
            sends_part_once(&mut other, &photo)
        )
    };
    assert_eq!(one.min(two), 200, "there was one place");
    assert_eq!(one.max(two), 422, "and two who wanted it");
    assert_eq!(app.rows.count("papers").await, COUNT_MOST);
    let full = sends(&mut phone, "other", "b.pdf", &a_document()).await;
    assert!(
        full.words("#file-error")
            .starts_with("You have sent 50 files")
    );
    let half = "UPDATE papers SET bytes = 20971520, received = 20971520
         WHERE id IN (SELECT id FROM papers LIMIT 10)";
    app.rows.run(half).await.unwrap();
    app.rows
        .run("DELETE FROM papers WHERE bytes < 20971520")
        .await
        .unwrap();
    let full = sends(&mut phone, "other", "b.pdf", &a_document()).await;
    assert!(
        full.words("#file-error").starts_with("Together your files"),
        "{}",
        full.text
    );
}

/// What was refused takes no room, and is no way to send without end.
#[tokio::test]
async fn papers_that_were_refused_count_and_their_bytes_do_not() {
    let app = App::start().await;
    let (_, mut phone) = family_inside(&app, a_family()).await;
    sends(&mut phone, "other", "a.pdf", &a_document()).await;
    for _ in 0..COUNT_MOST - 2 {
        let (status, _) = sends_part(&mut phone, random_id(), "a.jpg", &a_photo(0), 0).await;
        assert_eq!(status, 200);
    }
    let refused = "UPDATE papers SET state = 'infected', bytes = 20971520";
    app.rows.run(refused).await.unwrap();
    let last = sends(&mut phone, "other", "b.pdf", &a_document()).await;
    assert_eq!(last.status, 303, "{}", last.text);
    let full = sends(&mut phone, "other", "c.pdf", &a_document()).await;
    assert!(
        full.words("#file-error")
            .starts_with("You have sent 50 files")
    );
}

async fn sends_part_once(phone: &mut crate::support::client::Browser, photo: &[u8]) -> u16 {
    sends_part(phone, random_id(), "a.jpg", photo, 0).await.0
}

#[tokio::test]
async fn nobody_else_sends_papers_and_a_finished_request_takes_none() {
    let app = App::start().await;
    let (sent, mut phone) = family_inside(&app, a_family()).await;
    let mut stranger = app.browser();
    assert_eq!(stranger.get(PAPERS).await.status, 404);
    let page = phone.get(PAPERS).await;
    let body = super::form_of(&page, "summary", "a.pdf", &a_document());
    assert_eq!(super::posts(&mut stranger, body.clone()).await.status, 404);
    let (status, _) = sends_part(&mut stranger, random_id(), "a.jpg", &a_photo(0), 0).await;
    assert_eq!(status, 404);
    let mut intake = app.sign_in("intake").await;
    let proposed = intake.act(&sent.page(), "no-referral-proposals", &[]).await;
    assert_eq!(proposed.status, 303, "{}", proposed.text);
    let mut supervisor = app.sign_in("supervisor").await;
    let closed = supervisor
        .act(&sent.page(), "status-changes", &[("to", "not_a_referral")])
        .await;
    assert_eq!(closed.status, 303, "{}", closed.text);
    let shut = phone.get(PAPERS).await;
    assert!(
        shut.text.contains("takes no papers now") && !shut.has("main form[enctype]"),
        "{}",
        shut.text
    );
    assert_eq!(super::posts(&mut phone, body).await.status, 404);
    assert!(states(&app).await.is_empty());
}

#[tokio::test]
async fn a_script_whose_browser_is_in_no_more_is_led_to_the_question() {
    let app = App::start().await;
    let (_, mut phone) = family_inside(&app, a_family()).await;
    app.clock.advance(SESSION);
    assert_eq!(sends_part_once(&mut phone, &a_photo(0)).await, 403);
    let asked = phone.get("/en/status/left").await;
    assert_eq!(asked.status, 403);
    assert!(asked.words("main .lead").contains("choose it once more"));
    app.clock.advance(LEFT_OPEN);
    assert_eq!(sends_part_once(&mut phone, &a_photo(0)).await, 404);
    assert_eq!(app.rows.count("papers").await, 0);
}
