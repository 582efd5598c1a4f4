//! `legation code`, end to end: formats, order, bad input, exit codes.

#![allow(missing_docs, reason = "a test")]

mod support;

use std::fs;
use std::path::Path;

use serde_json::Value;
use support::{Run, legation, legation_with, root};

const ARTICLE: &str = "examples/embassy-reopens.txt";
const LINES: &str = "examples/articles.jsonl";
const SENTENCE: &str =
    "China has recognised the government of Ruritania. France recognised Kosovo on Monday.";

fn claims(run: &Run) -> Vec<Value> {
    run.out.lines().map(|l| serde_json::from_str(l).expect("a claim a line")).collect()
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> String {
    let path = folder.join(name);
    fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn an_article_gives_the_claims_that_it_tells() {
    let run = legation(&["code", ARTICLE, "--published", "2025-10-21"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let claims = claims(&run);
    let text: Vec<char> = fs::read_to_string(root().join(ARTICLE)).unwrap().chars().collect();
    let told = |actor: &str, act: &str, status: &str| {
        claims.iter().any(|c| c["actor"]["id"] == actor && c["act"]["code"] == act && c["status"] == status)
    };
    assert!(told("IND", "change-mission-status", "done"), "{}", run.out);
    assert!(told("IND", "recognise-government", "denied") || told("IND", "refuse-recognition", "done"));
    assert!(told("RUS", "recognise-government", "done"));
    for claim in &claims {
        for part in ["sentence", "act", "actor", "recipient"] {
            let part = &claim[part];
            if part.is_null() {
                continue;
            }
            let (start, end) =
                (part["start"].as_u64().unwrap() as usize, part["end"].as_u64().unwrap() as usize);
            assert_eq!(text[start..end].iter().collect::<String>(), part["text"].as_str().unwrap());
        }
    }
}

#[test]
fn every_claim_is_valid_by_the_schema() {
    let schema = fs::read_to_string(root().join("docs/claim.schema.json")).unwrap();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    jsonschema::draft202012::meta::validate(&schema).expect("the schema is one itself");
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let run = legation(&["code", ARTICLE, LINES]);
    let claims = claims(&run);
    assert!(claims.len() > 10);
    for claim in &claims {
        let errors: Vec<String> =
            validator.iter_errors(claim).map(|e| format!("{} at {}", e, e.instance_path)).collect();
        assert!(errors.is_empty(), "{errors:?}\n{claim}");
        // No field is optional or free: one taken away or added is noticed.
        for field in claim.as_object().unwrap().keys() {
            let mut less = claim.clone();
            less.as_object_mut().unwrap().remove(field);
            assert!(!validator.is_valid(&less), "{field} may be left out");
        }
        let mut more = claim.clone();
        more["act"]["colour"] = "blue".into();
        assert!(!validator.is_valid(&more));
    }
}

#[test]
fn the_output_is_the_same_at_any_number_of_threads() {
    for format in ["jsonl", "csv", "html", "table"] {
        let with = |jobs: &str| {
            legation(&["code", "examples", "--format", format, "--jobs", jobs, "--published", "2025-10"]).out
        };
        let one = with("1");
        assert!(one.len() > 1000);
        assert_eq!(one, with("2"), "{format}");
        assert_eq!(one, with("7"), "{format}");
    }
}

#[test]
fn csv_has_a_row_a_claim_and_every_column() {
    let lines = claims(&legation(&["code", LINES])).len();
    let run = legation(&["code", LINES, "--format", "csv"]);
    assert!(run.out.starts_with("id,event,document_id,document_title,"));
    assert!(run.out.ends_with("\r\n"));
    let mut reader = csv::Reader::from_reader(run.out.as_bytes());
    let columns = reader.headers().unwrap().len();
    assert_eq!(columns, legation_formats::output::CSV_COLUMNS.len());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), lines);
    assert!(rows.iter().all(|r| r.len() == columns && !r[0].is_empty()));
}

#[test]
fn csv_cells_keep_quotes_commas_and_line_ends() {
    let document = r#"{"id":"a,\"b\"\nc","text":"France recognised Kosovo, and \"said so\"\non Monday."}"#;
    let run = legation_with(&["code", "-", "--format", "csv"], document.as_bytes());
    let mut reader = csv::Reader::from_reader(run.out.as_bytes());
    let row = reader.records().next().expect("a claim").unwrap();
    assert_eq!(&row[2], "a,\"b\"\nc");
}

#[test]
fn a_table_marks_words_without_colour_and_fits_its_width() {
    let run = legation(&["code", ARTICLE, "--format", "table", "--published", "2025-10-21"]);
    assert!(run.out.contains("*restored*") && run.out.contains("[India]"), "{}", run.out);
    assert!(!run.out.contains('\u{1b}'));
    assert!(run.out.lines().all(|l| l.chars().count() <= 100));
    let coloured = legation(&["code", ARTICLE, "--format", "table", "--color", "always"]);
    assert!(coloured.out.contains("\u{1b}[1m") && !coloured.out.contains("*restored*"));
}

#[test]
fn a_table_does_not_let_text_steer_the_terminal() {
    let run = legation_with(
        &["code", "-", "--format", "table"],
        "France recognised Kosovo \u{1b}]0;gone\u{7} on Monday, \u{202e}officials said.".as_bytes(),
    );
    assert!(run.out.contains("Kosovo"), "{}{}", run.out, run.err);
    assert!(!run.out.contains(['\u{1b}', '\u{7}', '\u{202e}']));
}

#[test]
fn a_report_escapes_what_documents_say() {
    let hostile = serde_json::json!({
        "id": "<img src=x onerror=alert(1)>",
        "title": "<script>alert('title')</script>",
        "text": "France recognised Kosovo on Monday & \"said\" <script>alert(1)</script> so.\n<b onmouseover='x'>Bold",
        "url": "javascript:alert(2)",
        "publisher": "</style><script>alert(3)</script>",
        "published": "2025-06-16",
    });
    let run = legation_with(&["code", "-", "--format", "html"], hostile.to_string().as_bytes());
    assert_eq!(run.code, 0, "{}", run.err);
    let page = run.out.to_lowercase();
    for live in ["<script", "<img", "<b ", "href=\"javascript", "</style><"] {
        let allowed = usize::from(live == "</style><");
        assert_eq!(page.matches(live).count(), allowed, "{live}");
    }
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(page.contains("default-src 'none'"));
    // Nothing that a browser would fetch or run.
    for fetched in ["src=", "@import", "url(", "<link", "<iframe", " onload="] {
        let text = page.replace("src=x onerror", "");
        assert!(!text.contains(fetched), "{fetched}");
    }
}

#[test]
fn a_report_links_each_mark_to_a_note() {
    let run = legation(&["code", LINES, "--format", "html"]);
    let ids: Vec<&str> = run.out.split(" id=\"").skip(1).filter_map(|r| r.split('"').next()).collect();
    let mut unique = ids.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), ids.len(), "ids are unique");
    let targets = run.out.split("href=\"#").skip(1).filter_map(|r| r.split('"').next());
    for target in targets {
        assert!(ids.contains(&target), "{target}");
    }
    assert_eq!(run.out.matches("class=\"note ").count(), claims(&legation(&["code", LINES])).len());
}

