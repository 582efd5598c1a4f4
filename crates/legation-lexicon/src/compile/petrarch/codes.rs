//! CAMEO actor codes and their dates.

use legation_core::Sector;

use crate::compile::Compilation;
use crate::data::{Day, EntityKind, Validity};

/// CAMEO country codes that are not the lexicon's.
const COUNTRIES: [(&str, &str); 14] = [
    ("TMP", "TLS"),
    ("KSV", "XKX"),
    ("ROM", "ROU"),
    ("PAL", "PSE"),
    ("GZA", "PSE"),
    ("IMY", "IMN"),
    ("FRY", "YUG"),
    ("USR", "SUN"),
    ("SRP", "BIH"),
    ("KRJ", "HRV"),
    ("ANG", "AGO"),
    ("FRN", "FRA"),
    ("ZAR", "COD"),
    ("TIB", "CHN"),
];

/// Codes of regions, alliances and wide sorts of actor, which say neither country nor sector.
const WIDE: [&str; 34] = [
    "AFR", "ASA", "CAF", "CAS", "CAU", "CFR", "CRB", "EAF", "EEU", "EIN", "EUR", "LAM", "MDE", "MDT", "MEA",
    "NAF", "NAM", "NMR", "PGS", "SAF", "SAM", "SAS", "SCN", "SEA", "WAF", "WEU", "WST", "ARB", "INT", "UIS",
    "UNR", "OCC", "KAS", "KUR",
];

/// Codes that are a country's only at the beginning, and elsewhere a religion's or a region's.
const COUNTRY_FIRST_ONLY: [&str; 4] = ["MUS", "NAM", "CAF", "SUN"];

/// What a code says of an actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Meaning {
    /// Number of the state.
    pub(super) state: Option<u32>,
    /// PLOVER sector; empty where the code gives none.
    pub(super) sector: &'static str,
}

/// The sector that a part of a code names, where it names one by itself.
fn sector(part: &str) -> Option<&'static str> {
    match part {
        "INS" | "SEP" | "IMG" => Some("REB"),
        "MNC" => Some("BUS"),
        "NGM" => Some("NGO"),
        "PPL" => Some("CVL"),
        _ => Sector::from_code(part).map(Sector::as_str),
    }
}

/// The sector that a part gives where no other part does: religions, causes, tempers.
fn likely_sector(part: &str) -> Option<&'static str> {
    match part {
        "MUS" | "CHR" | "CTH" | "PRO" | "HIN" | "BUD" | "JEW" | "SIK" | "TAO" | "BAH" | "SHI" | "MOS"
        | "DOX" | "CPT" => Some("REL"),
        "HRI" | "ENV" | "DEV" => Some("NGO"),
        "RAD" => Some("OPP"),
        _ => None,
    }
}

/// The sector of an agent's code, without its `~`.
pub(super) fn agent_sector(code: &str) -> Option<&'static str> {
    let parts = parts(code)?;
    parts.iter().find_map(|p| sector(p)).or_else(|| parts.iter().find_map(|p| likely_sector(p)))
}

fn parts(code: &str) -> Option<Vec<&str>> {
    let whole = !code.is_empty() && code.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    whole.then(|| (0..code.len() / 3).map(|n| &code[3 * n..3 * n + 3]).collect())
}

