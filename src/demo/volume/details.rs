//! What somebody says with a move of a made-up case.

use jiff::{SignedDuration, ToSpan as _};
use rand::RngExt as _;
use rand::rngs::StdRng;

use super::course::End;
use super::people::pick;
use super::sayings::NOTES;
use crate::domain::paper::{PaperKind, PaperSender, PaperWish};
use crate::domain::referral::{MoveDetails, Need, Setting};
use crate::domain::status::{Decision, Outcome, Status, WaitingOn};

/// Says what a move needs.
pub(super) fn details(
    needs: &[Need],
    outcomes: &[Outcome],
    end: End,
    setting: &Setting<'_>,
    dice: &mut StdRng,
) -> MoveDetails {
    let mut details = MoveDetails::default();
    let today = setting.rules.calendar.day_of(setting.now);
    for need in needs {
        match need {
            Need::Text => details.text = Some(pick(dice, NOTES).to_owned()),
            Need::WaitingOn => {
                let who = [WaitingOn::Family, WaitingOn::Doctor, WaitingOn::Insurer];
                let who = who[dice.random_range(0..who.len())];
                details.waiting_on = Some(who);
                for paper in &mut details.papers {
                    paper.sender = match who {
                        WaitingOn::Family => PaperSender::Family,
                        WaitingOn::Doctor => PaperSender::Doctor,
                        _ => PaperSender::Us,
                    };
                }
            }
            // Whoever has it, which is said next, is to send it.
            Need::Papers => details.papers.push(PaperWish {
                kind: PaperKind::ALL[dice.random_range(0..PaperKind::ALL.len() - 1)],
                what: None,
                sender: PaperSender::Us,
            }),
            Need::GoOn => details.goes_on = true,
            Need::Date => details.date = today.checked_add(dice.random_range(2..8_i64).days()).ok(),
            Need::VisitAt => {
                details.visit_at =
                    Some(setting.now + SignedDuration::from_hours(dice.random_range(24..300)));
            }
            Need::Decision => details.decision = Some(decision(end)),
            Need::Outcome => {
                // The first outcomes of the list are those of a story that went its whole way.
                details.outcome = outcomes
                    .get(dice.random_range(0..2_usize.min(outcomes.len()).max(1)))
                    .copied();
            }
        }
    }
    details
}

fn decision(end: End) -> Decision {
    match end {
        End::Standing(Status::AdviceGiven) | End::ClosedFrom(Status::AdviceGiven) => {
            Decision::AdviceToLocalTeam
        }
        End::ClosedFrom(Status::Decided) => Decision::NotAFit,
        _ => Decision::OfferEvaluation,
    }
}
