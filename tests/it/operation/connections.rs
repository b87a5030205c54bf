//! Slow clients of every kind are let go in time, and honest ones never notice them.

use std::time::{Duration, Instant};

use intake_desk::config::Settings;

use super::wire::{Wire, get, post_head};
use crate::support::live::Live;

/// Every limit as short as the settings allow.
fn impatient(settings: &mut Settings) {
    let limits = &mut settings.connections;
    limits.head_seconds = 1;
    limits.body_silence_seconds = 1;
    limits.body_window_seconds = 2;
    limits.unread_seconds = 2;
}

const SOON: Duration = Duration::from_secs(4);

#[tokio::test]
async fn who_says_nothing_or_half_a_head_is_let_go() {
    let live = Live::bare(impatient).await;
    for words in ["", "GET / HT", "GET /en HTTP/1.1\r\nHost: x\r\n"] {
        let mut wire = Wire::to(&live).await;
        wire.say(words).await;
        let (took, answer) = wire.closed_within(SOON).await.expect(words);
        assert!(took >= Duration::from_millis(900), "{took:?}");
        assert_eq!(answer, "", "{words}");
    }
}

#[tokio::test]
async fn a_head_that_drips_is_let_go() {
    let live = Live::bare(impatient).await;
    let mut wire = Wire::to(&live).await;
    wire.say("GET /en HTTP/1.1\r\nHost: x\r\nX: ").await;
    let started = Instant::now();
    while wire.say("a").await {
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert!(started.elapsed() < SOON, "it drips for ever");
    }
}

#[tokio::test]
async fn a_connection_rests_between_requests_and_not_for_ever() {
    let live = Live::bare(impatient).await;
    let mut wire = Wire::to(&live).await;
    for _ in 0..2 {
        wire.say(get("/health/live")).await;
        assert!(wire.answer().await.starts_with("HTTP/1.1 200"));
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    let (_, answer) = wire.closed_within(SOON).await.expect("closed");
    assert_eq!(answer, "");
}

#[tokio::test]
async fn a_body_that_stalls_or_drips_is_answered_and_let_go() {
    let live = Live::bare(impatient).await;
    let mut stalled = Wire::to(&live).await;
    stalled.say(post_head("/en/call-me", 1_000)).await;
    stalled.say("name=a").await;
    let (_, answer) = stalled.closed_within(SOON).await.expect("closed");
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert!(
        answer.contains("Your page did not reach us in time"),
        "{answer}"
    );

    let mut dripping = Wire::to(&live).await;
    dripping.say(post_head("/en/call-me", 100_000)).await;
    let started = Instant::now();
    // Answered after its window; for a moment more the site listens, so that the answer can be read.
    while dripping.say("a").await {
        tokio::time::sleep(Duration::from_millis(250)).await;
        assert!(started.elapsed() < SOON * 2, "it drips for ever");
    }
}

#[tokio::test]
async fn a_slow_honest_body_arrives() {
    let live = Live::bare(impatient).await;
    let mut wire = Wire::to(&live).await;
    let body = format!("name={}", "a".repeat(12_000));
    wire.say(post_head("/en/call-me", body.len())).await;
    for piece in body.as_bytes().chunks(1_000) {
        assert!(wire.say(piece).await);
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    let answer = wire.answer().await;
    assert!(
        answer.starts_with("HTTP/1.1 422"),
        "read and judged: {answer:.200}"
    );
}

#[tokio::test]
async fn who_does_not_read_the_answer_is_let_go() {
    let live = Live::bare(impatient).await;
    let mut wire = Wire::to(&live).await;
    let many = get("/static/app.css").repeat(400);
    let started = Instant::now();
    // Never reads; once the site's small buffer is full, only the limit ends it.
    while wire.say(&many).await {
        tokio::time::sleep(Duration::from_millis(100)).await;
        assert!(started.elapsed() < Duration::from_secs(20), "held for ever");
    }
}

#[tokio::test]
async fn a_crowd_of_silent_sockets_costs_an_honest_visitor_nothing() {
    let live = Live::bare(|settings| {
        settings.connections.most = 40;
        settings.connections.most_per_address = 40;
    })
    .await;
    let mut silent = Vec::new();
    for _ in 0..200 {
        silent.push(Wire::to(&live).await);
    }
    for _ in 0..20 {
        let mut honest = Wire::to(&live).await;
        honest.say(get("/health/live")).await;
        assert!(honest.answer().await.starts_with("HTTP/1.1 200"));
    }
    let gone = silent[0].closed_within(Duration::from_secs(1)).await;
    assert!(gone.is_some(), "the first made room long ago");
}

#[tokio::test]
async fn told_to_stop_it_finishes_what_is_in_hand_and_takes_nobody_new() {
    let live = Live::bare(|_| ()).await;
    let mut resting = Wire::to(&live).await;
    resting.say(get("/health/live")).await;
    resting.answer().await;
    let mut in_hand = Wire::to(&live).await;
    let body = "name=a";
    in_hand.say(post_head("/en/call-me", body.len())).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    live.stop();
    assert!(resting.closed_within(SOON).await.is_some());
    in_hand.say(body).await;
    let (_, answer) = in_hand
        .closed_within(SOON)
        .await
        .expect("answered, then closed");
    assert!(answer.starts_with("HTTP/1.1 422"), "{answer:.200}");
    assert!(
        answer.to_lowercase().contains("connection: close"),
        "{answer:.400}"
    );
    let refused = tokio::net::TcpStream::connect(("127.0.0.1", live.port())).await;
    assert!(refused.is_err(), "the port is closed");
}

#[tokio::test]
async fn who_came_in_the_last_moment_before_the_stop_is_answered() {
    let live = Live::bare(|_| ()).await;
    let mut late = Wire::to(&live).await;
    let mut silent = Wire::to(&live).await;
    live.stop();
    tokio::time::sleep(Duration::from_millis(200)).await;
    late.say(get("/health/live")).await;
    let (_, answer) = late
        .closed_within(SOON)
        .await
        .expect("answered, then closed");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer:.200}");
    assert!(silent.closed_within(SOON).await.is_some(), "nothing to say");
}
