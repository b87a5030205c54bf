//! Cases that have ended, each in another way.

use crate::demo::story::{
    Act, CallMe, ENGLISH, Family, SPANISH, Sent, Story, Who, ago, call_me, doctor, on, story, talk,
    tell, tried,
};
use crate::domain::referral::CallResult;
use crate::domain::status::{Decision, Outcome, Status};
use crate::support::words::Language;

use Act::{Close, Decide, Died, Move, Open, ProposeAway, SocialWorker, Take, Visit};
use Sent::{ByDay, ByNight};
use Status::{AdviceGiven, Arranging, InIntake, InReview, NotAReferral, ReadyForReview, Seen};
use Who::{Carmen, Jordan, Kim, Lee, Priya, Ruth};

pub const STORIES: &[Story] = &[
    story(
        ByDay(ago(28, 0)),
        &Family {
            name: "Annika Bergström-Osei",
            phone: "215-555-0153",
            email: "annika.bo@example.org",
            child: ("Kofi", "Bergström-Osei"),
            birth: "10/31/2015",
            help: &["lodging"],
            ..ENGLISH
        },
        &[
            on(27, 300, Priya, Take),
            on(27, 290, Priya, talk("Ready to come at once.", "")),
            on(27, 280, Priya, Move(InIntake)),
            on(25, 300, Priya, Move(ReadyForReview)),
            on(24, 309, Kim, Open),
            on(24, 300, Kim, Move(InReview)),
            on(23, 300, Kim, Decide(Decision::OfferEvaluation, "")),
            on(22, 300, Priya, tell("Told her that we invite them.", "")),
            on(21, 300, Priya, SocialWorker(Lee)),
            on(21, 290, Priya, Move(Arranging)),
            on(20, 300, Lee, talk("A room for two weeks.", "")),
            on(18, 300, Priya, Visit(2)),
            on(15, 300, Kim, Move(Seen)),
            on(
                14,
                300,
                Kim,
                Close(Outcome::EvaluatedTreatingHere, "Treatment begins here."),
            ),
        ],
    ),
    story(
        ByDay(ago(29, 60)),
        &Family {
            name: "Beatriz Fuentes",
            phone: "267-555-0154",
            email: "beatriz.fuentes@example.org",
            child: ("Iker", "Fuentes"),
            birth: "7/15/2013",
            help: &["travel", "interpreter"],
            ..SPANISH
        },
        &[
            on(28, 300, Jordan, Take),
            on(28, 290, Jordan, talk("Talked through the steps.", "")),
            on(28, 280, Jordan, Move(InIntake)),
            on(26, 300, Jordan, Move(ReadyForReview)),
            on(25, 309, Kim, Open),
            on(25, 300, Kim, Move(InReview)),
            on(24, 300, Kim, Decide(Decision::OfferEvaluation, "")),
            on(23, 300, Jordan, tell("Told them that we invite them.", "")),
            on(22, 300, Jordan, SocialWorker(Carmen)),
            on(22, 290, Jordan, Move(Arranging)),
            on(21, 300, Carmen, talk("Flights for three.", "")),
            on(19, 300, Jordan, Visit(2)),
            on(16, 300, Jordan, Move(Seen)),
            on(
                15,
                300,
                Kim,
                Close(
                    Outcome::EvaluatedBackToLocal,
                    "Their team follows the plan; we talk every month.",
                ),
            ),
        ],
    ),
    story(
        ByDay(ago(26, 0)),
        &Family {
            name: "Duncan McAllister",
            phone: "484-555-0155",
            email: "duncan.mca@example.org",
            child: ("Isla", "McAllister"),
            birth: "5/5/2012",
            relation: "father",
            ..ENGLISH
        },
        &[
            on(25, 300, Priya, Take),
            on(25, 290, Priya, talk("Asks for a second opinion only.", "")),
            on(25, 280, Priya, Move(InIntake)),
            on(23, 300, Priya, Move(ReadyForReview)),
            on(22, 309, Kim, Open),
            on(22, 300, Kim, Move(InReview)),
            on(21, 300, Kim, Decide(Decision::AdviceToLocalTeam, "")),
            on(20, 300, Kim, tell("Told him what we advise.", "")),
            on(20, 200, Kim, Move(AdviceGiven)),
            on(19, 300, Kim, doctor("Talked the letter through.", "")),
            on(
                11,
                300,
                Priya,
                talk("The treatment works; they thank everybody.", ""),
            ),
            on(11, 280, Priya, Close(Outcome::AdviceGiven, "")),
        ],
    ),
    story(
        ByNight(ago(22, 0)),
        &Family {
            name: "Svetlana Brodskaya",
            phone: "856-555-0156",
            email: "svetlana.b@example.org",
            spoken: "ru",
            interpreter: "yes",
            child: ("Мария", "Бродская"),
            birth: "11/30/2008",
            happened: "came_back_more",
            place: "hospital",
            help: &["interpreter"],
            ..ENGLISH
        },
        &[
            on(21, 300, Jordan, Take),
            on(21, 290, Jordan, talk("With the Russian interpreter.", "")),
            on(21, 280, Jordan, Move(InIntake)),
            on(19, 300, Jordan, Move(ReadyForReview)),
            on(18, 309, Kim, Open),
            on(18, 300, Kim, Move(InReview)),
            on(
                17,
                300,
                Kim,
                Decide(
                    Decision::NotAFit,
                    "Another programme has a study that fits her.",
                ),
            ),
            on(
                16,
                300,
                Kim,
                tell(
                    "Told her gently, with the interpreter, and named the study.",
                    "",
                ),
            ),
            on(
                16,
                200,
                Kim,
                Close(Outcome::Declined, "Their doctor refers to the study."),
            ),
        ],
    ),
    call_me(
        ByDay(ago(21, 0)),
        CallMe {
            page: Language::En,
            name: "Pat Drummond",
            phone: "302-555-0157",
            spoken: "en",
            best_time: "evening",
        },
        &[
            on(20, 300, Priya, Take),
            on(20, 290, Priya, tried(CallResult::NoAnswer)),
            on(19, 100, Priya, tried(CallResult::NoAnswer)),
            on(18, 100, Priya, tried(CallResult::LeftMessage)),
            on(17, 300, Priya, Move(InIntake)),
            on(16, 100, Priya, tried(CallResult::WrongNumber)),
            on(
                15,
                300,
                Ruth,
                Close(
                    Outcome::CouldNotReach,
                    "Six tries on five days; the number is wrong.",
                ),
            ),
        ],
    ),
    // The quiet one: no mail will ever reach this family again.
    story(
        ByDay(ago(17, 0)),
        &Family {
            name: "Helen Achterberg",
            phone: "610-555-0158",
            email: "helen.achterberg@example.org",
            child: ("Simon", "Achterberg"),
            birth: "4/18/2010",
            happened: "came_back_more",
            place: "hospital",
            help: &["travel", "letters"],
            ..ENGLISH
        },
        &[
            on(16, 300, Priya, Take),
            on(
                16,
                290,
                Priya,
                talk("Very tired. Asked us to call her sister as well.", ""),
            ),
            on(16, 280, Priya, Move(InIntake)),
            on(14, 300, Priya, Move(ReadyForReview)),
            on(13, 309, Kim, Open),
            on(13, 300, Kim, Move(InReview)),
            on(
                12,
                300,
                Priya,
                talk(
                    "Her sister called: Simon died last night.",
                    "Nobody writes to them any more.",
                ),
            ),
            on(12, 290, Priya, Died),
        ],
    ),
    // One proposed, another confirmed.
    story(
        ByDay(ago(13, 0)),
        &Family {
            name: "Best Offers Now",
            phone: "215-555-0159",
            email: "offers@example.org",
            child: ("Click", "Here"),
            birth: "2015",
            relation: "someone_else",
            happened: "not_sure",
            note: "We can bring your page to the top.",
            ..ENGLISH
        },
        &[
            on(12, 400, Priya, ProposeAway),
            on(12, 300, Jordan, Move(NotAReferral)),
        ],
    ),
    story(
        ByNight(ago(10, 0)),
        &Family {
            name: "Angela Munoz",
            phone: "267-555-0160",
            email: "a.munoz@example.org",
            child: ("Gabriel", "Munoz"),
            birth: "12/5/2016",
            help: &["travel"],
            ..ENGLISH
        },
        &[
            on(9, 350, Jordan, Take),
            on(
                9,
                340,
                Jordan,
                talk("She had sent the form twice from two phones.", ""),
            ),
            on(9, 335, Jordan, Move(InIntake)),
            on(
                9,
                330,
                Jordan,
                Close(
                    Outcome::Duplicate,
                    "The other request of the same evening goes on.",
                ),
            ),
        ],
    ),
];
