//! Ledgers to test on, and claims to fill them with.

#![allow(dead_code, unreachable_pub, reason = "each test file uses a part of it")]

use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock};
use std::time::{Duration, Instant};

use jiff::civil::Date;
use legation_core::{
    Act, Actor, Basis, Because, Claim, Coder, Document, Precision, RootType, Sector, SentenceRef, Span,
    Status, TimeSpan, parse_published,
};
use legation_ledger::ask::end_of;
use legation_ledger::{Coded, Ledger};
use legation_lexicon::Lexicon;
use tempfile::TempDir;

/// Runs a check on a fresh ledger of SQLite, and on one of a real PostgreSQL server.
pub fn on_both(check: impl Fn(&str)) {
    let folder = TempDir::new().expect("a folder for the ledger");
    check(&folder.path().join("ledger.db").display().to_string());
    check(&database());
}

/// The address of a fresh database on the server that this process's tests share.
pub fn database() -> String {
    static SERVER: OnceLock<Mutex<Server>> = OnceLock::new();
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let server = SERVER.get_or_init(|| Mutex::new(Server::start())).lock().expect("the server's lock");
    let name = format!("ledger{}", COUNT.fetch_add(1, Ordering::Relaxed));
    let mut client =
        postgres::Client::connect(&server.address("postgres"), postgres::NoTls).expect("the server answers");
    client.batch_execute(&format!("CREATE DATABASE {name}")).expect("a database");
    server.address(&name)
}

/// A ledger at an address, made where there is none.
pub fn create(address: &str) -> Ledger<'static> {
    Ledger::create(address, Lexicon::embedded()).unwrap_or_else(|e| panic!("{address}: {e}"))
}

/// A document that tells that Russia recognised the government of Afghanistan.
pub fn recognition() -> Coded {
    document("a", "TASS", "2025-07-04", &[Told::on("recognise-government", "RUS", "AFG", "2025-07-03")])
}

/// A PostgreSQL server of our own in a temporary folder, reached by a socket.
struct Server {
    folder: TempDir,
    child: Child,
}

/// The user under whom the server runs where the tests run as root, which it refuses to.
fn postgres_user() -> Option<(u32, u32)> {
    let own = Command::new("id").arg("-u").output().ok()?;
    if String::from_utf8_lossy(&own.stdout).trim() != "0" {
        return None;
    }
    let passwd = std::fs::read_to_string("/etc/passwd").ok()?;
    let line = passwd.lines().find(|l| l.starts_with("postgres:"))?;
    let fields: Vec<&str> = line.split(':').collect();
    Some((fields.get(2)?.parse().ok()?, fields.get(3)?.parse().ok()?))
}

/// A program of PostgreSQL, from the path or from where Debian puts it.
fn program(name: &str) -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let debian = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let places = std::env::split_paths(&path).chain(debian.map(|e| e.path().join("bin")));
    let found: Vec<PathBuf> = places.map(|p| p.join(name)).filter(|p| p.is_file()).collect();
    found
        .into_iter()
        .next()
        .unwrap_or_else(|| panic!("{name} is missing: install PostgreSQL (`./test` does)"))
}

impl Server {
    #[allow(clippy::zombie_processes, reason = "the watcher outlives this process, to end the server")]
    fn start() -> Self {
        let folder = TempDir::new().expect("a folder for the server");
        let data = folder.path().join("data");
        std::fs::create_dir(&data).expect("a folder for its data");
        let user = postgres_user();
        if let Some((uid, gid)) = user {
            for path in [folder.path(), data.as_path()] {
                chown(path, Some(uid), Some(gid)).expect("the folder is given to the server's user");
            }
        }
        let as_user = |mut command: Command| {
            if let Some((uid, gid)) = user {
                command.uid(uid).gid(gid);
            }
            command.stdout(Stdio::null()).stderr(Stdio::null()).current_dir("/");
            command
        };
        let mut init = Command::new(program("initdb"));
        init.args([
            "--auth=trust",
            "--username=legation",
            "--encoding=UTF8",
            "--no-locale",
            "--no-sync",
            "-D",
        ])
        .arg(&data);
        assert!(as_user(init).status().expect("initdb runs").success(), "initdb failed");
        let mut serve = Command::new(program("postgres"));
        serve.arg("-D").arg(&data).arg("-k").arg(folder.path());
        serve.args(["-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=40"]);
        let child = as_user(serve).spawn().expect("the server starts");
        let server = Self { folder, child };
        let began = Instant::now();
        while postgres::Client::connect(&server.address("postgres"), postgres::NoTls).is_err() {
            assert!(began.elapsed() < Duration::from_secs(60), "the server does not answer");
            std::thread::sleep(Duration::from_millis(50));
        }
        // A static is never dropped: a process of its own ends the server when this one has gone.
        let (own, servers) = (std::process::id(), server.child.id());
        let watch = format!(
            "while kill -0 {own} 2>/dev/null; do sleep 0.2; done; kill -INT {servers}; rm -rf '{}'",
            server.folder.path().display()
        );
        let mut watcher = Command::new("sh");
        watcher
            .args(["-c", &watch])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .stdin(Stdio::null())
            .process_group(0);
        watcher.spawn().expect("the watcher starts");
        server
    }

