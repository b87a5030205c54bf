//! Cases that doctors read, discuss and decide.

use crate::demo::story::{
    Act, ENGLISH, Family, SPANISH, Sent, Story, Who, ago, doctor, on, story, talk, tell,
};
use crate::domain::paper::PaperKind;
use crate::domain::priority::Priority;
use crate::domain::referral::{CallResult, CallWith};
use crate::domain::status::{Decision, Status, WaitingOn};

use Act::{Await, Decide, Meeting, Move, Note, Open, Take};
use Decision::{AdviceToLocalTeam, NotAFit, OfferEvaluation};
use Sent::{ByDay, ByNight};
use Status::{AdviceGiven, InIntake, InReview, ReadyForReview};
use Who::{Amara, Jordan, Kim, Priya};

pub const STORIES: &[Story] = &[
    story(
        ByDay(ago(4, 100)),
        &Family {
            name: "Georgia Papadakis",
            phone: "610-555-0132",
            email: "georgia.p@example.org",
            child: ("Ελένη", "Παπαδάκη"),
            birth: "5/16/2015",
            help: &["travel"],
            ..ENGLISH
        },
        &[
            on(3, 300, Priya, Take),
            on(3, 290, Priya, talk("Sends everything today.", "")),
            on(3, 280, Priya, Move(InIntake)),
            on(1, 90, Priya, Move(ReadyForReview)),
        ],
    ),
    // Two business days for the doctors end today.
    story(
        ByNight(ago(5, 0)),
        &Family {
            name: "Carlos Benítez",
            phone: "267-555-0133",
            email: "carlos.benitez@example.org",
            child: ("Valentina", "Benítez Rojas"),
            birth: "3/3/2014",
            relation: "father",
            happened: "came_back_more",
            help: &["interpreter", "insurance"],
            ..SPANISH
        },
        &[
            on(4, 300, Jordan, Take),
            on(4, 290, Jordan, talk("Talked through the steps.", "")),
            on(4, 280, Jordan, Move(InIntake)),
            on(2, 30, Jordan, Move(ReadyForReview)),
        ],
    ),
    story(
        ByDay(ago(4, 90)),
        &Family {
            name: "Marcus Adebayo-Lind",
            phone: "215-555-0134",
            email: "marcus.al@example.org",
            asker: "patient",
            birth: "2/11/2007",
            relation: "",
            happened: "came_back_once",
            help: &["letters", "insurance"],
            note: "I am 19. Please write to me, not to my parents.",
            ..ENGLISH
        },
        &[
            on(3, 200, Priya, Take),
            on(
                3,
                190,
                Priya,
                Act::Call(
                    CallWith::Patient,
                    CallResult::Reached,
                    "He speaks for himself and wants his letters by e-mail.",
                    "",
                ),
            ),
            on(3, 180, Priya, Move(InIntake)),
            on(1, 280, Priya, Move(ReadyForReview)),
            on(0, 309, Kim, Open),
            on(0, 300, Kim, Move(InReview)),
        ],
    ),
    // The review is late.
    story(
        ByDay(ago(6, 150)),
        &Family {
            name: "Saoirse Mac Giolla",
            phone: "302-555-0135",
            email: "saoirse.mg@example.org",
            child: ("Fiadh", "Mac Giolla"),
            birth: "11/11/2018",
            happened: "not_working",
            place: "hospital",
            help: &["lodging"],
            ..ENGLISH
        },
        &[
            on(5, 200, Jordan, Take),
            on(
                5,
                190,
                Jordan,
                talk("The team there thinks of a trial.", ""),
            ),
            on(5, 180, Jordan, Move(InIntake)),
            on(3, 200, Jordan, Move(ReadyForReview)),
            on(2, 209, Kim, Open),
            on(2, 200, Kim, Move(InReview)),
            on(
                1,
                30,
                Kim,
                Note("Waiting for the second reading of the marrow."),
            ),
        ],
    ),
    // Sent back by the doctor for one report; the review clock stands still.
    story(
        ByDay(ago(8, 40)),
        &Family {
            name: "Ana Lucía Paredes",
            phone: "484-555-0136",
            email: "analucia.paredes@example.org",
            child: ("Thiago", "Paredes"),
            birth: "8/8/2016",
            help: &["travel", "lodging", "funding", "interpreter"],
            ..SPANISH
        },
        &[
            on(7, 200, Jordan, Take),
            on(7, 190, Jordan, talk("Everything is clear to her.", "")),
            on(7, 180, Jordan, Move(InIntake)),
            on(5, 300, Jordan, Move(ReadyForReview)),
            on(4, 309, Kim, Open),
            on(4, 300, Kim, Move(InReview)),
            on(
                4,
                100,
                Kim,
                Await(
                    WaitingOn::Doctor,
                    &[(PaperKind::Labs, "chimerism after the transplant")],
                ),
            ),
            on(
                3,
                100,
                Jordan,
                doctor("The laboratory has it on Thursday.", ""),
            ),
            on(
                1,
                150,
                Jordan,
                talk("Told them that one report is missing.", ""),
            ),
        ],
    ),
    story(
        ByNight(ago(8, 0)),
        &Family {
            name: "王芳",
            phone: "215-555-0137",
            email: "wang.fang@example.org",
            spoken: "zh",
            interpreter: "yes",
            child: ("乐乐", "王"),
            birth: "6/21/2017",
            happened: "came_back_more",
            help: &["interpreter", "travel", "lodging"],
            ..ENGLISH
        },
        &[
            on(7, 320, Priya, Take),
            on(7, 300, Priya, talk("With the Mandarin interpreter.", "")),
            on(7, 290, Priya, Move(InIntake)),
            on(5, 200, Priya, Move(ReadyForReview)),
            on(4, 309, Kim, Open),
            on(4, 300, Kim, Move(InReview)),
            on(3, 300, Amara, Meeting(5)),
        ],
    ),
    story(
        ByDay(ago(6, 0)),
        &Family {
            name: "Tobias Krähenbühl",
            phone: "609-555-0138",
            email: "tobias.k@example.org",
            child: ("Linus", "Krähenbühl"),
            birth: "12/1/2012",
            relation: "father",
            happened: "came_back_more",
            help: &["insurance"],
            ..ENGLISH
        },
        &[
            on(5, 400, Jordan, Take),
            on(5, 390, Jordan, talk("Has all on a disc.", "")),
            on(5, 380, Jordan, Move(InIntake)),
            on(3, 200, Jordan, Move(ReadyForReview)),
            on(2, 309, Kim, Open),
            on(2, 300, Kim, Move(InReview)),
            on(1, 300, Kim, Meeting(2)),
        ],
    ),
    // Decided yesterday; the family is told by phone today.
    story(
        ByDay(ago(9, 0)),
        &Family {
            name: "Yesenia Maldonado",
            phone: "856-555-0139",
            email: "yesenia.m@example.org",
            child: ("Camila", "Maldonado"),
            birth: "4/4/2015",
            help: &["travel", "insurance", "letters"],
            ..SPANISH
        },
        &[
            on(8, 200, Jordan, Take),
            on(8, 190, Jordan, talk("Very well prepared.", "")),
            on(8, 180, Jordan, Move(InIntake)),
            on(6, 300, Jordan, Move(ReadyForReview)),
            on(5, 309, Kim, Open),
            on(5, 300, Kim, Move(InReview)),
            on(5, 100, Amara, Meeting(3)),
            on(
                1,
                60,
                Kim,
                Decide(OfferEvaluation, "The team would like to see her."),
            ),
        ],
    ),
    story(
        ByDay(ago(7, 0)),
        &Family {
            name: "Aroha Te Whetu",
            phone: "610-555-0140",
            email: "aroha.tw@example.org",
            child: ("Manaia", "Te Whetu"),
            birth: "7/7/2013",
            help: &["travel", "lodging"],
            ..ENGLISH
        },
        &[
            on(6, 300, Priya, Take),
            on(
                6,
                290,
                Priya,
                talk("Travels from far; asks for one long visit.", ""),
            ),
            on(6, 280, Priya, Move(InIntake)),
            on(4, 450, Priya, Move(ReadyForReview)),
            on(4, 309, Kim, Open),
            on(4, 300, Kim, Move(InReview)),
            on(2, 200, Kim, Decide(OfferEvaluation, "")),
            on(
                1,
                250,
                Priya,
                tell(
                    "Told her that we invite them. She cried, and asked good questions.",
                    "The social worker calls tomorrow.",
                ),
            ),
        ],
    ),
    // Hard news that nobody has told yet: late.
    story(
        ByDay(ago(11, 0)),
        &Family {
            name: "Lorraine Fitzgibbon",
            phone: "267-555-0141",
            email: "lorraine.f@example.org",
            child: ("Callum", "Fitzgibbon"),
            birth: "9/23/2009",
            relation: "grandparent",
            happened: "came_back_more",
            place: "hospital",
            help: &["other"],
            ..ENGLISH
        },
        &[
            on(10, 300, Priya, Take),
            on(10, 290, Priya, talk("Grandmother has custody.", "")),
            on(10, 280, Priya, Move(InIntake)),
            on(
                9,
                300,
                Priya,
                Act::Priority(Priority::Urgent, "His counts fall quickly."),
            ),
            on(8, 300, Priya, Move(ReadyForReview)),
            on(7, 309, Kim, Open),
            on(7, 300, Kim, Move(InReview)),
            on(6, 300, Amara, Meeting(3)),
            on(
                2,
                100,
                Kim,
                Decide(
                    NotAFit,
                    "Too ill to travel. Two programmes near them are named in the letter.",
                ),
            ),
        ],
    ),
    story(
        ByDay(ago(13, 0)),
        &Family {
            name: "Freya Halvorsen",
            phone: "484-555-0142",
            email: "freya.h@example.org",
            child: ("Nils", "Halvorsen"),
            birth: "10/2/2018",
            help: &["letters"],
            ..ENGLISH
        },
        &[
            on(12, 300, Jordan, Take),
            on(
                12,
                290,
                Jordan,
                talk("Wants to stay near home if that is possible.", ""),
            ),
            on(12, 280, Jordan, Move(InIntake)),
            on(10, 300, Jordan, Move(ReadyForReview)),
            on(9, 309, Kim, Open),
            on(9, 300, Kim, Move(InReview)),
            on(
                8,
                300,
                Kim,
                Decide(
                    AdviceToLocalTeam,
                    "Their team can give this treatment; we advise on the dose.",
                ),
            ),
            on(7, 300, Kim, tell("Told her what we advise.", "")),
            on(7, 200, Kim, Move(AdviceGiven)),
            on(
                6,
                300,
                Kim,
                doctor("Talked the letter through with their doctor.", ""),
            ),
        ],
    ),
    story(
        ByNight(ago(8, 0)),
        &Family {
            name: "Consuelo Ibarra",
            phone: "215-555-0143",
            email: "consuelo.ibarra@example.org",
            child: ("Ximena", "Ibarra"),
            birth: "about 4 years",
            help: &["interpreter"],
            ..SPANISH
        },
        &[
            on(7, 400, Jordan, Take),
            on(7, 390, Jordan, talk("Would like to stay near home.", "")),
            on(7, 380, Jordan, Move(InIntake)),
            on(5, 300, Jordan, Move(ReadyForReview)),
            on(4, 309, Kim, Open),
            on(4, 300, Kim, Move(InReview)),
            on(3, 300, Kim, Decide(AdviceToLocalTeam, "")),
            on(2, 300, Jordan, tell("Explained what we advise.", "")),
            on(1, 150, Kim, Move(AdviceGiven)),
        ],
    ),
];
