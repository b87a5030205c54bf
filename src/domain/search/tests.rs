//! What is found and what is not: names in any script, typing errors, dates, phones, references.

use jiff::civil::date;
use proptest::prelude::*;

use super::{
    MOST_TOKENS, SearchQuery, SearchToken, Searchable, TokenKind, query_of, query_with_prefix,
    tokens_of,
};

fn named(names: &[&str]) -> Searchable {
    Searchable {
        names: names.iter().map(|name| (*name).to_owned()).collect(),
        ..Searchable::default()
    }
}

fn ana() -> Searchable {
    Searchable {
        names: vec![
            "Ana María Ejemplo-Núñez".to_owned(),
            "Rosa Ejemplo".to_owned(),
        ],
        birth_dates: vec![date(2016, 3, 27)],
        phones: vec!["+1 (215) 555-0101".to_owned()],
        emails: vec!["Rosa@Example.org".to_owned()],
        outside_refs: vec!["MRN 00-4417".to_owned()],
    }
}

fn meets(record: &Searchable, query: &SearchQuery) -> bool {
    let tokens = tokens_of(record);
    !query.groups.is_empty()
        && query
            .groups
            .iter()
            .all(|group| group.iter().any(|token| tokens.contains(token)))
}

fn found(record: &Searchable, text: &str) -> bool {
    meets(record, &query_of(text))
}

#[test]
fn a_case_is_found_by_each_thing_known_of_it() {
    for text in [
        "ana",
        "ANA MARIA",
        "maría",
        "maria ejemplo",
        "nunez",
        "Núñez",
        "eje",
        "ejempl",
        "rosa",
        "2016-03-27",
        "3/27/2016",
        "3/27/16",
        "27.3.2016",
        "27.03.2016",
        "20160327",
        "March 27 2016",
        "mar. 27, 2016",
        "27th of March 2016",
        "27 de marzo de 2016",
        "27 marzo 2016",
        "ana March 27, 2016",
        "27 de marzo del 2016 ejemplo",
        "215 555 0101",
        "(215) 555-0101",
        "5550101",
        "+12155550101",
        "rosa@example.org",
        "ROSA@EXAMPLE.ORG",
        "004417",
        "00-4417",
        "mrn 004417",
        "mrn004417",
        "ana 3/27/2016",
        "ejemplo 555-0101",
        "ana e",
        "ejenplo",
    ] {
        assert!(found(&ana(), text), "{text} finds the case");
    }
    for text in [
        "",
        " ",
        "-",
        "bruno",
        "ana bruno",
        "ana 2016-03-28",
        "5550102",
        "rosa@example.com",
        "004418",
        "eje 2017-03-27",
        "March 28 2016",
        "March 2016",
        "27 de abril de 2016",
        "an",
    ] {
        assert!(!found(&ana(), text), "{text} does not find the case");
    }
}

#[test]
fn apostrophes_and_hyphens_are_both_joined_and_split() {
    for written in ["O'Neill", "O’Neill", "OʼNeill", "O´Neill", "O`NEILL"] {
        for text in ["oneill", "o neill", "o'neill", "O’Neill", "neill", "oneil"] {
            assert!(found(&named(&[written]), text), "{text} finds {written}");
        }
    }
    let double = named(&["Sorcha O'Neill-Ибрагимова"]);
    for text in [
        "ибрагимова",
        "ИБРАГИМОВА",
        "oneill",
        "o'neill-ибрагимова",
        "neill sorcha",
        "o'neill ибр",
    ] {
        assert!(found(&double, text), "{text}");
    }
    assert!(found(&named(&["Smith Jones"]), "Smith-Jones"));
    assert!(found(&named(&["Smith-Jones"]), "smith jones"));
    assert!(!found(&named(&["Smith"]), "Smith-Jones"));
}

