//! How long from the first diagnosis to the relapse, in whole months, and whether that is early or late.
//!
//! The rule is that of the Children's Oncology Group for a first relapse of acute lymphoblastic leukaemia, as trial
//! AALL1331 (NCT02101853) divides it: with the marrow involved early is under 36 months from diagnosis and late 36 or
//! more; outside the marrow alone early is under 18 and late 18 or more. The Berlin-Frankfurt-Münster group calls any first
//! relapse under 18 months from diagnosis very early: both are said, each with its source. Partial dates give a range, and
//! a band only where the whole range lies in it.

use jiff::civil::Date;

use super::{DiseaseStatus, Site};
use crate::coded;
use crate::domain::person::PartialDate;

coded! {
    /// When a relapse came.
    pub enum Band {
        /// Early.
        Early = "early",
        /// Late.
        Late = "late",
        /// What is known does not decide.
        Open = "open",
    }
}

coded! {
    /// The definition that a band follows.
    pub enum BandRule {
        /// With the marrow involved.
        WithMarrow = "marrow",
        /// Outside the marrow alone.
        OutsideMarrow = "outside",
    }
}

coded! {
    /// How a doctor reads the time to relapse, where it is not as we computed it.
    pub enum OwnBand {
        /// Very early.
        VeryEarly = "very_early",
        /// Early.
        Early = "early",
        /// Late.
        Late = "late",
    }
}

/// The time from diagnosis to relapse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// The fewest whole months it can be.
    pub least: i32,
    /// The most whole months it can be.
    pub most: i32,
    /// Early, late, or not decided.
    pub band: Band,
    /// By which definition; none where no band can be told.
    pub rule: Option<BandRule>,
    /// True where it is a first relapse that BFM calls very early.
    pub very_early: bool,
}

/// From how many months on a relapse with the marrow involved is late.
const LATE_WITH_MARROW: i32 = 36;
/// From how many months on a relapse outside the marrow alone is late.
const LATE_OUTSIDE_MARROW: i32 = 18;
/// Up to how many months a first relapse is very early by BFM, wherever it is.
const VERY_EARLY: i32 = 18;

impl Interval {
    /// Counts the months; nothing where the relapse cannot have come after the diagnosis.
    pub fn between(
        diagnosis: PartialDate,
        relapse: PartialDate,
        status: DiseaseStatus,
        sites: &[Site],
    ) -> Option<Interval> {
        let (found, back) = (diagnosis.expose_span()?, relapse.expose_span()?);
        if back.1 < found.0 {
            return None;
        }
        let least = whole_months(found.1, back.0).max(0);
        let most = whole_months(found.0, back.1);
        let rule = rule(status, sites);
        Some(Interval {
            least,
            most,
            band: band(least, most, rule.map(BandRule::late_from)),
            rule,
            very_early: status == DiseaseStatus::FirstRelapse && most < VERY_EARLY,
        })
    }
}

impl BandRule {
    fn late_from(self) -> i32 {
        match self {
            Self::WithMarrow => LATE_WITH_MARROW,
            Self::OutsideMarrow => LATE_OUTSIDE_MARROW,
        }
    }
}

fn band(least: i32, most: i32, late_from: Option<i32>) -> Band {
    match late_from {
        Some(limit) if most < limit => Band::Early,
        Some(limit) if least >= limit => Band::Late,
        _ => Band::Open,
    }
}

/// The bands are made for a first relapse whose sites are known.
fn rule(status: DiseaseStatus, sites: &[Site]) -> Option<BandRule> {
    if status != DiseaseStatus::FirstRelapse {
        return None;
    }
    if sites.contains(&Site::Marrow) {
        return Some(BandRule::WithMarrow);
    }
    (!sites.is_empty() && !sites.contains(&Site::Unknown)).then_some(BandRule::OutsideMarrow)
}

