use crossbeam_channel::{Receiver, unbounded};

use super::super::{StoreError, open};
use super::table::JOURNAL;
use super::*;

const LONG: Duration = Duration::from_secs(20);

fn note(text: &str) -> Entry {
    Entry::Note { text: text.into() }
}

fn texts(path: &Path) -> Vec<String> {
    read(path, None, usize::MAX).unwrap().iter().map(|row| row.entry.to_string()).collect()
}

fn place() -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.db");
    (folder, path)
}

/// Takes what it is given, once it is let; what it has taken can be looked at.
struct Gate {
    open: Receiver<Result<(), StoreError>>,
    taken: Sender<Vec<Row>>,
}

impl Sink for Gate {
    fn write(&mut self, rows: &[Row]) -> Result<Option<String>, StoreError> {
        self.open.recv().unwrap_or(Ok(()))?;
        let _ = self.taken.send(rows.to_vec());
        Ok(None)
    }
}

fn gated(capacity: usize) -> (Journal, Sender<Result<(), StoreError>>, Receiver<Vec<Row>>) {
    let (let_in, open) = unbounded();
    let (taken, seen) = unbounded();
    (Journal::with(Gate { open, taken }, capacity), let_in, seen)
}

#[test]
fn what_is_recorded_is_read_back_in_order() {
    let (_folder, path) = place();
    let journal = Journal::open(&path, 30);
    assert!(matches!(read(Path::new("/no/such.db"), None, 9), Err(StoreError::Absent { .. })));
    (0..1000).for_each(|n| journal.record(note(&n.to_string())));
    assert!(journal.flush(LONG));
    assert_eq!(texts(&path), (0..1000).map(|n| n.to_string()).collect::<Vec<_>>());
    let last = read(&path, None, 2).unwrap();
    assert_eq!(last.iter().map(|row| row.entry.to_string()).collect::<Vec<_>>(), ["998", "999"]);
    assert_eq!(read(&path, Some(Timestamp::now() + LONG), 9).unwrap(), []);
    assert_eq!(journal.trouble(), None);
}

#[test]
fn an_outage_that_ends_replaces_its_beginning() {
    let (_folder, path) = place();
    let journal = Journal::open(&path, 30);
    let why = Why { code: "ended".into(), sentence: "It ended".into() };
    let began = Timestamp::now();
    let mut outage = Outage {
        feed: "A".into(),
        why,
        evidence: "end of stream".into(),
        began,
        ended: None,
        seconds_from_reserve: 0.0,
        seconds_from_buffer: 0.0,
        seconds_of_silence: None,
    };
    journal.record(Entry::Outage(outage.clone()));
    journal.record(Entry::Outage(Outage { feed: "B".into(), ..outage.clone() }));
    outage.ended = Some(began + Duration::from_secs(60));
    journal.record(Entry::Outage(outage.clone()));
    assert!(journal.flush(LONG));
    let rows = read(&path, None, 9).unwrap();
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0].entry, Entry::Outage(outage));
}

#[test]
fn a_blocked_writer_blocks_nobody_and_the_loss_is_told() {
    let (journal, let_in, seen) = gated(10);
    let begun = std::time::Instant::now();
    (0..100_000).for_each(|_| journal.record(note("x")));
    assert!(begun.elapsed() < Duration::from_secs(5), "50 µs an entry would already be slow");
    assert!(!journal.flush(Duration::ZERO));
    drop(let_in);
    assert!(journal.flush(LONG));
    let rows: Vec<_> = seen.try_iter().flatten().collect();
    let kept = rows.iter().filter(|row| row.entry == note("x")).count() as u64;
    let lost: u64 =
        rows.iter().filter_map(|row| if let Entry::Lost { entries } = row.entry { Some(entries) } else { None }).sum();
    assert!((10..=20).contains(&kept), "{kept} kept");
    assert_eq!(kept + lost, 100_000);
}

#[test]
fn what_fails_is_kept_and_tried_again() {
    let (journal, let_in, seen) = gated(10);
    let full = || Err(StoreError::Full { path: "j.db".into() });
    // The opening, then one failure, then success.
    [Ok(()), full(), Ok(()), Ok(())].into_iter().for_each(|answer| let_in.send(answer).unwrap());
    journal.record(note("a"));
    assert!(journal.flush(LONG));
    assert_eq!(journal.trouble(), None, "it is over");
    let rows: Vec<_> = seen.try_iter().flatten().map(|row| row.entry).collect();
    assert_eq!(rows, [note("a")]);
}

