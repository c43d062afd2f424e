//! What SQLite alone has, tried: numbering, groups, a full disk.

use super::*;

#[test]
fn parameters_are_numbered_and_quoted_text_is_left_alone() {
    assert_eq!(
        numbered("a = $2 AND b = '$1' AND c = $1"),
        "a = ?2 AND b = '$1' AND c = ?1"
    );
}

#[test]
fn parameters_bind_by_number_not_by_appearance() {
    let connection = Connection::open_in_memory().unwrap();
    let statement = Statement::new("SELECT $2, $1, $2", values!["first", "second"]);
    let rows = run(&connection, &statement).ok().unwrap();
    assert!(rows == vec![values!["second", "first", "second"]]);
}

#[test]
fn what_a_savepoint_may_undo_is_kept_in_memory_up_to_a_mebibyte() {
    let connection = Connection::open_in_memory().unwrap();
    let mut asked = connection.prepare("PRAGMA compile_options").unwrap();
    let options = asked.query_map([], |row| row.get(0)).unwrap();
    let options: Vec<String> = options.map(Result::unwrap).collect();
    assert!(options.contains(&"STMTJRNL_SPILL=1048576".to_owned()));
}

fn empty_engine() -> (tempfile::TempDir, Connection) {
    let folder = tempfile::tempdir().unwrap();
    let connection = connect(&folder.path().join("store.db")).unwrap();
    migrate(&connection).unwrap();
    (folder, connection)
}

type Answer = oneshot::Receiver<Result<(), Halt>>;

/// A task that keeps a blob of this size and then ends like this.
fn keeping(size_bytes: usize, end: Result<(), Halt>) -> (Box<dyn Task>, Answer) {
    let (reply, answer) = oneshot::channel();
    let act = move |connection: &Connection| {
        let sql = "INSERT INTO blob (digest, size_bytes, bytes) VALUES ($1, $2, $3)";
        let digest = size_bytes.to_string();
        run(
            connection,
            &Statement::new(sql, values![digest, 0_i64, vec![7; size_bytes]]),
        )?;
        end
    };
    let work = Work {
        act: Some(act),
        result: None,
        reply,
    };
    (Box::new(work), answer)
}

/// Runs a group of such tasks; answers what each caller is told.
fn told(connection: &Connection, tasks: Vec<(Box<dyn Task>, Answer)>) -> Vec<Result<(), Halt>> {
    let (group, answers): (VecDeque<_>, Vec<_>) = tasks.into_iter().unzip();
    serve_group(connection, group);
    answers
        .into_iter()
        .map(|mut answer| answer.try_recv().unwrap())
        .collect()
}

fn digests(connection: &Connection) -> Vec<Record> {
    run(
        connection,
        &Statement::new("SELECT digest FROM blob ORDER BY digest", Vec::new()),
    )
    .unwrap()
}

#[test]
fn refused_task_of_a_group_takes_back_its_own_writes_only() {
    let (_folder, connection) = empty_engine();
    let tasks = vec![
        keeping(1, Ok(())),
        keeping(2, Err(Halt::Refused)),
        keeping(3, Ok(())),
        keeping(3, Ok(())),
    ];
    let told = told(&connection, tasks);
    assert!(matches!(
        told.as_slice(),
        [
            Ok(()),
            Err(Halt::Refused),
            Ok(()),
            Err(Halt::Fault(Fault::Duplicate { .. }))
        ]
    ));
    assert!(digests(&connection) == [values!["1"], values!["3"]]);
}

#[test]
fn full_disk_is_told_to_whom_it_concerns_and_nothing_half_done_stays() {
    let (_folder, connection) = empty_engine();
    let pages = run(
        &connection,
        &Statement::new("PRAGMA page_count", Vec::new()),
    )
    .unwrap();
    let Value::Integer(pages) = pages[0][0] else {
        panic!("a count of pages")
    };
    connection
        .execute_batch(&format!("PRAGMA max_page_count = {}", pages + 4))
        .unwrap();
    let full = told(
        &connection,
        vec![
            keeping(1, Ok(())),
            keeping(1_000_000, Ok(())),
            keeping(3, Ok(())),
        ],
    );
    assert!(matches!(full[1], Err(Halt::Fault(Fault::Full))));
    let is_kept = |digest: &str| digests(&connection).contains(&values![digest]);
    assert!(!is_kept("1000000"));
    assert_eq!(
        (full[0].is_ok(), full[2].is_ok()),
        (is_kept("1"), is_kept("3"))
    );
    assert!(connection.is_autocommit());
    let after = told(&connection, vec![keeping(4, Ok(()))]);
    assert!(matches!(after.as_slice(), [Ok(())]));
}