#[test]
fn bad_input_is_named_and_the_rest_is_coded() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let good = write(at, "good.txt", SENTENCE.as_bytes());
    let french = "Le ministère des Affaires étrangères a annoncé lundi que l’ambassade rouvrirait ses portes avant la fin \
                  du mois, selon un communiqué publié à Paris.";
    let cases: Vec<(String, &str)> = vec![
        (write(at, "empty.txt", b""), "empty"),
        (write(at, "blank.txt", b" \r\n\t \n"), "empty"),
        (write(at, "picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "not text (a PNG image)"),
        (write(at, "bytes.dat", &[0, 159, 146, 150, 0, 1, 2, 3]), "not text"),
        (write(at, "french.txt", french.as_bytes()), "not English: French, by a confidence of"),
        (write(at, "page.html", b"<!doctype html><title>x</title>"), "HTML"),
        (write(at, "empty.jsonl", b"\n"), "empty"),
        (at.join("missing.txt").to_str().unwrap().to_owned(), "no such file or folder"),
    ];
    let mut arguments = vec!["code"];
    arguments.extend(cases.iter().map(|(path, _)| path.as_str()));
    arguments.push(&good);
    let run = legation(&arguments);
    assert_eq!(run.code, 1);
    assert_eq!(run.out, legation(&["code", &good]).out);
    assert!(!run.out.is_empty());
    let messages: Vec<&str> = run.err.lines().collect();
    assert_eq!(messages.len(), cases.len(), "{}", run.err);
    for ((path, reason), message) in cases.iter().zip(messages) {
        assert!(message.starts_with(&format!("legation: {path}: ")), "{message}");
        assert!(message.contains(reason), "{message}");
    }
}

#[test]
fn malformed_lines_are_named_by_file_and_line() {
    let folder = tempfile::tempdir().unwrap();
    let lines = format!(
        "{}\n{{\"text\": \"cut\n{}\n{{\"id\":\"d\",\"text\":\"x\",\"published\":\"2025-02-30\"}}\n[]\n{}\n",
        serde_json::json!({"id": "a", "text": SENTENCE}),
        serde_json::json!({"id": "c", "title": "no text"}),
        serde_json::json!({"id": "f", "text": SENTENCE}),
    );
    let path = write(folder.path(), "news.jsonl", lines.as_bytes());
    let run = legation(&["code", &path]);
    assert_eq!(run.code, 1);
    for (line, reason) in
        [(2, "not a document"), (3, "missing field `text`"), (4, "\"2025-02-30\""), (5, "not a document")]
    {
        let start = format!("legation: {path}:{line}: ");
        assert!(run.err.lines().any(|m| m.starts_with(&start) && m.contains(reason)), "{line} {}", run.err);
    }
    assert_eq!(run.err.lines().count(), 4);
    let claims = claims(&run);
    let ids: Vec<&str> = claims.iter().filter_map(|c| c["document"]["id"].as_str()).collect();
    assert!(ids.contains(&"a") && ids.contains(&"f"));
}

#[test]
fn a_line_of_100_mb_is_refused_quickly_and_the_rest_is_coded() {
    let mut long = b"{\"text\":\"".to_vec();
    long.resize(100 << 20, b'x');
    let mut lines = long.clone();
    lines.extend(b"\"}\n");
    lines.extend(serde_json::json!({"id": "next", "text": SENTENCE}).to_string().bytes());
    let folder = tempfile::tempdir().unwrap();
    let lines = write(folder.path(), "long.jsonl", &lines);
    let text = write(folder.path(), "long.txt", &long);
    let run = legation(&["code", &lines, &text]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains(&format!("{lines}:1: one document of more than 4 MiB")), "{}", run.err);
    assert!(run.err.contains(&format!("{text}: one document of more than 4 MiB")), "{}", run.err);
    assert!(claims(&run).iter().all(|c| c["document"]["id"] == "next"));
    assert!(!run.out.is_empty());
}

#[test]
fn a_text_without_a_full_stop_and_a_long_document_take_time_by_their_length() {
    // Were either of them quadratic, this would run for minutes.
    let folder = tempfile::tempdir().unwrap();
    let endless = "France recognised Kosovo and ".repeat(4_000);
    let many = "France recognised Kosovo on Monday. ".repeat(8_000);
    let solid = "x".repeat(3 << 20);
    for (name, text, least) in [("endless", &endless, 400), ("many", &many, 8_000), ("solid", &solid, 0)] {
        let run = legation(&["code", &write(folder.path(), name, text.as_bytes())]);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{name}");
        assert!(run.out.lines().count() >= least, "{name}: {} claims", run.out.lines().count());
    }
}

#[test]
fn the_rest_of_a_mixed_batch_is_coded_alike_at_any_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    write(at, "a-good.txt", SENTENCE.as_bytes());
    write(at, "b-empty.txt", b"");
    write(at, "c-noise.bin", &[0xff, 0, 0x9f, 0x92, 0x96, 0, 1, 2, 3, 0xfe]);
    // Latin letters of no valid UTF-8, with a stray byte that no encoding explains.
    write(at, "d-latin.txt", b"S\xe3o Tom\xe9\x92s foreign minister visited Lisbon on Monday.\x81");
    let lines = format!(
        "{}\n{{\"id\": \"cut\n{}\n{{\"id\": \"x\", \"text\": null}}\n{}\n",
        serde_json::json!({"id": "first", "text": SENTENCE}),
        serde_json::json!({"id": "blank", "text": " "}),
        serde_json::json!({"id": "last", "text": SENTENCE, "title": null, "published": 
            "2025-06-15T08:00:00+04:30"}),
    );
    let news = write(at, "e-news.jsonl", lines.as_bytes());
    write(
        at,
        "f-russian.txt",
        "Министерство иностранных дел сообщило, что посольство возобновит работу.".as_bytes(),
    );
    let folder = at.to_str().unwrap();
    let missing = at.join("missing.txt").to_str().unwrap().to_owned();
    let with = |jobs: &str| legation(&["code", folder, &missing, "--jobs", jobs]);
    let one = with("1");
    assert_eq!(one.code, 1);
    for (place, reason) in [
        (format!("{folder}/b-empty.txt: "), "empty"),
        (format!("{folder}/c-noise.bin: "), "not text"),
        (format!("{news}:2: "), "not a document"),
        (format!("{news}:3: "), "empty"),
        (format!("{news}:4: "), "not a document"),
        (format!("{folder}/f-russian.txt: "), "not English: Russian"),
        (format!("{missing}: "), "no such file"),
    ] {
        let start = format!("legation: {place}");
        assert!(one.err.lines().any(|m| m.starts_with(&start) && m.contains(reason)), "{place}\n{}", one.err);
    }
    assert_eq!(one.err.lines().count(), 7, "{}", one.err);
    assert!(!one.err.contains("panicked"));
    let claims = claims(&one);
    for id in ["first", "last"] {
        assert!(claims.iter().any(|c| c["document"]["id"] == id), "{id}");
    }
    assert!(
        claims.iter().any(|c| c["sentence"]["text"].as_str().unwrap().contains("São Tomé’s")),
        "{}",
        one.out
    );
    for jobs in ["2", "8"] {
        let other = with(jobs);
        assert_eq!((other.code, &other.out, &other.err), (1, &one.out, &one.err), "{jobs} threads");
    }
}