/// Whole months from one day to another; below zero where the second comes first.
fn whole_months(from: Date, to: Date) -> i32 {
    let months = (i32::from(to.year()) - i32::from(from.year())) * 12 + i32::from(to.month())
        - i32::from(from.month());
    // A month that has no such day ends it on its last one: 31 January to 28 February is a month.
    let short = to.day() < from.day() && to.day() < to.last_of_month().day();
    months - i32::from(short)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn full(year: i16, month: i8, day: i8) -> PartialDate {
        PartialDate::Full {
            date: date(year, month, day),
        }
    }

    fn first(diagnosis: PartialDate, relapse: PartialDate, sites: &[Site]) -> Option<Interval> {
        Interval::between(diagnosis, relapse, DiseaseStatus::FirstRelapse, sites)
    }

    #[test]
    fn the_day_that_makes_it_late_is_late() {
        let diagnosis = full(2020, 5, 10);
        let marrow = |relapse| {
            first(diagnosis, relapse, &[Site::Marrow, Site::Cns]).map(|i| (i.most, i.band))
        };
        assert_eq!(marrow(full(2023, 5, 9)), Some((35, Band::Early)));
        assert_eq!(marrow(full(2023, 5, 10)), Some((36, Band::Late)));
        let outside =
            |relapse| first(diagnosis, relapse, &[Site::TestisLeft]).map(|i| (i.most, i.band));
        assert_eq!(outside(full(2021, 11, 9)), Some((17, Band::Early)));
        assert_eq!(outside(full(2021, 11, 10)), Some((18, Band::Late)));
    }

    #[test]
    fn a_first_relapse_under_18_months_is_very_early_by_bfm_wherever_it_is() {
        let diagnosis = full(2020, 5, 10);
        let very = |relapse, site| first(diagnosis, relapse, &[site]).map(|one| one.very_early);
        assert_eq!(very(full(2021, 11, 9), Site::TestisLeft), Some(true));
        assert_eq!(very(full(2021, 11, 10), Site::TestisLeft), Some(false));
        assert_eq!(very(full(2021, 11, 9), Site::Marrow), Some(true));
        let year = PartialDate::Year { year: 2021 };
        assert_eq!(very(year, Site::Marrow), Some(false), "it may be later");
        let second = DiseaseStatus::LaterRelapse;
        let second = Interval::between(diagnosis, full(2021, 1, 1), second, &[Site::Marrow]);
        assert_eq!(
            second.map(|one| (one.very_early, one.rule)),
            Some((false, None))
        );
    }

    #[test]
    fn partial_dates_give_a_range_and_decide_only_where_all_of_it_agrees() {
        let year = |year| PartialDate::Year { year };
        let range = first(year(2020), year(2023), &[Site::Marrow]);
        assert_eq!(
            range,
            Some(Interval {
                least: 24,
                most: 47,
                band: Band::Open,
                rule: Some(BandRule::WithMarrow),
                very_early: false,
            })
        );
        let late = first(year(2018), year(2023), &[Site::Marrow]);
        assert_eq!(late.map(|interval| interval.band), Some(Band::Late));
        let month = PartialDate::YearMonth {
            year: 2023,
            month: 4,
        };
        let early = first(full(2022, 1, 31), month, &[Site::Marrow]);
        assert_eq!(
            early,
            Some(Interval {
                least: 14,
                most: 15,
                band: Band::Early,
                rule: Some(BandRule::WithMarrow),
                very_early: true,
            })
        );
    }

    #[test]
    fn nothing_is_said_that_is_not_known() {
        let (diagnosis, relapse) = (full(2020, 1, 1), full(2024, 1, 1));
        let open = |status, sites: &[Site]| {
            Interval::between(diagnosis, relapse, status, sites).map(|interval| interval.band)
        };
        assert_eq!(open(DiseaseStatus::FirstRelapse, &[]), Some(Band::Open));
        assert_eq!(
            open(DiseaseStatus::FirstRelapse, &[Site::Unknown]),
            Some(Band::Open)
        );
        assert_eq!(
            open(DiseaseStatus::LaterRelapse, &[Site::Marrow]),
            Some(Band::Open)
        );
        assert_eq!(first(relapse, diagnosis, &[Site::Marrow]), None);
        let about = PartialDate::AboutAge {
            years: 4,
            said_on: date(2024, 1, 1),
        };
        assert_eq!(first(about, relapse, &[Site::Marrow]), None);
    }

    fn any_date() -> impl Strategy<Value = PartialDate> {
        (1990i16..2030, 1i8..=12, 1i8..=28, 0u8..3).prop_map(
            |(year, month, day, kind)| match kind {
                0 => PartialDate::Year { year },
                1 => PartialDate::YearMonth { year, month },
                _ => full(year, month, day),
            },
        )
    }

    proptest! {
        #[test]
        fn every_pair_of_days_the_dates_can_mean_lies_in_the_range(
            diagnosis in any_date(), relapse in any_date(), early in 0i64..400, late in 0i64..400, marrow: bool,
        ) {
            let site = if marrow { Site::Marrow } else { Site::Skin };
            let inside = |date: PartialDate, days: i64| {
                let (start, end) = date.expose_span().unwrap_or_default();
                start.saturating_add(jiff::Span::new().days(days)).min(end)
            };
            let (from, to) = (inside(diagnosis, early), inside(relapse, late));
            let Some(range) = first(diagnosis, relapse, &[site]) else {
                prop_assert!(to < from);
                return Ok(());
            };
            prop_assert!(range.least <= range.most);
            if from <= to {
                let exact = PartialDate::Full { date: from };
                let one = first(exact, PartialDate::Full { date: to }, &[site]).map(|one| (one.most, one.band));
                let (months, band) = one.unwrap_or((0, Band::Open));
                prop_assert!((range.least..=range.most).contains(&months), "{months} in {range:?}");
                prop_assert!(range.band == Band::Open || range.band == band, "{band} in {range:?}");
            }
        }
    }
}
