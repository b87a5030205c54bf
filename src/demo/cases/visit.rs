//! Cases whose visit is arranged, fixed, or over.

use crate::demo::story::{
    Act, ENGLISH, Family, SPANISH, Sent, Story, Who, ago, on, story, talk, tell,
};
use crate::domain::help::HelpState::{
    Applied, Approved, InPlace, Looking, NotAvailable, NotNeeded,
};
use crate::domain::referral::{CallResult, CallWith};
use crate::domain::request::HelpKind::{Funding, Insurance, Lodging, Travel};
use crate::domain::status::{Decision, Status};

use Act::{Decide, Help, Hold, Move, Note, Open, SocialWorker, Take, TakeHelp, Visit};
use Decision::OfferEvaluation;
use Sent::{ByDay, ByNight};
use Status::{Arranging, InIntake, InReview, ReadyForReview, Seen};
use Who::{Carmen, Finance, Jordan, Kim, Lee, Priya, Ruth, Tom};

pub const STORIES: &[Story] = &[
    story(
        ByDay(ago(11, 90)),
        &Family {
            name: "Wilhelmina van der Berg",
            phone: "302-555-0144",
            email: "mina.vdb@example.org",
            child: ("Joost", "van der Berg"),
            birth: "1/8/2016",
            help: &["travel", "lodging", "letters"],
            ..ENGLISH
        },
        &[
            on(10, 300, Priya, Take),
            on(
                10,
                290,
                Priya,
                talk("Two brothers stay with the neighbours.", ""),
            ),
            on(10, 280, Priya, Move(InIntake)),
            on(8, 300, Priya, Move(ReadyForReview)),
            on(7, 309, Kim, Open),
            on(7, 300, Kim, Move(InReview)),
            on(6, 300, Kim, Decide(OfferEvaluation, "")),
            on(5, 300, Priya, tell("Told her that we invite them.", "")),
            on(4, 300, Priya, SocialWorker(Lee)),
            on(4, 290, Priya, Move(Arranging)),
            on(
                3,
                300,
                Lee,
                talk(
                    "They drive; a room for eight nights is asked for.",
                    "I call when the house answers.",
                ),
            ),
            on(
                3,
                290,
                Lee,
                Help(Travel, NotNeeded, 0, "They drive, and want to."),
            ),
            on(
                3,
                280,
                Lee,
                Help(Lodging, Applied, 2, "Eight nights, a room for three."),
            ),
            on(1, 200, Lee, talk("The house has a room from the 3rd.", "")),
            on(
                1,
                190,
                Lee,
                Help(Lodging, Approved, 4, "From the 3rd. Keys at the desk."),
            ),
        ],
    ),
    // The insurer has not answered: due today.
    story(
        ByNight(ago(11, 0)),
        &Family {
            name: "Paloma Quintero",
            phone: "609-555-0145",
            email: "paloma.quintero@example.org",
            child: ("Bruno", "Quintero Sáenz"),
            birth: "5/30/2014",
            help: &["travel", "insurance", "interpreter", "funding"],
            ..SPANISH
        },
        &[
            on(10, 400, Jordan, Take),
            on(10, 390, Jordan, talk("Talked about the insurance.", "")),
            on(10, 380, Jordan, Move(InIntake)),
            on(8, 300, Jordan, Move(ReadyForReview)),
            on(7, 309, Kim, Open),
            on(7, 300, Kim, Move(InReview)),
            on(6, 300, Kim, Decide(OfferEvaluation, "")),
            on(5, 300, Jordan, tell("Told them that we invite them.", "")),
            on(4, 300, Ruth, SocialWorker(Carmen)),
            on(4, 290, Jordan, Move(Arranging)),
            on(3, 300, Carmen, talk("They need a room for three.", "")),
            on(3, 290, Carmen, TakeHelp(Travel)),
            on(
                3,
                200,
                Tom,
                Help(
                    Insurance,
                    Applied,
                    2,
                    "Request sent, with the letter of need.",
                ),
            ),
            on(
                2,
                100,
                Tom,
                Act::Call(
                    CallWith::SomeoneElse,
                    CallResult::Reached,
                    "The plan wants one more letter of need.",
                    "",
                ),
            ),
            on(
                2,
                90,
                Finance,
                Help(
                    Funding,
                    NotAvailable,
                    0,
                    "Both funds pay only from the first visit on.",
                ),
            ),
            on(
                2,
                60,
                Carmen,
                talk("Told her about the insurer's answer.", ""),
            ),
        ],
    ),
    // The social worker has not called yet: late.
    story(
        ByDay(ago(9, 60)),
        &Family {
            name: "Devorah Blum-Nakamura",
            phone: "856-555-0146",
            email: "devorah.bn@example.org",
            child: ("Ezra Kenji", "Blum-Nakamura"),
            birth: "3/14/2019",
            help: &["lodging", "funding"],
            ..ENGLISH
        },
        &[
            on(8, 300, Priya, Take),
            on(8, 290, Priya, talk("Single parent with a baby.", "")),
            on(8, 280, Priya, Move(InIntake)),
            on(6, 300, Priya, Move(ReadyForReview)),
            on(5, 309, Kim, Open),
            on(5, 300, Kim, Move(InReview)),
            on(4, 300, Kim, Decide(OfferEvaluation, "")),
            on(
                3,
                300,
                Priya,
                tell(
                    "Told her that we invite them.",
                    "The social worker calls tomorrow.",
                ),
            ),
            on(2, 300, Priya, SocialWorker(Lee)),
            on(2, 290, Priya, Move(Arranging)),
        ],
    ),
    story(
        ByDay(ago(12, 30)),
        &Family {
            name: "Xavier Thibodeaux",
            phone: "610-555-0147",
            email: "xavier.t@example.org",
            child: ("Océane", "Thibodeaux"),
            birth: "8/19/2012",
            relation: "father",
            help: &["travel"],
            ..ENGLISH
        },
        &[
            on(11, 300, Jordan, Take),
            on(11, 290, Jordan, talk("Can come any week.", "")),
            on(11, 280, Jordan, Move(InIntake)),
            on(9, 300, Jordan, Move(ReadyForReview)),
            on(8, 309, Kim, Open),
            on(8, 300, Kim, Move(InReview)),
            on(7, 300, Kim, Decide(OfferEvaluation, "")),
            on(6, 300, Jordan, tell("Told him that we invite them.", "")),
            on(5, 300, Jordan, SocialWorker(Lee)),
            on(5, 290, Jordan, Move(Arranging)),
            on(4, 300, Lee, talk("Flights for two.", "")),
            on(2, 300, Lee, talk("Océane has a cold.", "")),
            on(
                2,
                200,
                Jordan,
                Hold(
                    6,
                    "A cold; the doctor there wants her well before the flight.",
                ),
            ),
        ],
    ),
    story(
        ByDay(ago(14, 0)),
        &Family {
            name: "Ximena Echeverría",
            phone: "267-555-0148",
            email: "ximena.e@example.org",
            child: ("Joaquín", "Echeverría"),
            birth: "2/2/2013",
            help: &["travel", "lodging", "interpreter"],
            ..SPANISH
        },
        &[
            on(13, 300, Jordan, Take),
            on(13, 290, Jordan, talk("Has everything ready.", "")),
            on(13, 280, Jordan, Move(InIntake)),
            on(11, 300, Jordan, Move(ReadyForReview)),
            on(10, 309, Kim, Open),
            on(10, 300, Kim, Move(InReview)),
            on(9, 300, Kim, Decide(OfferEvaluation, "")),
            on(8, 300, Jordan, tell("Told them that we invite them.", "")),
            on(7, 300, Jordan, SocialWorker(Carmen)),
            on(7, 290, Jordan, Move(Arranging)),
            on(6, 300, Carmen, talk("They fly on a Sunday.", "")),
            on(4, 300, Carmen, talk("The room is confirmed.", "")),
            on(4, 290, Carmen, Help(Lodging, InPlace, 0, "")),
            on(
                4,
                280,
                Carmen,
                Help(Travel, Looking, 12, "Sunday flight; seats side by side."),
            ),
            on(3, 200, Jordan, Visit(11)),
        ],
    ),
    story(
        ByNight(ago(13, 0)),
        &Family {
            name: "Ingrid Þórsdóttir",
            phone: "215-555-0149",
            email: "ingrid.th@example.org",
            child: ("Björk", "Ingridardóttir"),
            birth: "12/12/2014",
            help: &["lodging", "letters"],
            ..ENGLISH
        },
        &[
            on(12, 320, Priya, Take),
            on(
                12,
                300,
                Priya,
                talk("Wants to come before the holidays.", ""),
            ),
            on(12, 290, Priya, Move(InIntake)),
            on(10, 300, Priya, Move(ReadyForReview)),
            on(9, 309, Kim, Open),
            on(9, 300, Kim, Move(InReview)),
            on(8, 300, Kim, Decide(OfferEvaluation, "")),
            on(7, 300, Priya, tell("Told her that we invite them.", "")),
            on(6, 300, Priya, SocialWorker(Lee)),
            on(6, 290, Priya, Move(Arranging)),
            on(5, 300, Lee, talk("A room near the clinic.", "")),
            on(
                5,
                290,
                Lee,
                Help(Lodging, Approved, 3, "Confirm the first night."),
            ),
            on(3, 300, Lee, talk("All booked.", "")),
            on(1, 100, Priya, Visit(8)),
        ],
    ),
    // The visit was yesterday and is not written down yet: due today.
    story(
        ByDay(ago(15, 0)),
        &Family {
            name: "Obinna Eze",
            phone: "484-555-0150",
            email: "obinna.eze@example.org",
            child: ("Chidera", "Eze"),
            birth: "6/6/2011",
            relation: "father",
            help: &["insurance", "travel"],
            ..ENGLISH
        },
        &[
            on(14, 300, Jordan, Take),
            on(
                14,
                290,
                Jordan,
                talk("Has a letter of the plan already.", ""),
            ),
            on(14, 280, Jordan, Move(InIntake)),
            on(12, 300, Jordan, Move(ReadyForReview)),
            on(11, 309, Kim, Open),
            on(11, 300, Kim, Move(InReview)),
            on(10, 300, Kim, Decide(OfferEvaluation, "")),
            on(9, 300, Jordan, tell("Told him that we invite them.", "")),
            on(8, 300, Jordan, SocialWorker(Lee)),
            on(8, 290, Jordan, Move(Arranging)),
            on(7, 300, Lee, talk("They come by train.", "")),
            on(5, 300, Lee, talk("Tickets are sent.", "")),
            on(3, 200, Jordan, Visit(2)),
        ],
    ),
    story(
        ByDay(ago(17, 0)),
        &Family {
            name: "Meredith Castellanos",
            phone: "302-555-0151",
            email: "meredith.c@example.org",
            child: ("Jude", "Castellanos"),
            birth: "9/1/2017",
            happened: "not_working",
            help: &["travel", "lodging"],
            ..ENGLISH
        },
        &[
            on(16, 300, Priya, Take),
            on(16, 290, Priya, talk("Asks about cell therapy.", "")),
            on(16, 280, Priya, Move(InIntake)),
            on(14, 300, Priya, Move(ReadyForReview)),
            on(13, 309, Kim, Open),
            on(13, 300, Kim, Move(InReview)),
            on(12, 300, Kim, Decide(OfferEvaluation, "")),
            on(11, 300, Priya, tell("Told her that we invite them.", "")),
            on(10, 300, Priya, SocialWorker(Carmen)),
            on(10, 290, Priya, Move(Arranging)),
            on(9, 300, Carmen, talk("They drive.", "")),
            on(7, 300, Carmen, talk("A room is ready.", "")),
            on(5, 300, Priya, Visit(2)),
            on(2, 300, Kim, Move(Seen)),
            on(
                2,
                100,
                Kim,
                Note("Evaluated. The final note follows tomorrow."),
            ),
        ],
    ),
    // Seen, and the final note is late.
    story(
        ByDay(ago(19, 0)),
        &Family {
            name: "Soledad Navarro",
            phone: "609-555-0152",
            email: "soledad.navarro@example.org",
            child: ("Renata", "Navarro"),
            birth: "1/1/2016",
            help: &["interpreter", "travel", "lodging", "funding"],
            ..SPANISH
        },
        &[
            on(18, 300, Jordan, Take),
            on(18, 290, Jordan, talk("A long talk.", "")),
            on(18, 280, Jordan, Move(InIntake)),
            on(16, 300, Jordan, Move(ReadyForReview)),
            on(15, 309, Kim, Open),
            on(15, 300, Kim, Move(InReview)),
            on(14, 300, Kim, Decide(OfferEvaluation, "")),
            on(13, 300, Jordan, tell("Told them that we invite them.", "")),
            on(12, 300, Jordan, SocialWorker(Carmen)),
            on(12, 290, Jordan, Move(Arranging)),
            on(11, 300, Carmen, talk("Flights for two.", "")),
            on(9, 300, Carmen, talk("All confirmed.", "")),
            on(7, 300, Carmen, talk("Asked about the little brother.", "")),
            on(6, 300, Jordan, Visit(2)),
            on(3, 300, Jordan, Move(Seen)),
        ],
    ),
];
