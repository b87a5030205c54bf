//! Names of made-up families in many scripts, with the share of each people.

use crate::support::words::Language;

/// Families that share a language and a way of naming.
pub struct People {
    /// Of a hundred families, so many.
    pub share: u32,
    /// Code of the language they speak.
    pub spoken: &'static str,
    /// Its name, where it is not in the list.
    pub spoken_other: &'static str,
    /// The page they write on.
    pub page: Language,
    /// First names.
    pub given: &'static [&'static str],
    /// Beginnings and endings of last names; joined they are as many names as a real list has.
    pub family: (&'static [&'static str], &'static [&'static str]),
    /// True where a child carries two last names.
    pub two: bool,
}

/// Everybody; the shares make a hundred.
pub const PEOPLES: &[People] = &[
    People {
        share: 36,
        spoken: "en",
        spoken_other: "",
        page: Language::En,
        given: &[
            "Olivia", "Liam", "Emma", "Noah", "Ava", "Ethan", "Grace", "Mason", "Chloe", "Lucas",
            "Zoe", "Owen", "Harper", "Caleb", "Nora", "Isaac", "Ruby", "Miles", "Hazel", "Theo",
        ],
        family: (
            &[
                "Ash", "Black", "Brad", "Clif", "Dal", "East", "Fair", "Gran", "Hart", "Kings",
                "Lang", "Mil", "Nor", "Oak", "Pres", "Rad", "Shel", "Stan", "Thorn", "Whit",
            ],
            &[
                "by", "burn", "dale", "field", "ford", "ham", "ley", "man", "more", "ridge",
                "stead", "ton", "well", "wick", "wood", "worth",
            ],
        ),
        two: false,
    },
    People {
        share: 26,
        spoken: "es",
        spoken_other: "",
        page: Language::Es,
        given: &[
            "Sofía",
            "Mateo",
            "Valentina",
            "Sebastián",
            "Lucía",
            "Ángel",
            "María José",
            "Andrés",
            "Ximena",
            "Iñaki",
            "Camila",
            "Joaquín",
            "Noemí",
            "Rubén",
            "Itzel",
            "Óscar",
        ],
        family: (
            &[
                "Álvar", "Benít", "Domíngu", "Fernánd", "Gonzál", "Gutiérr", "Hernánd", "Jimén",
                "Martín", "Núñ", "Pér", "Ramír", "Rodrígu", "Sánch", "Vásqu", "Velázqu",
            ],
            &["ez", "ez", "ez", "ón", "ero", "eda"],
        ),
        two: true,
    },
    People {
        share: 8,
        spoken: "vi",
        spoken_other: "",
        page: Language::En,
        given: &[
            "Minh Anh",
            "Đức",
            "Thảo Vy",
            "Quốc Bảo",
            "Ngọc Hân",
            "Gia Huy",
            "Khánh Linh",
            "Tuấn Kiệt",
        ],
        family: (
            &[
                "Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ",
            ],
            &["", " Văn", " Thị", " Hữu"],
        ),
        two: false,
    },
    People {
        share: 8,
        spoken: "zh",
        spoken_other: "",
        page: Language::En,
        given: &[
            "浩然", "梓涵", "子轩", "雨桐", "宇航", "欣怡", "俊杰", "思远", "佳琪", "明哲", "语嫣",
            "天佑",
        ],
        family: (
            &[
                "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "欧阳",
                "司马",
            ],
            &[""],
        ),
        two: false,
    },
    People {
        share: 7,
        spoken: "ar",
        spoken_other: "",
        page: Language::En,
        given: &[
            "ليلى",
            "يوسف",
            "مريم",
            "عمر",
            "نور",
            "خالد",
            "فاطمة",
            "سامي",
            "هدى",
            "زياد",
        ],
        family: (
            &[
                "الحسن",
                "العلي",
                "الخطيب",
                "المصري",
                "الشامي",
                "النجار",
                "الحداد",
                "السالم",
                "منصور",
                "حمدان",
            ],
            &[""],
        ),
        two: false,
    },
    People {
        share: 7,
        spoken: "ru",
        spoken_other: "",
        page: Language::En,
        given: &[
            "Анастасия",
            "Дмитрий",
            "Екатерина",
            "Михаил",
            "Алёна",
            "Фёдор",
            "Софья",
            "Артём",
        ],
        family: (
            &[
                "Андре",
                "Васил",
                "Григор",
                "Дмитри",
                "Кузнец",
                "Лебед",
                "Никола",
                "Павл",
                "Семён",
                "Яковл",
            ],
            &["ев", "ов", "енко", "ский", "ук"],
        ),
        two: false,
    },
    People {
        share: 4,
        spoken: "pt",
        spoken_other: "",
        page: Language::En,
        given: &[
            "João",
            "Inês",
            "Caetano",
            "Luísa",
            "Antônio",
            "Conceição",
            "Davi",
            "Lívia",
        ],
        family: (
            &[
                "Araú", "Car", "Mon", "Sam", "Guima", "Tava", "Magal", "Simõ",
            ],
            &["jo", "valho", "teiro", "paio", "rães", "res", "hães", "es"],
        ),
        two: true,
    },
    People {
        share: 4,
        spoken: "other",
        spoken_other: "Polski",
        page: Language::En,
        given: &[
            "Zofia",
            "Jakub",
            "Małgorzata",
            "Łukasz",
            "Żaneta",
            "Stanisław",
            "Agnieszka",
            "Paweł",
        ],
        family: (
            &[
                "Kowal", "Wiśniew", "Dąbrow", "Zieliń", "Szymań", "Woźnia", "Kozłow", "Jabłoń",
            ],
            &["ski", "ska", "czyk", "ak"],
        ),
        two: false,
    },
];