#[cfg(unix)]
#[test]
fn what_may_not_be_opened_is_named_and_the_rest_is_coded() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let closed = at.join("closed");
    fs::create_dir(&closed).unwrap();
    write(&closed, "inside.txt", SENTENCE.as_bytes());
    let secret = write(at, "secret.txt", SENTENCE.as_bytes());
    let good = write(at, "good.txt", SENTENCE.as_bytes());
    std::os::unix::fs::symlink(at.join("nowhere"), at.join("z-broken-link.txt")).unwrap();
    for path in [closed.as_path(), Path::new(&secret)] {
        fs::set_permissions(path, fs::Permissions::from_mode(0o000)).unwrap();
    }
    // Nothing is closed to the superuser.
    let superuser = fs::read_dir(&closed).is_ok();
    let run = legation(&["code", at.to_str().unwrap()]);
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o700)).unwrap();
    assert_eq!(run.code, 1);
    assert!(run.err.contains("z-broken-link.txt: no such file or folder"), "{}", run.err);
    if superuser {
        println!("run by the superuser, for whom no folder is closed: only the broken link was tried");
        return;
    }
    for path in [closed.to_str().unwrap(), &secret] {
        let start = format!("legation: {path}: cannot be read (permission denied)");
        assert!(run.err.lines().any(|m| m.starts_with(&start)), "{}", run.err);
    }
    assert_eq!(run.out, legation(&["code", &good]).out);
}