    fn address(&self, database: &str) -> String {
        let socket = self.folder.path().display().to_string().replace('/', "%2F");
        format!("postgres://legation@{socket}/{database}")
    }
}

/// An act to be told: a sentence and its claim.
#[derive(Debug, Clone)]
pub struct Told {
    pub act: &'static str,
    pub actor: Option<&'static str>,
    pub recipient: Option<&'static str>,
    pub status: Status,
    /// Days that the words give, or `None` for news without a day.
    pub days: Option<(Date, Date)>,
    pub confidence: f64,
    /// Words at the end of the sentence.
    pub words: &'static str,
}

impl Told {
    /// An act done on a day.
    pub fn on(act: &'static str, actor: &'static str, recipient: &'static str, day: &str) -> Self {
        let t = parse_published(day).expect("a day, month or year");
        Self {
            act,
            actor: Some(actor),
            recipient: Some(recipient),
            status: Status::Done,
            days: t.from.zip(t.to),
            confidence: 0.9,
            words: "",
        }
    }
}

/// A document that tells acts, a sentence each, with its claims; known from the end of its day of publication.
pub fn document(id: &str, publisher: &str, published: &str, acts: &[Told]) -> Coded {
    let time = parse_published(published).expect("a day, month or year");
    let mut text = String::new();
    let mut claims = Vec::new();
    for (index, told) in acts.iter().enumerate() {
        let start = text.chars().count();
        let part = |text: &mut String, words: &str| {
            let from = text.chars().count();
            text.push_str(words);
            Span { start: from, end: from + words.chars().count(), text: words.to_owned() }
        };
        let actor = told.actor.map(|id| actor(id, part(&mut text, &format!("Ä {id}"))));
        text.push(' ');
        let act = part(&mut text, told.act);
        text.push(' ');
        let recipient = told.recipient.map(|id| self::actor(id, part(&mut text, id)));
        text.push_str(told.words);
        text.push_str(&format!(", {publisher} said in {id}."));
        let end = text.chars().count();
        let sentence: String = text.chars().skip(start).collect();
        text.push('\n');
        let mut span = TimeSpan {
            from: told.days.map(|d| d.0),
            to: told.days.map(|d| d.1).or(time.to),
            precision: if told.days.is_some_and(|(from, to)| from == to) {
                Precision::Day
            } else {
                Precision::Open
            },
            basis: if told.days.is_some() { Basis::Stated } else { Basis::Published },
            text: if told.days.is_some() { "then".into() } else { String::new() },
        };
        if told.status != Status::Done && told.days.is_none() {
            (span.to, span.basis) = (None, Basis::Unknown);
        }
        claims.push(Claim {
            id: format!("{id}-{index}"),
            event: format!("{id}-{index}"),
            document: Document {
                id: id.into(),
                title: None,
                text: String::new(),
                published: None,
                url: None,
                publisher: None,
            }
            .reference(),
            sentence: SentenceRef { index, span: Span { start, end, text: sentence } },
            actor,
            recipient,
            act: Act {
                code: told.act.into(),
                root: RootType::Support,
                mode: None,
                contexts: vec!["diplomatic".into()],
                intensity: 4.5,
                span: act,
            },
            status: told.status,
            attribution: Vec::new(),
            time: span,
            place: None,
            confidence: told.confidence,
            because: Because { frame: format!("{}#1", told.act), path: "actor=agent".into() },
            coder: Coder { name: "legation".into(), version: "test".into() },
        });
    }
    let document = Document {
        id: id.into(),
        title: Some(format!("Title of {id}")),
        text,
        published: Some(time.clone()),
        url: Some(format!("https://example.org/{id}")),
        publisher: Some(publisher.into()),
    };
    for claim in &mut claims {
        claim.document = document.reference();
    }
    Coded { document, claims, recorded: end_of(time.to.expect("an end")) }
}

fn actor(id: &str, span: Span) -> Actor {
    let country = id.split('.').next().filter(|c| c.len() == 3).map(str::to_owned);
    Actor { id: Some(id.into()), name: id.into(), country, sector: Some(Sector::Gov), quantifier: None, span }
}

/// A day.
pub fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

/// A file that lies in a folder of its own.
pub fn file(folder: &Path, name: &str) -> String {
    folder.join(name).display().to_string()
}
