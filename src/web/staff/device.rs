//! What kind of browser somebody uses, in plain words, so that a list of sessions can be read. Nothing else of what the
//! browser says about itself is kept.

/// Returns "Firefox on Windows" and the like; words for what is not recognised.
pub fn words(user_agent: &str) -> String {
    let has = |part: &&(&str, &'static str)| user_agent.contains(part.0);
    let browser = BROWSERS
        .iter()
        .find(has)
        .map_or("A browser", |(_, words)| words);
    let system = SYSTEMS.iter().find(has).map(|(_, words)| words);
    match system {
        Some(system) => format!("{browser} on {system}"),
        None => browser.to_owned(),
    }
}

/// In the order in which they must be asked: many browsers also name the one they come from.
const BROWSERS: [(&str, &str); 8] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_told_apart() {
        let windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36";
        assert_eq!(words(windows), "Chrome on Windows");
        assert_eq!(words(&format!("{windows} Edg/140.0")), "Edge on Windows");
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile/15E148 Safari/604.1";
        assert_eq!(words(phone), "Safari on iPhone");
        assert_eq!(
            words("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"),
            "Firefox on Linux"
        );
        assert_eq!(words("curl/8"), "A browser");
        assert_eq!(words(""), "A browser");
    }
}
