//! Cases whose family was called and whose records are being gathered, and one that came back.

use crate::demo::story::{
    Act, CallMe, ENGLISH, Family, SPANISH, Sent, Story, Who, ago, call_me, doctor, on, story, talk,
    tried,
};
use crate::domain::referral::{CallResult, CallWith};
use crate::domain::status::{Outcome, Status};
use crate::support::words::Language;

use Act::{Give, Move, Open, Take};
use Sent::{ByDay, ByNight};
use Who::{Carmen, Jordan, Priya, Ruth, Tom};

pub const STORIES: &[Story] = &[
    story(
        ByDay(ago(2, 60)),
        &Family {
            name: "Nirmala",
            phone: "215-555-0121",
            email: "nirmala@example.org",
            child: ("Wayan", ""),
            birth: "8/30/2014",
            help: &["letters"],
            ..ENGLISH
        },
        &[
            on(1, 300, Priya, Take),
            on(
                1,
                280,
                Priya,
                talk(
                    "Talked for 20 minutes. Mother has the discharge letters at home.",
                    "I will call again once the hospital has sent the scans.",
                ),
            ),
            on(1, 275, Priya, Move(Status::InIntake)),
            on(
                0,
                200,
                Priya,
                doctor("The records office sends everything by courier.", ""),
            ),
        ],
    ),
    // Nobody has heard from us for three days: late.
    story(
        ByDay(ago(5, 200)),
        &Family {
            name: "Jean-Baptiste Désir",
            phone: "856-555-0122",
            email: "jb.desir@example.org",
            spoken: "ht",
            interpreter: "yes",
            child: ("Widlène", "Désir"),
            birth: "12/24/2015",
            relation: "father",
            help: &["travel", "funding", "insurance"],
            ..ENGLISH
        },
        &[
            on(4, 300, Jordan, Take),
            on(
                4,
                290,
                Jordan,
                talk(
                    "Father works nights; call after 3 pm.",
                    "We ask the hospital for the bone marrow report.",
                ),
            ),
            on(4, 285, Jordan, Move(Status::InIntake)),
            on(
                3,
                100,
                Tom,
                Act::Call(
                    CallWith::SomeoneElse,
                    CallResult::Reached,
                    "The plan is out of state; asked its office for a single-case agreement.",
                    "",
                ),
            ),
        ],
    ),
    // Due today: the records should be together.
    story(
        ByNight(ago(4, 0)),
        &Family {
            name: "Guadalupe Xochitl Ramírez",
            phone: "484-555-0123",
            email: "lupita.ramirez@example.org",
            child: ("Emiliano", "Ramírez Xochitl"),
            used: "Emi",
            birth: "9/9/2019",
            help: &["interpreter", "lodging", "travel"],
            ..SPANISH
        },
        &[
            on(3, 300, Jordan, Take),
            on(
                3,
                290,
                Jordan,
                talk(
                    "Talked in Spanish. Emi lives with his grandmother.",
                    "I call when the reports arrive.",
                ),
            ),
            on(3, 280, Jordan, Move(Status::InIntake)),
            on(2, 200, Carmen, Take),
            on(
                2,
                180,
                Carmen,
                talk(
                    "Asks for a place to stay with two children.",
                    "I write to her with what there is.",
                ),
            ),
            on(0, 330, Jordan, tried(CallResult::LeftMessage)),
        ],
    ),
    call_me(
        ByDay(ago(3, 10)),
        CallMe {
            page: Language::En,
            name: "Nguyễn Thị Mai Anh",
            phone: "610-555-0124",
            spoken: "vi",
            best_time: "afternoon",
        },
        &[
            on(2, 330, Ruth, Give(Who::Priya)),
            on(2, 260, Priya, Open),
            on(
                2,
                250,
                Priya,
                talk(
                    "With the interpreter. The child is Bảo An, nine years old.",
                    "I call on Friday.",
                ),
            ),
            on(2, 245, Priya, Move(Status::InIntake)),
            on(
                1,
                30,
                Priya,
                talk("Told her which papers we still need.", ""),
            ),
        ],
    ),
    // Opened again: the family had chosen to wait, and came back.
    story(
        ByDay(ago(24, 0)),
        &Family {
            name: "Marisol Vega",
            phone: "302-555-0125",
            email: "marisol.vega@example.org",
            child: ("Alma", "Vega"),
            birth: "2/29/2016",
            happened: "came_back_more",
            help: &["travel"],
            ..SPANISH
        },
        &[
            on(23, 200, Jordan, Take),
            on(
                23,
                190,
                Jordan,
                talk("They want to wait for the results at home.", ""),
            ),
            on(23, 180, Jordan, Move(Status::InIntake)),
            on(
                22,
                100,
                Jordan,
                Act::Close(
                    Outcome::FamilyChoseOtherwise,
                    "They stay with their team for now.",
                ),
            ),
            on(
                1,
                200,
                Jordan,
                Act::Reopen("The family called: it has come back, and they want the evaluation."),
            ),
            on(
                1,
                190,
                Jordan,
                talk(
                    "Asks us to talk with her doctor.",
                    "I call the doctor tomorrow.",
                ),
            ),
        ],
    ),
    // Records are nearly there; the child is known only by phone.
    story(
        ByNight(ago(2, 0)),
        &Family {
            name: "Kwame Asante",
            phone: "215-555-0131",
            child: ("", ""),
            relation: "other_family",
            happened: "not_working",
            place: "hospital",
            help: &["other"],
            note: "I am her uncle. My sister will tell you the name by phone.",
            ..ENGLISH
        },
        &[
            on(1, 320, Jordan, Take),
            on(
                1,
                310,
                Jordan,
                talk("Talked with the mother; she agrees.", ""),
            ),
            on(1, 305, Jordan, Move(Status::InIntake)),
        ],
    ),
];