#[test]
fn encodings_and_line_ends_do_not_change_the_claims() {
    let folder = tempfile::tempdir().unwrap();
    let text = "São Tomé’s foreign minister visited Lisbon on Monday.\nFrance recognised Kosovo, Élysée officials said.\n";
    let plain = legation(&["code", &write(folder.path(), "a.txt", text.as_bytes())]);
    assert!(!plain.out.is_empty());
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    let wide: Vec<u8> =
        "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for (name, bytes) in [
        ("bom.txt", format!("\u{feff}{text}").into_bytes()),
        ("latin.txt", latin.into_owned()),
        ("wide.txt", wide),
        ("crlf.txt", text.replace('\n', "\r\n").into_bytes()),
    ] {
        let run = legation(&["code", &write(folder.path(), name, &bytes)]);
        assert_eq!((run.code, run.out.as_str()), (0, plain.out.as_str()), "{name} {}", run.err);
    }
}

#[test]
fn wrong_usage_is_exit_code_2() {
    for arguments in [
        &["code", ARTICLE, "--published", "2025-13"] as &[&str],
        &["code", ARTICLE, "--published", "2025-02-30"],
        &["code", ARTICLE, "--published", "soon"],
        &["code", ARTICLE, "--min-confidence", "1.5"],
        &["code", ARTICLE, "--format", "xml"],
        &["code", ARTICLE, "--jobs", "0"],
        &["frobnicate"],
        &[],
    ] {
        let run = legation(arguments);
        assert_eq!(run.code, 2, "{arguments:?}");
        assert_eq!(run.out, "");
        assert!(!run.err.is_empty());
    }
    let run = legation(&["code", ARTICLE, "--published", "2025-02-30"]);
    assert!(run.err.contains("2025-02-30") && run.err.contains("a month (2025-06)"), "{}", run.err);
}

