//! How the sentences read: short, kind, and plain enough for a tired parent.

use super::*;

#[test]
fn sentences_are_short_and_kind() {
    let kind = [
        (
            "en",
            vec![
                "please",
                "invalid",
                "failed",
                "forgot",
                "unfortunately",
                "simply",
                "battle",
                "fight",
                "cure",
            ],
        ),
        (
            "es",
            vec![
                "por favor",
                "inválid",
                "falló",
                "olvidó",
                "lamentablemente",
                "simplemente",
                "batalla",
                "curar",
            ],
        ),
    ];
    for (language, unkind) in kind {
        for (key, sentence) in catalogue(language) {
            for form in &sentence.forms {
                let public = sentence.file != "mail.ftl";
                let longest = form
                    .split(['.', '?', ':'])
                    .map(|part| part.split_whitespace().count())
                    .max();
                assert!(
                    longest.unwrap_or(0) <= 25,
                    "{language} {key}: a sentence of more than 25 words"
                );
                let lower = form.to_lowercase();
                for word in &unkind {
                    assert!(
                        !public || !lower.contains(word),
                        "{language} {key}: {word:?} in {form:?}"
                    );
                }
                assert!(
                    !form.contains(['!', '¡', '%']),
                    "{language} {key}: {form:?}"
                );
            }
        }
    }
}

/// What families read, a file at a time; of the mails only those to them.
const OF_FAMILIES: [&str; 8] = [
    "public.ftl",
    "family.ftl",
    "errors.ftl",
    "status.ftl",
    "papers.ftl",
    "talk.ftl",
    "problems.ftl",
    "mail.ftl",
];

/// How much is read: sentences, words and syllables.
#[derive(Default)]
struct Read {
    sentences: u32,
    words: u32,
    syllables: u32,
}

impl Read {
    /// Counts a file of a language; what is shorter than `least` words is a label and no sentence.
    fn of(language: &str, file: &str, least: usize, syllables_of: fn(&str) -> u32) -> Self {
        let catalogue = catalogue(language);
        let to_families = |key: &str| {
            let part = key.strip_prefix("mail-").unwrap_or("family");
            part.contains("family") || part.contains("draft")
        };
        let own = catalogue
            .iter()
            .filter(|(key, sentence)| sentence.file == file && to_families(key))
            .flat_map(|(_, sentence)| &sentence.forms);
        let mut read = Self::default();
        for part in own.flat_map(|form| form.split(['.', '?', ':'])) {
            let words: Vec<&str> = part.split_whitespace().collect();
            if words.len() >= least {
                read.sentences += 1;
                read.words += u32::try_from(words.len()).unwrap();
                read.syllables += words.iter().map(|word| syllables_of(word)).sum::<u32>();
            }
        }
        assert!(read.sentences > 0, "{language} {file} is read");
        read
    }

    fn words_a_sentence(&self) -> f64 {
        f64::from(self.words) / f64::from(self.sentences)
    }

    fn syllables_a_word(&self) -> f64 {
        f64::from(self.syllables) / f64::from(self.words)
    }
}

#[test]
fn families_read_english_at_the_level_of_grade_six() {
    for file in OF_FAMILIES {
        let read = Read::of("en", file, 3, syllables_of);
        // The Flesch-Kincaid grade.
        let grade = 0.39 * read.words_a_sentence() + 11.8 * read.syllables_a_word() - 15.59;
        assert!(grade <= 6.0, "{file} reads at grade {grade:.1}");
    }
}

#[test]
fn families_read_spanish_that_is_easy() {
    for file in OF_FAMILIES {
        // Labels would make it look easier than what is read in one go.
        for least in [3, 6] {
            let read = Read::of("es", file, least, spanish_syllables_of);
            // Fernández Huerta's ease of reading: 70 and more is easy, as in school at eleven or twelve.
            let ease = 206.84 - 60.0 * read.syllables_a_word() - 1.02 * read.words_a_sentence();
            assert!(ease >= 70.0, "{file} reads at {ease:.1}");
        }
    }
}

#[test]
fn syllables_are_counted_as_they_are_spoken() {
    for (word, count) in [
        ("día", 2),
        ("leucemia", 3),
        ("cuidado", 3),
        ("guía", 2),
        ("quién", 1),
        ("hoy", 1),
        ("¿Seguimiento?", 4),
        ("aéreo", 4),
        ("pingüino", 3),
        ("{", 1),
    ] {
        assert_eq!(spanish_syllables_of(word), count, "{word}");
    }
}

/// Counts vowels as they are spoken: a weak one beside another makes one syllable with it, unless it carries the accent; the
/// u of que, qui, gue and gui is silent.
fn spanish_syllables_of(word: &str) -> u32 {
    let mut word = word.to_lowercase();
    word.retain(char::is_alphabetic);
    for (written, spoken) in [
        ("que", "ke"),
        ("qué", "ké"),
        ("qui", "ki"),
        ("quí", "kí"),
        ("gue", "ge"),
        ("gué", "gé"),
        ("gui", "gi"),
        ("guí", "gí"),
    ] {
        word = word.replace(written, spoken);
    }
    if word.ends_with('y') {
        word.pop();
        word.push('i');
    }
    let vowel = |c: char| "aeiouáéíóúü".contains(c);
    let strong = |c: char| "aeoáéíóú".contains(c);
    let before = std::iter::once(' ').chain(word.chars());
    let begins = |(c, before): &(char, char)| {
        vowel(*c) && (!vowel(*before) || (strong(*c) && strong(*before)))
    };
    let count = word.chars().zip(before).filter(begins).count();
    u32::try_from(count).unwrap().max(1)
}

/// Counts groups of vowels; a silent e at the end is none.
fn syllables_of(word: &str) -> u32 {
    let word = word.to_lowercase();
    let word = word.trim_matches(|c: char| !c.is_alphabetic());
    let vowel = |c: char| "aeiouy".contains(c);
    let starts = word
        .chars()
        .zip(std::iter::once(' ').chain(word.chars()))
        .filter(|(c, before)| vowel(*c) && !vowel(*before));
    let count = u32::try_from(starts.count()).unwrap();
    let silent = word.ends_with('e') && !word.ends_with("le") && count > 1;
    (count - u32::from(silent)).max(1)
}