/// What a code means: `IRNGOVMIL` is Iran and GOV. A more special country right after the first wins: `USAPRI` is Puerto
/// Rico.
///
/// # Errors
/// A code no part of which is known.
pub(super) fn meaning(c: &Compilation, code: &str) -> Result<Meaning, String> {
    let parts = parts(code).ok_or_else(|| format!("{code:?} is no code"))?;
    let state = |at: usize| {
        let part = *parts.get(at)?;
        if at > 0 && COUNTRY_FIRST_ONLY.contains(&part) {
            return None;
        }
        let id = COUNTRIES.iter().find(|(cameo, _)| *cameo == part).map_or(part, |(_, id)| id);
        c.entity(id).filter(|&n| c.data.entities[n as usize].kind == EntityKind::State)
    };
    let first = state(0);
    let generic = parts.first().is_some_and(|p| sector(p).is_some() || WIDE.contains(p));
    let country = if first.is_some() || generic { state(1).or(first) } else { first };
    let rest = parts.iter().skip(usize::from(first.is_some()));
    let sector = rest.clone().find_map(|p| sector(p)).or_else(|| rest.clone().find_map(|p| likely_sector(p)));
    if country.is_none() && sector.is_none() && !generic {
        return Err(format!("{code}: neither a country nor a role that is known"));
    }
    Ok(Meaning { state: country, sector: sector.unwrap_or("") })
}

/// The days of a code: nothing, `>date`, `<date` or `date-date`, dates as `yymmdd`, `yyyymmdd` or `yyyymm`.
///
/// # Errors
/// Anything else.
pub(super) fn validity(text: &str) -> Result<Validity, String> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if text.is_empty() {
        return Ok(Validity::ALWAYS);
    }
    if let Some(from) = text.strip_prefix('>') {
        return Ok(Validity { from: day(from, false)?, to: Validity::ALWAYS.to });
    }
    if let Some(to) = text.strip_prefix('<') {
        return Ok(Validity { from: Validity::ALWAYS.from, to: day(to, true)? });
    }
    let Some((from, to)) = text.split_once('-') else {
        return Err(format!("{text:?} is no time (>date, <date or date-date)"));
    };
    let (from, to) = (day(from, false)?, day(to, true)?);
    if from > to { Err(format!("{text} ends before it begins")) } else { Ok(Validity { from, to }) }
}

fn day(text: &str, last: bool) -> Result<Day, String> {
    let fail = || format!("{text:?} is no date (yymmdd, yyyymmdd or yyyymm)");
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(fail());
    }
    let number = |from: usize, to: usize| text[from..to].parse::<u32>().map_err(|_| fail());
    let valid = |y: u32, m: u32, d: u32| {
        // A month or day of zero is one not known.
        let m = if m == 0 { if last { 12 } else { 1 } } else { m };
        let d = if d == 0 { if last { 31 } else { 1 } } else { d };
        ((1000..=2100).contains(&y) && m <= 12 && d <= 31).then_some(y * 10_000 + m * 100 + d)
    };
    match text.len() {
        6 => {
            let (yy, mm, dd) = (number(0, 2)?, number(2, 4)?, number(4, 6)?);
            let year = if yy > 30 { 1900 + yy } else { 2000 + yy };
            valid(year, mm, dd).or_else(|| valid(number(0, 4).ok()?, number(4, 6).ok()?, 0)).ok_or_else(fail)
        }
        8 => valid(number(0, 4)?, number(4, 6)?, number(6, 8)?).ok_or_else(fail),
        _ => Err(fail()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_forms_of_dates() {
        let v = |from, to| Ok(Validity { from, to });
        assert_eq!(validity(""), v(0, 99_991_231));
        assert_eq!(validity(">011222"), v(20_011_222, 99_991_231));
        assert_eq!(validity("> 140608"), v(20_140_608, 99_991_231));
        assert_eq!(validity("<20030320"), v(0, 20_030_320));
        assert_eq!(validity("320101-331108"), v(19_320_101, 19_331_108));
        assert_eq!(validity("070516-20120515"), v(20_070_516, 20_120_515));
        assert_eq!(validity("198712-198801"), v(19_871_201, 19_880_131));
        assert_eq!(validity("990100-990000"), v(19_990_101, 19_991_231));
        for bad in [
            "20121204",
            "9008223-911221",
            ">201005011",
            "031301-031401x",
            "100101-090101",
            ">",
            "-",
            "é-é",
            ">é12345",
        ] {
            assert!(validity(bad).is_err(), "{bad}");
        }
    }
}