#[test]
fn confidence_is_a_threshold() {
    let all = claims(&legation(&["code", LINES]));
    let sure = claims(&legation(&["code", LINES, "--min-confidence", "0.9"]));
    let expected: Vec<&Value> = all.iter().filter(|c| c["confidence"].as_f64().unwrap() >= 0.9).collect();
    assert!(expected.len() < all.len());
    assert_eq!(sure.iter().collect::<Vec<_>>(), expected);
}

#[test]
fn the_ending_of_the_output_chooses_the_format_and_the_output_is_no_input() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    write(at, "a.txt", SENTENCE.as_bytes());
    let inputs = at.to_str().unwrap();
    for (name, start) in [("z.csv", "id,event"), ("z.html", "<!DOCTYPE html>"), ("z.jsonl", "{\"id\":")] {
        let output = at.join(name);
        let run = legation(&["code", inputs, "-o", output.to_str().unwrap()]);
        assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
        assert!(fs::read_to_string(&output).unwrap().starts_with(start), "{name}");
        fs::remove_file(output).unwrap();
    }
    let run = legation(&["code", inputs, "-o", at.join("no/such/folder.csv").to_str().unwrap()]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("cannot be made"), "{}", run.err);
}

#[test]
fn standard_input_is_read_where_no_path_is_given() {
    let named = legation_with(&["code", "-"], SENTENCE.as_bytes());
    let unnamed = legation_with(&["code"], SENTENCE.as_bytes());
    assert!(!named.out.is_empty());
    assert_eq!(named.out, unnamed.out);
    let empty = legation_with(&["code"], b"");
    assert_eq!(empty.code, 1);
    assert!(empty.err.starts_with("legation: <stdin>: empty"), "{}", empty.err);
}

#[test]
fn the_end_of_a_pipe_is_no_failure() {
    use std::io::Read as _;
    use std::process::{Command, Stdio};
    let folder = tempfile::tempdir().unwrap();
    let line = format!("{}\n", serde_json::json!({"id": "a", "text": SENTENCE}));
    let path = write(folder.path(), "many.jsonl", line.repeat(3000).as_bytes());
    let mut child = Command::new(env!("CARGO_BIN_EXE_legation"))
        .args(["code", &path])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 16];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_dictionary_adds_names_and_its_bad_lines_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let text = write(folder.path(), "a.txt", b"France recognised Ruritania on Monday.");
    let good = write(folder.path(), "good.actors.txt", b"RURITANIA_ [XRR]\nSTRELSAU_ [FRAGOV]\n");
    let without = legation(&["code", &text]);
    assert!(!without.out.contains("\"country\":\"XRR\""));
    let capital = write(folder.path(), "b.txt", b"Kosovo criticised Strelsau on Monday.");
    let run = legation(&["code", &capital, "--dictionary", &good]);
    assert!(run.out.contains("\"country\":\"FRA\""), "{}{}", run.out, run.err);
    assert!(!legation(&["code", &capital]).out.contains("\"country\":\"FRA\""));

    let bad = write(folder.path(), "bad.actors.txt", b"STRELSAU_ [FRAGOV]\nHENTZAU_ [FRAGOV\n");
    let run = legation(&["code", &capital, "--dictionary", &bad]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("\"country\":\"FRA\""), "{}", run.err);
    assert!(run.err.starts_with(&format!("legation: {bad}:2: ")), "{}", run.err);

    let missing = legation(&["code", &text, "--dictionary", "no-such-dictionary.txt"]);
    assert_eq!((missing.code, missing.out.as_str()), (2, ""));
    assert!(missing.err.contains("no-such-dictionary.txt: no such file"), "{}", missing.err);
}
