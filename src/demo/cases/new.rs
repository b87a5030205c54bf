//! Requests that nobody has called yet: just sent, waiting, late, urgent, and one that may be no referral.

use crate::demo::story::{
    Act, CallMe, ENGLISH, Family, SPANISH, Sent, Story, Who, ago, call_me, on, story, tried,
};
use crate::domain::priority::Priority;
use crate::domain::referral::CallResult;
use crate::support::words::Language;

use Act::{Note, ProposeAway, Take};
use Sent::{ByDay, ByNight, JustNow};
use Who::{Jordan, Priya, Ruth};

pub const STORIES: &[Story] = &[
    call_me(
        JustNow(3),
        CallMe {
            page: Language::En,
            name: "Dana Whitlock",
            phone: "215-555-0111",
            spoken: "en",
            best_time: "any",
        },
        &[],
    ),
    story(
        JustNow(6),
        &Family {
            name: "Ángela Muñoz",
            phone: "267-555-0112",
            email: "angela.munoz@example.org",
            child: ("Lucía", "Muñoz Ortega"),
            birth: "3/27/2016",
            help: &["travel", "lodging", "interpreter"],
            note: "Somos cuatro. Mi hijo menor tiene dos años y viene con nosotros.",
            ..SPANISH
        },
        &[],
    ),
    story(
        JustNow(8),
        &Family {
            name: "Curtis Okonkwo-Bell",
            phone: "484-555-0113",
            email: "curtis.ob@example.org",
            child: ("Amari", "Okonkwo-Bell"),
            birth: "11/2/2013",
            relation: "father",
            happened: "not_working",
            place: "intensive_care",
            help: &["insurance"],
            note: "The doctors here say we should hurry.",
            ..ENGLISH
        },
        &[],
    ),
    // Answered for by the fallback owner, and late since yesterday's close: the top of everybody's list.
    story(
        ByNight(ago(2, 0)),
        &Family {
            name: "Brigid O'Neill-Ибрагимова",
            phone: "610-555-0114",
            email: "brigid.oneill@example.org",
            child: ("Timur", "O'Neill-Ибрагимов"),
            birth: "7/19/2018",
            help: &["insurance", "funding"],
            ..ENGLISH
        },
        &[],
    ),
    story(
        ByDay(ago(1, 70)),
        &Family {
            name: "Hodan Warsame",
            phone: "215-555-0115",
            spoken: "other",
            spoken_other: "Somali",
            interpreter: "yes",
            child: ("Ayaan", "Warsame"),
            birth: "about 9 years",
            happened: "not_sure",
            help: &["interpreter", "letters"],
            ..ENGLISH
        },
        &[],
    ),
    call_me(
        ByDay(ago(0, 80)),
        CallMe {
            page: Language::Es,
            name: "Teresa Quispe",
            phone: "856-555-0116",
            spoken: "es",
            best_time: "evening",
        },
        &[],
    ),
    // Taken, tried twice, due today.
    story(
        ByDay(ago(1, 20)),
        &Family {
            name: "山田 花子",
            phone: "609-555-0117",
            email: "yamada@example.org",
            spoken: "other",
            spoken_other: "日本語",
            interpreter: "yes",
            child: ("太郎", "山田"),
            birth: "5/5/2017",
            happened: "came_back_more",
            help: &["interpreter", "travel"],
            ..ENGLISH
        },
        &[
            on(0, 400, Priya, Take),
            on(0, 390, Priya, tried(CallResult::NoAnswer)),
            on(0, 120, Priya, tried(CallResult::LeftMessage)),
        ],
    ),
    // The family called back worried: raised to urgent by a person, acknowledged at once.
    story(
        ByDay(ago(0, 100)),
        &Family {
            name: "Rosa Delgado Peña",
            phone: "302-555-0118",
            email: "rosa.delgado@example.org",
            child: ("Mateo", "Delgado"),
            birth: "1/14/2021",
            place: "hospital",
            help: &["lodging"],
            ..SPANISH
        },
        &[
            on(
                0,
                60,
                Jordan,
                Act::Priority(
                    Priority::Urgent,
                    "The mother called: fever since last night.",
                ),
            ),
            on(0, 55, Jordan, Take),
        ],
    ),
    story(
        ByNight(ago(1, 0)),
        &Family {
            name: "Test Tester",
            phone: "215-555-0119",
            email: "test.tester@example.org",
            child: ("Testkind", "Tester"),
            birth: "2015",
            relation: "someone_else",
            happened: "not_sure",
            ..ENGLISH
        },
        &[
            on(
                0,
                60,
                Priya,
                Note("Looks like somebody trying the form; the number rings at a bakery."),
            ),
            on(0, 55, Priya, ProposeAway),
        ],
    ),
    // Late and known to be: the supervisor has taken it.
    call_me(
        ByDay(ago(3, 30)),
        CallMe {
            page: Language::En,
            name: "Ирина Соколова",
            phone: "267-555-0120",
            spoken: "ru",
            best_time: "morning",
        },
        &[
            on(1, 350, Ruth, Take),
            on(1, 340, Ruth, tried(CallResult::NoAnswer)),
            on(
                0,
                200,
                Ruth,
                Note(
                    "Tried twice with the interpreter line. Next try in the morning, as she asked.",
                ),
            ),
        ],
    ),
];
