//! Moments and dates in words. Names of days, months and zones come from the catalogue, never from the machine.

use jiff::Zoned;
use jiff::civil::{Date, Time};

use super::Words;

impl Words {
    /// Returns a moment by which something is promised: "Tuesday, March 3, by 5 pm Eastern time".
    ///
    /// `zone_name` is the programme's time zone (`America/New_York`); the moment is told in it.
    pub fn moment(&self, at: &Zoned, zone_name: &str) -> String {
        self.tell("moment-by", at, zone_name)
    }

    /// Returns a moment at which something happens or happened: "Tuesday, March 3, at 5 pm Eastern time".
    pub fn moment_at(&self, at: &Zoned, zone_name: &str) -> String {
        self.tell("moment-at", at, zone_name)
    }

    /// Returns a day without its year: "Tuesday, March 3".
    pub fn day(&self, day: Date) -> String {
        let number = day.day().to_string();
        let args = [
            ("weekday", self.weekday(day)),
            ("month", self.month(day.month())),
            ("day", number),
        ];
        self.with("moment-day", &borrowed(&args))
    }

    /// Returns a date with its year and no weekday: "March 27, 2016".
    pub fn date(&self, day: Date) -> String {
        let args = [
            ("month", self.month(day.month())),
            ("day", day.day().to_string()),
            ("year", day.year().to_string()),
        ];
        self.with("moment-date", &borrowed(&args))
    }

    /// Returns a time of day on a 12-hour clock: "4:30 pm", "12 noon".
    pub fn time(&self, time: Time) -> String {
        match (time.hour(), time.minute()) {
            (12, 0) => self.text("time-noon"),
            (0, 0) => self.text("time-midnight"),
            (hour, minute) => self.clock_face(hour, minute),
        }
    }

    /// Returns the name of a month, 1 to 12.
    pub fn month(&self, month: i8) -> String {
        self.text(&format!("month-{month}"))
    }

    fn tell(&self, key: &str, at: &Zoned, zone_name: &str) -> String {
        let at = at.in_tz(zone_name).unwrap_or_else(|_| at.clone());
        let args = [
            ("weekday", self.weekday(at.date())),
            ("month", self.month(at.month())),
            ("day", at.day().to_string()),
            ("form", spoken_form(at.time()).to_owned()),
            ("time", self.time(at.time())),
            ("zone", self.zone(zone_name)),
        ];
        self.with(key, &borrowed(&args))
    }

    fn weekday(&self, day: Date) -> String {
        self.text(&format!("weekday-{}", day.weekday().to_monday_one_offset()))
    }

    fn clock_face(&self, hour: i8, minute: i8) -> String {
        let half = if hour < 12 { "am" } else { "pm" };
        let twelve = if hour % 12 == 0 { 12 } else { hour % 12 };
        let clock = if minute == 0 {
            twelve.to_string()
        } else {
            format!("{twelve}:{minute:02}")
        };
        self.with("time-clock", &[("clock", &clock), ("half", half)])
    }

    fn zone(&self, zone_name: &str) -> String {
        if let Some(key) = zone_key(zone_name) {
            return self.text(key);
        }
        let city = zone_name
            .rsplit('/')
            .next()
            .unwrap_or(zone_name)
            .replace('_', " ");
        self.with("zone-other", &[("city", &city)])
    }
}

/// Languages speak of one o'clock, noon and midnight in other grammar than of the rest.
fn spoken_form(time: Time) -> &'static str {
    match (time.hour(), time.minute()) {
        (12, 0) => "noon",
        (0, 0) => "midnight",
        (1 | 13, _) => "one",
        _ => "many",
    }
}

fn zone_key(zone_name: &str) -> Option<&'static str> {
    Some(match zone_name {
        "America/New_York" | "America/Detroit" | "America/Toronto" | "US/Eastern" => "zone-eastern",
        "America/Chicago" | "America/Winnipeg" | "US/Central" => "zone-central",
        "America/Denver" | "America/Phoenix" | "America/Boise" | "US/Mountain" => "zone-mountain",
        "America/Los_Angeles" | "America/Vancouver" | "US/Pacific" => "zone-pacific",
        "America/Anchorage" => "zone-alaska",
        "Pacific/Honolulu" => "zone-hawaii",
        "America/Puerto_Rico" | "America/Halifax" => "zone-atlantic",
        _ => return None,
    })
}

fn borrowed<'a>(args: &'a [(&'a str, String)]) -> Vec<(&'a str, &'a str)> {
    args.iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "test code")]

    use jiff::civil::{date, time};

    use crate::support::words::{Language, Words};

    const EASTERN: &str = "America/New_York";

    fn en() -> &'static Words {
        Words::of(Language::En)
    }

    fn es() -> &'static Words {
        Words::of(Language::Es)
    }

    #[test]
    fn a_promise_names_weekday_time_and_zone() {
        let at = date(2026, 3, 3).at(17, 0, 0, 0).in_tz(EASTERN).unwrap();
        assert_eq!(
            en().moment(&at, EASTERN),
            "Tuesday, March 3, by 5 pm Eastern time"
        );
        assert_eq!(
            es().moment(&at, EASTERN),
            "martes 3 de marzo, antes de las 5 pm, hora del Este"
        );
    }

    #[test]
    fn noon_one_and_half_past_follow_the_grammar() {
        let noon = date(2026, 3, 4).at(12, 0, 0, 0).in_tz(EASTERN).unwrap();
        assert_eq!(
            en().moment(&noon, EASTERN),
            "Wednesday, March 4, by 12 noon Eastern time"
        );
        assert_eq!(
            es().moment(&noon, EASTERN),
            "miércoles 4 de marzo, antes del mediodía, hora del Este"
        );
        let one = date(2026, 3, 4).at(13, 30, 0, 0).in_tz(EASTERN).unwrap();
        assert_eq!(
            en().moment_at(&one, EASTERN),
            "Wednesday, March 4, at 1:30 pm Eastern time"
        );
        assert_eq!(
            es().moment_at(&one, EASTERN),
            "miércoles 4 de marzo, a la 1:30 pm, hora del Este"
        );
    }

    #[test]
    fn a_moment_is_told_in_the_programmes_zone() {
        let utc = date(2026, 7, 1).at(20, 30, 0, 0).in_tz("UTC").unwrap();
        assert_eq!(
            en().moment(&utc, EASTERN),
            "Wednesday, July 1, by 4:30 pm Eastern time"
        );
        assert_eq!(
            en().moment(&utc, "Europe/Madrid"),
            "Wednesday, July 1, by 10:30 pm Madrid time"
        );
    }

    #[test]
    fn days_dates_and_times() {
        assert_eq!(en().day(date(2026, 3, 3)), "Tuesday, March 3");
        assert_eq!(es().day(date(2026, 3, 3)), "martes 3 de marzo");
        assert_eq!(en().date(date(2016, 3, 27)), "March 27, 2016");
        assert_eq!(es().date(date(2016, 3, 27)), "27 de marzo de 2016");
        assert_eq!(en().time(time(14, 14, 0, 0)), "2:14 pm");
        assert_eq!(en().time(time(0, 5, 0, 0)), "12:05 am");
        assert_eq!(en().time(time(0, 0, 0, 0)), "12 midnight");
        assert_eq!(es().time(time(12, 0, 0, 0)), "mediodía");
    }
}