#[test]
fn names_in_any_script_are_found() {
    let pairs = [
        ("名前", "名"),
        ("名前", "前"),
        ("名前", "名前"),
        ("王 小明", "王小明"),
        ("王小明", "王 小明"),
        ("王小明", "小明"),
        ("김민준", "김"),
        ("김민준", "민준"),
        ("ガ行", "ガ"),
        ("ｶﾞ行", "ガ"),
        ("王Wang", "wang"),
        ("Łukasz Żółć", "lukasz zolc"),
        ("Søren", "soren"),
        ("Straße", "STRASSE"),
        ("Müller", "mueller"),
        ("ﬁona", "Fiona"),
        ("İpek", "ipek"),
        ("أحمد", "احمد"),
        ("Алёна", "алена"),
        ("Ἀλέξανδρος", "αλεξανδροσ"),
        ("देवी", "देवी"),
        ("நிலா", "நிலா"),
        ("Ng", "ng"),
        ("X", "x"),
        ("Ｗｉｄｅ", "wide"),
    ];
    for (written, text) in pairs {
        assert!(found(&named(&[written]), text), "{text} finds {written}");
    }
    assert!(!found(&named(&["देवा"]), "देवी"), "vowel signs are letters");
    assert!(!found(&named(&["王小明"]), "明小"));
}

#[test]
fn sounds_find_other_spellings() {
    for (written, text) in [
        ("Catherine", "Katharyn"),
        ("Schmidt", "Smith"),
        ("Ramirez", "Rameeres"),
        ("Geoffrey", "Jeffery"),
    ] {
        assert!(found(&named(&[written]), text), "{text} finds {written}");
    }
    assert!(!found(&named(&["Lee"]), "Lou"), "one sound is too little");
}

#[test]
fn references_are_recognised_however_they_are_typed() {
    for text in [
        "RL-7KX2-94Q",
        "rl-7kx2-94q",
        "RL7KX294Q",
        " rl 7kx2 94q ",
        "RL–7KX2–94Q",
        "7kx2-94q",
        "RL-7KX294Q",
    ] {
        let query = query_of(text);
        assert_eq!(query.reference.as_deref(), Some("RL-7KX2-94Q"), "{text}");
        assert!(query.groups.is_empty(), "{text}");
    }
    for text in [
        "RL-7KX2-94",
        "RL-7KX2-940",
        "RL-7KXU-94Q",
        "2345-678",
        "Barrett",
        "215 555 0101",
    ] {
        assert_eq!(query_of(text).reference, None, "{text}");
    }
    for (text, reference) in [
        ("7KX294Q", "RL-7KX2-94Q"),
        ("7kx2 94q", "RL-7KX2-94Q"),
        ("qkwd-hxp", "RL-QKWD-HXP"),
        ("QKWDHXP", "RL-QKWD-HXP"),
        ("7kx294q", "RL-7KX2-94Q"),
    ] {
        let query = query_of(text);
        assert_eq!(query.reference.as_deref(), Some(reference), "{text}");
        assert!(
            !query.groups.is_empty(),
            "{text} may be another number, or a name"
        );
    }
    let beside_a_name = query_of("Ana RL-7KX2-94Q");
    assert!(beside_a_name.reference.is_some() && beside_a_name.groups.len() == 1);
}

#[test]
fn a_reference_that_could_be_a_name_is_also_searched_as_one() {
    let query = query_with_prefix("Sabarrett", "SA");
    assert_eq!(query.reference.as_deref(), Some("SA-BARR-ETT"));
    assert!(meets(&named(&["Sabarrett"]), &query));
    assert_eq!(
        query_with_prefix("xq-7kx2-94q", "XQ").reference.as_deref(),
        Some("XQ-7KX2-94Q")
    );
}

