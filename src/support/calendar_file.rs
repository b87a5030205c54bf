//! Calendar files (iCalendar, RFC 5545): one event, for the calendar of a phone.

use std::fmt::Write as _;

use jiff::Timestamp;

/// Octets of a line; what is longer goes on in the next, which begins with a space (RFC 5545, 3.1).
const LINE_MOST: usize = 75;

/// One event, an hour long: how long it will be nobody knows, and without a length some calendars do not show it.
#[derive(Debug, Clone)]
pub struct CalendarEvent {
    /// Stays the same when the event is moved, so that a calendar moves it too.
    pub uid: String,
    /// When the file was made (UTC). A later one counts.
    pub made_at: Timestamp,
    /// When it begins (UTC).
    pub begins_at: Timestamp,
    /// What it is.
    pub title: String,
    /// Where.
    pub place: String,
    /// More about it.
    pub about: String,
}

impl CalendarEvent {
    /// Returns the file, as `text/calendar` in UTF-8.
    pub fn write(&self) -> String {
        let moment = |at: Timestamp| at.strftime("%Y%m%dT%H%M%SZ").to_string();
        let mut file = String::new();
        for (name, value) in [
            ("BEGIN", "VCALENDAR".to_owned()),
            ("VERSION", "2.0".to_owned()),
            ("PRODID", "-//Intake Desk//Visits//EN".to_owned()),
            ("METHOD", "PUBLISH".to_owned()),
            ("BEGIN", "VEVENT".to_owned()),
            ("UID", self.uid.clone()),
            ("SEQUENCE", (self.made_at.as_second() / 60).to_string()),
            ("DTSTAMP", moment(self.made_at)),
            ("DTSTART", moment(self.begins_at)),
            ("DURATION", "PT1H".to_owned()),
            ("SUMMARY", text(&self.title)),
            ("LOCATION", text(&self.place)),
            ("DESCRIPTION", text(&self.about)),
            ("END", "VEVENT".to_owned()),
            ("END", "VCALENDAR".to_owned()),
        ] {
            push_line(&mut file, &format!("{name}:{value}"));
        }
        file
    }
}

/// A text value (RFC 5545, 3.3.11).
fn text(value: &str) -> String {
    let mut written = String::new();
    for sign in value.replace("\r\n", "\n").chars() {
        match sign {
            '\\' | ';' | ',' => {
                let _ = write!(written, "\\{sign}");
            }
            '\n' => written.push_str("\\n"),
            sign if sign.is_control() => {}
            sign => written.push(sign),
        }
    }
    written
}

fn push_line(file: &mut String, line: &str) {
    let mut used = 0;
    for sign in line.chars() {
        if used + sign.len_utf8() > LINE_MOST {
            file.push_str("\r\n ");
            used = 1;
        }
        file.push(sign);
        used += sign.len_utf8();
    }
    file.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event() -> CalendarEvent {
        CalendarEvent {
            uid: "visit-RL-7KX2-94Q@intake.example.org".to_owned(),
            made_at: Timestamp::UNIX_EPOCH,
            begins_at: "2026-03-27T14:30:00Z".parse().unwrap_or_default(),
            title: "Visit; 名前, O'Neill".to_owned(),
            place: "a\\b".to_owned(),
            about: "one\r\ntwo".to_owned(),
        }
    }

    #[test]
    fn what_has_a_meaning_of_its_own_is_marked() {
        let file = event().write();
        for line in [
            "DTSTART:20260327T143000Z",
            "SUMMARY:Visit\\; 名前\\, O'Neill",
            "LOCATION:a\\\\b",
            "DESCRIPTION:one\\ntwo",
        ] {
            assert!(file.lines().any(|own| own == line), "{line} in {file}");
        }
    }

    #[test]
    fn long_lines_are_folded_between_letters() {
        let title = "名".repeat(100);
        let file = CalendarEvent {
            title: title.clone(),
            ..event()
        }
        .write();
        assert!(file.split("\r\n").all(|line| line.len() <= LINE_MOST));
        let unfolded = file.replace("\r\n ", "");
        assert!(unfolded.contains(&format!("SUMMARY:{title}\r\n")));
    }
}
