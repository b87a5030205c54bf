//! Cases whose family was called and whose records are being gathered; held ones, and one that came back.

use crate::demo::story::{
    Act, CallMe, ENGLISH, Family, SPANISH, Sent, Story, Who, ago, call_me, doctor, on, story, talk,
    tried,
};
use crate::domain::referral::CallResult;
use crate::domain::status::{Outcome, Status, WaitingOn};
use crate::support::words::Language;

use Act::{Await, Give, Hold, Move, Note, Open, Take};
use Sent::{ByDay, ByNight};
use Who::{Carmen, Jordan, Lee, Priya, Ruth, Tom};

pub const STORIES: &[Story] = &[
    story(
        ByDay(ago(2, 60)),
        Family {
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
        ByDay(ago(6, 200)),
        Family {
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
            on(5, 300, Jordan, Take),
            on(
                5,
                290,
                Jordan,
                talk(
                    "Father works nights; call after 3 pm.",
                    "We ask the hospital for the bone marrow report.",
                ),
            ),
            on(5, 285, Jordan, Move(Status::InIntake)),
            on(
                4,
                100,
                Tom,
                Note("Plan is out of state. Started the question of a single-case agreement."),
            ),
        ],
    ),
    // Due today: the records should be together.
    story(
        ByNight(ago(4, 0)),
        Family {
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
            on(3, 420, Jordan, Take),
            on(
                3,
                300,
                Jordan,
                talk(
                    "Talked in Spanish. Emi lives with his grandmother.",
                    "I call when the reports arrive.",
                ),
            ),
            on(3, 290, Jordan, Move(Status::InIntake)),
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
        Family {
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
    story(
        ByDay(ago(7, 100)),
        Family {
            name: "ليلى حداد",
            phone: "267-555-0126",
            email: "layla.haddad@example.org",
            spoken: "ar",
            interpreter: "yes",
            child: ("يوسف", "حداد"),
            birth: "6/1/2012",
            place: "hospital",
            help: &["interpreter", "insurance", "lodging"],
            ..ENGLISH
        },
        &[
            on(6, 300, Priya, Take),
            on(
                6,
                280,
                Priya,
                talk(
                    "Talked with the Arabic interpreter.",
                    "We ask for the translated summary.",
                ),
            ),
            on(6, 270, Priya, Move(Status::InIntake)),
            on(
                4,
                300,
                Priya,
                Await(
                    WaitingOn::Doctor,
                    "Translated summary and the last flow cytometry report.",
                ),
            ),
            on(
                3,
                100,
                Priya,
                doctor(
                    "The summary is being translated.",
                    "They send it this week.",
                ),
            ),
            on(1, 220, Priya, doctor("Flow report follows.", "")),
        ],
    ),
    story(
        ByDay(ago(5, 40)),
        Family {
            name: "Patrice Lindholm",
            phone: "215-555-0127",
            email: "patrice.lindholm@example.org",
            child: ("Sølve", "Lindholm"),
            birth: "4/2020",
            relation: "guardian",
            help: &["letters", "other"],
            note: "We foster Sølve. I have the court papers.",
            ..ENGLISH
        },
        &[
            on(4, 350, Jordan, Take),
            on(
                4,
                340,
                Jordan,
                talk("Guardian has medical consent; sends the court paper.", ""),
            ),
            on(4, 335, Jordan, Move(Status::InIntake)),
            on(
                2,
                60,
                Jordan,
                Await(
                    WaitingOn::Family,
                    "Copy of the court paper on medical consent.",
                ),
            ),
            on(0, 420, Jordan, talk("Will photograph it tonight.", "")),
        ],
    ),
    // Asked again and again for two weeks: late, and the supervisor knows.
    story(
        ByNight(ago(16, 0)),
        Family {
            name: "João Conceição",
            phone: "609-555-0128",
            email: "joao.conceicao@example.org",
            spoken: "pt",
            interpreter: "yes",
            child: ("Inês", "Conceição"),
            birth: "10/10/2010",
            relation: "father",
            happened: "came_back_more",
            help: &["travel", "lodging", "funding"],
            ..ENGLISH
        },
        &[
            on(15, 300, Priya, Take),
            on(15, 280, Priya, talk("With the interpreter.", "")),
            on(15, 270, Priya, Move(Status::InIntake)),
            on(
                13,
                200,
                Priya,
                Await(
                    WaitingOn::Doctor,
                    "Pathology slides from the home hospital.",
                ),
            ),
            on(
                11,
                200,
                Priya,
                doctor("Slides are looked for.", "Next week."),
            ),
            on(9, 200, Priya, doctor("Still looked for.", "")),
            on(7, 200, Priya, doctor("The archive has moved.", "")),
            on(5, 200, Priya, talk("Father asks there in person.", "")),
            on(3, 200, Priya, doctor("Found; a form has to be signed.", "")),
        ],
    ),
    story(
        ByDay(ago(9, 200)),
        Family {
            name: "Rachel Stein-Abara",
            phone: "484-555-0129",
            email: "rachel.sa@example.org",
            spoken: "ase",
            interpreter: "yes",
            child: ("Noa", "Stein-Abara"),
            birth: "1/31/2017",
            help: &["interpreter"],
            note: "Please text. I am deaf; my wife is not always home.",
            ..ENGLISH
        },
        &[
            on(8, 300, Priya, Take),
            on(
                8,
                200,
                Priya,
                talk("By video relay with an ASL interpreter.", ""),
            ),
            on(8, 190, Priya, Move(Status::InIntake)),
            on(6, 200, Priya, doctor("Records are on their way.", "")),
            on(
                5,
                100,
                Priya,
                talk(
                    "Noa has chickenpox; they want to wait until she is well.",
                    "We wait, and call.",
                ),
            ),
            on(
                5,
                90,
                Priya,
                Hold(7, "Chickenpox at home; the family asked to wait."),
            ),
        ],
    ),
    // A hold whose day has come and gone.
    story(
        ByDay(ago(11, 0)),
        Family {
            name: "Esperanza Cruz",
            phone: "856-555-0130",
            email: "esperanza.cruz@example.org",
            child: ("Santiago", "Cruz"),
            birth: "7/4/2011",
            help: &["insurance", "funding"],
            ..SPANISH
        },
        &[
            on(10, 300, Jordan, Take),
            on(
                10,
                290,
                Jordan,
                talk("The insurance changes next month.", ""),
            ),
            on(10, 280, Jordan, Move(Status::InIntake)),
            on(
                9,
                200,
                Lee,
                Note("Asked finance to help with the application."),
            ),
            on(
                8,
                100,
                Jordan,
                Hold(5, "They wait for the letter of the insurer."),
            ),
        ],
    ),
    // Records are nearly there; the child is known only by phone.
    story(
        ByNight(ago(2, 0)),
        Family {
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