#[test]
fn dates_are_read_month_first_unless_that_cannot_be() {
    let born = |text: &str| {
        let dates = query_of(text)
            .groups
            .into_iter()
            .flatten()
            .filter(|token| token.kind == TokenKind::BirthDate);
        dates.map(|token| token.text).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(born("3/4/2016"), "2016-03-04");
    assert_eq!(born("3.4.2016"), "2016-04-03");
    assert_eq!(born("27/3/2016"), "2016-03-27");
    assert_eq!(born("3-27-2016"), "2016-03-27");
    assert_eq!(born("2/29/2016"), "2016-02-29");
    assert_eq!(born("4/5/98"), "1998-04-05");
    assert_eq!(born("2/29/2015"), "");
    assert_eq!(born("2016-13-01"), "");
    assert_eq!(born("99999999"), "");
}

#[test]
fn an_ordinary_case_has_about_forty_tokens() {
    let count = tokens_of(&Searchable {
        names: vec!["Noah Bennett".into(), "Laura Castellano".into()],
        ..ana()
    })
    .len();
    assert!((30..=45).contains(&count), "{count} tokens");
    assert!(tokens_of(&ana()).len() <= MOST_TOKENS);
}

#[test]
fn too_much_text_loses_variants_first() {
    let crowded = Searchable {
        names: (0..20)
            .map(|number| {
                format!(
                    "Maximiliano{number} Konstantinopolska{number} {}",
                    "x".repeat(100_000)
                )
            })
            .collect(),
        phones: (0..50).map(|number| format!("555{number:04}")).collect(),
        ..ana()
    };
    let mut crowded = crowded;
    crowded.names.insert(0, "Ana Ejemplo".to_owned());
    let tokens = tokens_of(&crowded);
    assert_eq!(tokens.len(), MOST_TOKENS);
    assert!(found(&crowded, "ana ejemplo 2016-03-27"));
    assert!(query_of(&"ana ".repeat(100_000)).groups.len() <= 12);
}

#[test]
fn personal_text_does_not_reach_logs() {
    let token = SearchToken {
        kind: TokenKind::Word,
        text: "ejemplo".to_owned(),
    };
    assert_eq!(format!("{token:?}"), "SearchToken(Word, ..)");
    assert_eq!(
        format!("{:?}", query_of("ejemplo")),
        "SearchQuery(1 groups, reference: None)"
    );
}

/// Makes one of the four usual typing errors at some place of a word.
fn mistyped(word: &str, place: usize, letter: char, error: usize) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let place = place % letters.len();
    match error % 4 {
        0 => drop(letters.remove(place)),
        1 => letters.insert(place, letter),
        2 => letters[place] = letter,
        _ => letters.swap(place, (place + 1) % word.chars().count().max(1)),
    }
    letters.into_iter().collect()
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-záéñö]{2,10}",
        "[а-яё]{2,10}",
        "[α-ω]{2,10}",
        "[ا-غ]{2,8}"
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_word_its_beginnings_and_its_typing_errors_find_the_case(
        words in prop::collection::vec(word(), 1..=4), place in 0_usize..12, letter in "[a-zа-я]", error in 0_usize..4,
    ) {
        let record = named(&[&words.join(" ")]);
        let letter = letter.chars().next().unwrap_or('x');
        for word in &words {
            prop_assert!(found(&record, word));
            prop_assert!(found(&record, &word.to_uppercase()));
            let letters: Vec<char> = word.chars().collect();
            for length in 3..letters.len() {
                prop_assert!(found(&record, &letters[..length].iter().collect::<String>()));
            }
            if letters.len() >= 5 && (error != 3 || place % letters.len() + 1 < letters.len()) {
                prop_assert!(found(&record, &mistyped(word, place, letter, error)));
            }
        }
    }

    /// No letter of one sounds like a letter of the other: a "gce" is rightly found by a "qos", which sounds the same.
    #[test]
    fn an_unrelated_name_is_not_found(name in "[abdefpt]{3,9}", other in "[iklmnors]{3,9}") {
        prop_assert!(!found(&named(&[&name]), &other));
    }

    #[test]
    fn any_text_is_taken(text in "\\PC{0,80}", raw in prop::collection::vec(any::<char>(), 0..40)) {
        let odd: String = raw.into_iter().collect();
        for text in [&text, &odd] {
            let record = Searchable { phones: vec![text.clone()], emails: vec![text.clone()], outside_refs: vec![text.clone()], ..named(&[text]) };
            prop_assert!(tokens_of(&record).len() <= MOST_TOKENS);
            prop_assert!(query_of(text).groups.len() <= 12);
        }
    }
}
