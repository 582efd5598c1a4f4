//! Runs of the program as a child, with what they cost.

use anyhow::{Context, Result, bail, ensure};
use std::{
    fs::File,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// How often a child is looked at. Neither figure ever falls, so that at most what its last moment adds is missed.
const INTERVAL: Duration = Duration::from_millis(4);

/// What a run cost.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cost {
    /// From the start of the process to its end.
    pub(crate) wall: Duration,
    /// Time on a processor, all threads together, where the system tells (Linux). Other programs on the machine make it no
    /// longer.
    pub(crate) processor: Option<Duration>,
    /// Peak resident memory in bytes, where the system tells (Linux).
    pub(crate) peak: Option<u64>,
}

/// Builds the program as released, and says where it is.
pub(crate) fn build() -> Result<PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["build", "--release", "--quiet", "--package", "legation"])
        .current_dir(crate::corpus::root())
        .status()
        .context("cannot run cargo")?;
    ensure!(status.success(), "the program does not build");
    // This program lies in the target folder's `release`, as that one does.
    let path = std::env::current_exe()?.with_file_name(format!("legation{}", std::env::consts::EXE_SUFFIX));
    ensure!(path.is_file(), "{} is missing: run this through `cargo xtask`", path.display());
    Ok(path)
}

fn spawn(program: &Path, arguments: &[&str], out: Stdio) -> Result<Child> {
    Command::new(program)
        .args(arguments)
        .current_dir(crate::corpus::root())
        .stdin(Stdio::null())
        .stdout(out)
        .spawn()
        .with_context(|| format!("cannot run {}", program.display()))
}

/// Runs the program to its end, its output into a file.
pub(crate) fn run(program: &Path, arguments: &[&str], out: File) -> Result<Cost> {
    let began = Instant::now();
    let mut child = spawn(program, arguments, out.into())?;
    let (mut processor, mut peak) = (None, None);
    let status = loop {
        processor = processor_time(child.id()).or(processor);
        peak = peak_memory(child.id()).or(peak);
        if let Some(status) = child.try_wait()? {
            break status;
        }
        thread::sleep(INTERVAL);
    };
    let wall = began.elapsed();
    ensure!(status.success(), "`legation {}` ended with {status}", arguments.join(" "));
    Ok(Cost { wall, processor, peak })
}

/// Time from the start of the process to the first whole line of its output.
pub(crate) fn first_line(program: &Path, arguments: &[&str]) -> Result<Duration> {
    let began = Instant::now();
    let mut child = spawn(program, arguments, Stdio::piped())?;
    let Some(out) = child.stdout.take() else { bail!("the child has no output") };
    let (mut out, mut line) = (BufReader::new(out), String::new());
    out.read_line(&mut line)?;
    let taken = began.elapsed();
    std::io::copy(&mut out, &mut std::io::sink())?;
    let status = child.wait()?;
    ensure!(status.success() && !line.is_empty(), "`legation {}` wrote nothing", arguments.join(" "));
    Ok(taken)
}

/// The highest resident memory of a process so far, in bytes.
fn peak_memory(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kib| kib * 1024)
}

/// Time that the threads of a process have spent on a processor so far, in user and system mode.
fn processor_time(process: u32) -> Option<Duration> {
    // Linux counts a hundredth of a second as one, whatever the kernel's own clock: proc_pid_stat(5), fields 14 and 15.
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let mut fields = stat.rsplit_once(')')?.1.split_ascii_whitespace().skip(11);
    let mut ticks = || fields.next()?.parse::<u64>().ok();
    Some(Duration::from_millis((ticks()? + ticks()?) * 10))
}
