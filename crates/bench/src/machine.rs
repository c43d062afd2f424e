//! The machine: what Linux says about it and about one of its processes.

use std::fs::read_to_string;
use std::process::Command;
use std::time::Duration;

use anyhow::Context as _;
use serde_json::{Value, json};

/// Model, cores and load of the machine at this moment.
pub(crate) fn machine() -> Value {
    let cpu = read_to_string("/proc/cpuinfo").unwrap_or_default();
    let models: Vec<&str> = cpu
        .lines()
        .filter_map(|line| line.strip_prefix("model name"))
        .map(|rest| rest.trim_start_matches(['\t', ' ', ':']))
        .collect();
    json!({
        "model": models.first(),
        "cores": models.len(),
        "load": load(),
    })
}

/// How many processes want a core, over the last minute; as Linux writes it.
pub(crate) fn load() -> String {
    let text = read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().unwrap_or_default().to_owned()
}

/// The first line that a program says about its version; empty if it is not there.
pub(crate) fn version(program: &str, argument: &str) -> String {
    let output = Command::new(program).arg(argument).output();
    let said = output
        .map(|output| [output.stdout, output.stderr].concat())
        .unwrap_or_default();
    String::from_utf8_lossy(&said)
        .lines()
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// What a process holds in memory now and held at most, in KiB.
pub(crate) fn memory(process: u32) -> anyhow::Result<(u64, u64)> {
    let path = format!("/proc/{process}/status");
    let text = read_to_string(&path).with_context(|| path.clone())?;
    let line = |name: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(name));
        line.and_then(|rest| rest.split_whitespace().next()?.parse().ok())
    };
    let found = line("VmRSS:").zip(line("VmHWM:"));
    found.with_context(|| format!("{path} has no VmRSS"))
}

/// The processor time that a process has used, in microseconds. Linux counts in hundredths of a second.
pub(crate) fn processor_time(process: u32) -> anyhow::Result<u64> {
    let path = format!("/proc/{process}/stat");
    let text = read_to_string(&path).with_context(|| path.clone())?;
    // The second field is the name in parentheses, which may hold blanks.
    let (_, rest) = text.rsplit_once(')').context("a name in parentheses")?;
    let fields: Vec<&str> = rest.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|text| text.parse::<u64>().ok());
    let (user, system) = ticks(11).zip(ticks(12)).context("fields 14 and 15")?;
    Ok((user + system) * 10_000)
}

/// The processor time that this thread has used.
pub(crate) fn thread_time() -> anyhow::Result<Duration> {
    let path = "/proc/thread-self/schedstat";
    let text = read_to_string(path).context(path)?;
    let nanoseconds = text.split(' ').next().and_then(|text| text.parse().ok());
    Ok(Duration::from_nanos(nanoseconds.context(path)?))
}
