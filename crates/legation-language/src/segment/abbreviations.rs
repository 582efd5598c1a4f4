//! Abbreviations that news writes with a stop, by what may follow them.

/// What an abbreviation stands for, so far as it tells whether a sentence can end after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Abbreviation {
    /// Not a known abbreviation.
    None,
    /// A title or rank, which a name follows: `Gen.`, `Mr.`
    Title,
    /// A month or a day of the week, which a number mostly follows.
    Month,
    /// A word that a number follows: `No.`, `Art.`, `pp.`
    Number,
    /// A word that goes on in lower case or with a comma: `e.g.`, `vs.`, `cf.`
    Onward,
    /// A company's form or a name's suffix: `Inc.`, `Jr.`; a sentence may end after it.
    Suffix,
    /// A place: `U.S.`, `D.C.`, `Calif.`; a sentence may end after it.
    Place,
    /// A first part of a place name: `St.`, `Mt.`, `Ft.`
    Prefix,
    /// A time of day: `p.m.`
    Hour,
    /// A measure or another word: `ft.`, `dept.`, `etc.`
    Other,
}

const TITLES: &[&str] = &[
    "adm", "amb", "asst", "brig", "capt", "cmdr", "col", "comdr", "cpl", "cpt", "det", "dr", "fr", "gen",
    "gov", "hon", "insp", "lt", "maj", "messrs", "mgr", "mme", "mlle", "mr", "mrs", "ms", "msgr", "mx",
    "pfc", "pres", "prof", "pte", "pvt", "rep", "reps", "rev", "sen", "sens", "sgt", "spc", "supt",
    "vice-adm", "atty", "dir", "rabbi", "amn", "cdr", "ens", "gens", "govs", "profs", "drs", "hrh", "mmes",
];
const MONTHS: &[&str] = &[
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mon", "tue",
    "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun",
];
const NUMBERS: &[&str] = &[
    "no", "nos", "nr", "art", "arts", "fig", "figs", "vol", "vols", "pp", "p", "para", "paras", "ch", "chap",
    "sect", "res", "eq", "op", "tel", "ext", "approx", "ca", "ver", "rm", "apt", "rs",
];
const ONWARD: &[&str] =
    &["v", "e.g", "i.e", "eg", "vs", "cf", "viz", "al", "aka", "a.k.a", "incl", "esp", "resp", "n.b"];
const SUFFIXES: &[&str] = &[
    "inc", "corp", "ltd", "co", "cos", "llc", "plc", "bros", "jr", "sr", "esq", "ph.d", "m.d", "b.a", "m.a",
    "j.d", "ll.b", "l.p", "l.l.c", "s.a", "n.v", "a.g", "bhd", "assn", "pty", "mfg", "intl", "univ",
];
const PLACES: &[&str] = &[
    "u.s", "u.k", "u.n", "u.s.a", "u.a.e", "e.u", "d.c", "u.s.s.r", "n.y", "n.j", "n.c", "s.c", "n.h", "n.m",
    "n.d", "s.d", "r.i", "w.va", "l.a", "d.r.c", "d.p.r.k", "p.r.c", "r.o.c", "b.c", "ala", "ariz", "ark",
    "calif", "colo", "conn", "del", "fla", "ga", "ill", "ind", "kan", "ky", "la", "md", "mass", "mich",
    "minn", "miss", "mo", "mont", "neb", "nev", "okla", "ore", "pa", "tenn", "tex", "va", "vt", "wash",
    "wis", "wyo", "ont", "que", "a.d", "c.e", "b.c.e",
];
const PREFIXES: &[&str] = &["st", "ste", "mt", "ft", "pt", "sta", "sto"];
const HOURS: &[&str] = &["a.m", "p.m", "am", "pm"];
const OTHERS: &[&str] = &[
    "etc", "dept", "depts", "est", "min", "max", "hr", "hrs", "secs", "mi", "km", "kg", "lb", "lbs", "oz",
    "sq", "cu", "yr", "yrs", "ave", "blvd", "rd", "hwy", "gov't", "govt", "bldg", "eds", "tbs", "tsp", "tv",
    "t.v", "avg", "orig", "misc", "temp", "rec", "div", "comm", "cmte", "subj", "attn", "p.o", "p.s", "b.s",
];

impl Abbreviation {
    /// Classes `word`, which is written before a stop, the stop left out; case does not matter.
    pub fn of(word: &str) -> Self {
        // The longest abbreviation listed has eight characters.
        if word.is_empty() || word.len() > 8 || !word.is_ascii() {
            return Self::None;
        }
        let capital = word.starts_with(|c: char| c.is_ascii_uppercase()) || word.contains('.');
        let lower = word.to_ascii_lowercase();
        let word = lower.as_str();
        let lists = [
            (Self::Title, TITLES),
            (Self::Month, MONTHS),
            (Self::Number, NUMBERS),
            (Self::Onward, ONWARD),
            (Self::Suffix, SUFFIXES),
            (Self::Place, PLACES),
            (Self::Prefix, PREFIXES),
            (Self::Hour, HOURS),
            (Self::Other, OTHERS),
        ];
        let class =
            lists.iter().find(|(_, list)| list.contains(&word)).map_or(Self::None, |(class, _)| *class);
        // Many abbreviations of names are words in small letters: `sat`, `miss`, `gen`.
        match class {
            Self::Title | Self::Month | Self::Suffix | Self::Place | Self::Prefix if !capital => Self::None,
            _ => class,
        }
    }
}