#[test]
fn the_trouble_of_the_moment_is_a_sentence() {
    let journal = Journal::open(Path::new("/dev/null/journal.db"), 0);
    journal.record(note("a"));
    assert!(!journal.flush(Duration::from_millis(50)));
    let sentence = journal.trouble().unwrap();
    assert!(sentence.starts_with("/dev/null/journal.db cannot be created"), "{sentence}");
}

#[test]
fn a_full_disk_keeps_what_was_there_and_takes_the_rest_later() {
    let (_folder, path) = place();
    let mut table = Table::new(&path, 0);
    let row = |text: &str| Row { at: Timestamp::now(), entry: note(text) };
    table.write(&[row("before")]).unwrap();
    let pages = |table: &Table, most: u32| {
        table.connection.as_ref().unwrap().pragma_update_and_check(None, "max_page_count", most, |_| Ok(())).unwrap()
    };
    // Below its present size means: no page more.
    pages(&table, 1);
    let long = [row(&"x".repeat(100_000)), row("after")];
    assert!(matches!(table.write(&long), Err(StoreError::Full { .. })));
    assert_eq!(texts(&path), ["before"]);
    pages(&table, 100_000);
    table.write(&long[1..]).unwrap();
    assert_eq!(texts(&path), ["before", "after"]);
}

#[test]
fn rows_survive_a_process_that_was_killed() {
    let (_folder, path) = place();
    let journal = Journal::open(&path, 0);
    journal.record(note("a"));
    assert!(journal.flush(LONG));
    // What a killed process leaves: the file and its log, no checkpoint, no farewell.
    let left = tempfile::tempdir().unwrap();
    for part in ["journal.db", "journal.db-wal"] {
        std::fs::copy(path.with_file_name(part), left.path().join(part)).unwrap();
    }
    let path = left.path().join("journal.db");
    assert_eq!(texts(&path), ["a"], "reading mends nothing and needs no writer");
    let journal = Journal::open(&path, 0);
    journal.record(note("b"));
    assert!(journal.flush(LONG));
    assert_eq!(texts(&path), ["a", "b"]);
}

#[test]
fn a_damaged_file_is_set_aside_and_a_new_one_begun() {
    let (folder, path) = place();
    std::fs::write(&path, vec![7; 20_000]).unwrap();
    let journal = Journal::open(&path, 0);
    journal.record(note("a"));
    assert!(journal.flush(LONG));
    // Either may come first: the file is opened, and found damaged, while the entry is made.
    let (notices, entries): (Vec<_>, Vec<_>) = texts(&path).into_iter().partition(|text| text != "a");
    assert_eq!((notices.len(), entries.len()), (1, 1));
    assert!(notices[0].starts_with("the journal was damaged"), "{}", notices[0]);
    assert_eq!(journal.trouble().as_deref(), Some(&notices[0]));
    let aside = |entry: std::io::Result<std::fs::DirEntry>| {
        entry.unwrap().file_name().to_string_lossy().starts_with("journal.db.damaged-")
    };
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().filter_map(|entry| aside(entry).then_some(())).count(), 1);
}

#[test]
fn damage_met_while_writing_loses_no_new_entry() {
    let (_folder, path) = place();
    let mut table = Table::new(&path, 0);
    table.write(&[Row { at: Timestamp::now(), entry: note("old") }]).unwrap();
    table.connection = None;
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[100..].fill(0xA5);
    std::fs::write(&path, bytes).unwrap();
    let sentence = table.write(&[Row { at: Timestamp::now(), entry: note("new") }]).unwrap();
    assert!(sentence.is_some());
    assert_eq!(texts(&path)[..1], ["new"]);
}

#[test]
fn old_rows_are_deleted() {
    let (_folder, path) = place();
    let days = |count: u64| Timestamp::now() - Duration::from_secs(count * 86_400);
    for (keep, left) in [(0, vec!["40 days", "20 days"]), (30, vec!["20 days"])] {
        let mut table = Table::new(&path, keep);
        if keep == 0 {
            let rows = [40, 20].map(|age| Row { at: days(age), entry: note(&format!("{age} days")) });
            table.write(&rows).unwrap();
        }
        table.write(&[]).unwrap();
        assert_eq!(texts(&path), left);
    }
    drop(open(&path, &JOURNAL).unwrap());
}
