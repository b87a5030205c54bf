//! Makes what a relay says fit to be kept: relays like to repeat the recipient's address, which is personal data.

/// Characters of a reply that are kept.
const MOST_CHARACTERS: usize = 200;

/// Returns a relay's reply without addresses, control characters and excess.
pub(super) fn without_addresses(reply: &str, recipient: &str) -> String {
    let local_part = recipient
        .split('@')
        .next()
        .unwrap_or(recipient)
        .to_lowercase();
    let words = reply.split(|character: char| character.is_whitespace() || character.is_control());
    let kept: Vec<&str> = words
        .filter(|word| !word.is_empty())
        .map(|word| {
            if names(word, &local_part) {
                "[address]"
            } else {
                word
            }
        })
        .collect();
    kept.join(" ").chars().take(MOST_CHARACTERS).collect()
}

fn names(word: &str, local_part: &str) -> bool {
    let bare = word
        .trim_matches(|character: char| !character.is_alphanumeric())
        .to_lowercase();
    word.contains('@') || (!local_part.is_empty() && bare == local_part)
}

#[cfg(test)]
mod tests {
    use super::without_addresses;

    #[test]
    fn replies_keep_their_reason_and_lose_the_address() {
        let reply = "550 5.1.1 <Rosa@example.org>: user\r\nrosa: unknown";
        assert_eq!(
            without_addresses(reply, "rosa@example.org"),
            "550 5.1.1 [address] user [address] unknown"
        );
        assert_eq!(
            without_addresses(&"x".repeat(5_000), "a@example.org").len(),
            200
        );
        assert_eq!(without_addresses("", ""), "");
    }
}
