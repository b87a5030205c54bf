//! Cases that wait: for records, for a paper, or on hold until a day.

use crate::demo::story::{
    Act, ENGLISH, Family, SPANISH, Sent, Story, Who, ago, doctor, on, story, talk,
};
use crate::domain::paper::PaperKind;
use crate::domain::status::{Status, WaitingOn};

use Act::{Await, Hold, Move, Note, Take};
use Sent::{ByDay, ByNight};
use Who::{Jordan, Lee, Priya};

pub const STORIES: &[Story] = &[
    story(
        ByDay(ago(7, 100)),
        &Family {
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
                    &[
                        (PaperKind::Summary, "translated"),
                        (PaperKind::Pathology, "the last flow cytometry"),
                    ],
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
        &Family {
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
                    &[(PaperKind::Other, "the court paper on medical consent")],
                ),
            ),
            on(0, 420, Jordan, talk("Will photograph it tonight.", "")),
        ],
    ),
    // Asked again and again for two weeks: late, and the supervisor knows.
    story(
        ByNight(ago(14, 0)),
        &Family {
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
            on(13, 300, Priya, Take),
            on(13, 280, Priya, talk("With the interpreter.", "")),
            on(13, 270, Priya, Move(Status::InIntake)),
            on(
                11,
                200,
                Priya,
                Await(
                    WaitingOn::Doctor,
                    &[(PaperKind::Pathology, "slides from the home hospital")],
                ),
            ),
            on(
                9,
                200,
                Priya,
                doctor("Slides are looked for.", "Next week."),
            ),
            on(7, 200, Priya, doctor("Still looked for.", "")),
            on(5, 200, Priya, doctor("The archive has moved.", "")),
            on(3, 200, Priya, talk("Father asks there in person.", "")),
            on(1, 200, Priya, doctor("Found; a form has to be signed.", "")),
        ],
    ),
    story(
        ByDay(ago(9, 200)),
        &Family {
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
        &Family {
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
                Hold(7, "They wait for the letter of the insurer."),
            ),
        ],
    ),
];
