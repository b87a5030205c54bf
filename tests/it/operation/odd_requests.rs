//! Bodies without end, heads without measure, and requests of which it is not clear where they end: refused at once,
//! with nothing read that is not needed.

use std::time::{Duration, Instant};

use super::wire::{Wire, chunked_head, post_head};
use crate::support::live::Live;

const SOON: Duration = Duration::from_secs(4);

fn status(answer: &str) -> &str {
    answer.get(9..12).unwrap_or("none")
}

#[tokio::test]
async fn a_body_without_end_is_refused_within_a_second_of_its_limit() {
    let live = Live::bare(|_| ()).await;
    let mut wire = Wire::to(&live).await;
    wire.say(chunked_head("/en/call-me")).await;
    let chunk = format!("10000\r\n{}\r\n", "a".repeat(65_536)).into_bytes();
    let started = Instant::now();
    let answer = wire
        .flood_and_read(&chunk, 16_384, Duration::from_secs(20))
        .await;
    assert_eq!(status(&answer), "413", "{answer:.200}");
    assert!(answer.contains("too much at once"), "{answer}");
    assert!(
        started.elapsed() < Duration::from_secs(5),
        "{:?}",
        started.elapsed()
    );

    let mut told = Wire::to(&live).await;
    told.say(post_head("/en/call-me", 1 << 30)).await;
    let (took, answer) = told
        .closed_within(SOON)
        .await
        .expect("refused by its length alone");
    assert_eq!(status(&answer), "413", "{answer:.200}");
    assert!(took < Duration::from_millis(2_500), "{took:?}");
}

#[tokio::test]
async fn ten_thousand_fields_are_no_form_of_ours() {
    let live = Live::bare(|_| ()).await;
    let body = "name=a&".repeat(10_000);
    let mut wire = Wire::to(&live).await;
    wire.say(post_head("/en/call-me", body.len())).await;
    wire.say(&body).await;
    assert_eq!(status(&wire.answer().await), "400");
}

#[tokio::test]
async fn a_head_without_measure_is_refused() {
    let live = Live::bare(|_| ()).await;
    let long = format!(
        "GET / HTTP/1.1\r\nHost: x\r\nX: {}\r\n\r\n",
        "a".repeat(65_536)
    );
    let many = format!(
        "GET / HTTP/1.1\r\nHost: x\r\n{}\r\n",
        "X: a\r\n".repeat(200)
    );
    for head in [long, many] {
        let mut wire = Wire::to(&live).await;
        wire.say(&head).await;
        let (_, answer) = wire.closed_within(SOON).await.expect("closed");
        assert_eq!(status(&answer), "431", "{head:.60}: {answer:.200}");
    }
}

#[tokio::test]
async fn where_a_request_ends_is_never_a_matter_of_opinion() {
    let live = Live::bare(|_| ()).await;
    let hidden = "GET /staff/sign-in HTTP/1.1\r\nHost: x\r\n\r\n";
    let head = "POST /en/call-me HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n";
    let two_lengths = format!("{head}Content-Length: 0\r\nContent-Length: 46\r\n\r\n{hidden}");
    let twice_chunked =
        format!("{head}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n{hidden}");
    let odd_length = format!("{head}Content-Length: +5\r\n\r\nabcde{hidden}");
    let spaced = format!("{head}Content-Length : 5\r\n\r\nabcde{hidden}");
    for request in [two_lengths, twice_chunked, odd_length, spaced] {
        let mut wire = Wire::to(&live).await;
        wire.say(&request).await;
        let (_, answer) = wire.closed_within(SOON).await.expect("closed");
        assert_eq!(status(&answer), "400", "{request}: {answer:.200}");
        assert_eq!(
            answer.matches("HTTP/1.1 ").count(),
            1,
            "a second answer: {answer}"
        );
    }
}

#[tokio::test]
async fn a_length_beside_chunks_does_not_hide_a_second_request() {
    let live = Live::bare(|_| ()).await;
    let mut wire = Wire::to(&live).await;
    wire.say("POST /en/call-me HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nname=a\r\n0\r\n\r\n").await;
    let answer = wire.answer().await;
    // RFC 9112 lets the chunks win; what follows them is the next request, or nothing.
    assert!(["400", "422"].contains(&status(&answer)), "{answer:.200}");
    assert_eq!(answer.matches("HTTP/1.1 ").count(), 1);
}
