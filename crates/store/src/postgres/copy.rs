//! PostgreSQL's side of backup and restore: one snapshot out through cursors, one transaction in.

use deadpool_postgres::Object;

use super::{MIGRATION_LOCK, Open, Postgres, TABLES, WORDS, control, fault, one, run};
use crate::{
    backup::{BackupError, Reader, Writer, check_ground},
    fault::Fault,
    migration::{self, Applied, Migration},
    value::{Only, Statement, read_all, values},
};

/// How many rows are in memory at a time.
const PAGE: u32 = 32;

impl Postgres {
    /// Copies every table out of one snapshot, while others commit.
    pub(crate) async fn copy_out(&self, mut writer: Writer) -> Result<Writer, BackupError> {
        let open = Open(Some(self.client().await?));
        let client = open.client()?;
        control(client, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
        match copy_out(client, &mut writer).await {
            Ok(()) => {
                open.commit().await?;
                Ok(writer)
            }
            Err(error) => Err(open.roll_back(error).await),
        }
    }

    /// Takes a backup in, in one transaction.
    pub(crate) async fn copy_in(&self, reader: Reader) -> Result<(), BackupError> {
        let open = Open(Some(self.client().await?));
        let client = open.client()?;
        control(client, "BEGIN").await?;
        match copy_in(client, &reader).await {
            Ok(()) => Ok(open.commit().await?),
            Err(error) => Err(open.roll_back(error).await),
        }
    }
}

async fn copy_out(client: &Object, writer: &mut Writer) -> Result<(), BackupError> {
    let applied = run(client, &Statement::new(migration::APPLIED, Vec::new())).await?;
    writer.schema(read_all(applied)?);
    for table in migration::tables() {
        let prepared = client.prepare(&format!("SELECT * FROM {table}")).await;
        let prepared = prepared.map_err(|error| fault(&error))?;
        let columns = prepared.columns().iter().map(|it| it.name().to_owned());
        writer.table(table, columns.collect())?;
        let select = migration::select_all(table, prepared.columns().len());
        let cursor = format!("copy_of_{table}");
        control(
            client,
            &format!("DECLARE {cursor} NO SCROLL CURSOR FOR {select}"),
        )
        .await?;
        // Prepared anew for each table: what a cursor returns is not the same for two of them.
        let fetch = Statement::new(format!("FETCH FORWARD {PAGE} FROM {cursor}"), Vec::new());
        let fetching = client.prepare(&fetch.sql).await;
        let fetching = fetching.map_err(|error| fault(&error))?;
        loop {
            let page = one(client, &fetching, &fetch).await?;
            if page.is_empty() {
                break;
            }
            for row in page {
                writer.row(row)?;
            }
        }
        control(client, &format!("CLOSE {cursor}")).await?;
    }
    Ok(())
}

async fn copy_in(client: &Object, reader: &Reader) -> Result<(), BackupError> {
    control(client, MIGRATION_LOCK).await?;
    let here = run(client, &Statement::new(TABLES, Vec::new())).await?;
    let here: Vec<Only<String>> = read_all(here)?;
    let is_here = |name: &str| here.iter().any(|Only(table)| table == name);
    if is_here("migration") {
        let applied = run(client, &Statement::new(migration::APPLIED, Vec::new())).await?;
        let applied: Vec<Applied> = read_all(applied)?;
        let mut with_rows = None;
        for table in migration::tables().into_iter().filter(|it| is_here(it)) {
            let is_ours = migration::OF_A_MIGRATION.contains(&table);
            let any = Statement::new(migration::any_row(table), Vec::new());
            if !is_ours && !run(client, &any).await?.is_empty() {
                with_rows = with_rows.or(Some(table));
            }
        }
        check_ground(reader, &applied, with_rows)?;
        for table in migration::OF_A_MIGRATION
            .into_iter()
            .filter(|it| is_here(it))
        {
            let sql = format!("DELETE FROM {table}");
            run(client, &Statement::new(sql, Vec::new())).await?;
        }
    } else {
        control(client, &migration::in_words(migration::TABLE, &WORDS)).await?;
        for step in reader.earlier() {
            apply(client, step).await?;
        }
    }
    for table in reader.tables() {
        for insert in reader.inserts(table)? {
            run(client, &insert?).await?;
        }
    }
    for step in reader.later() {
        apply(client, step).await?;
    }
    Ok(())
}

async fn apply(client: &Object, step: &Migration) -> Result<(), Fault> {
    control(client, &migration::in_words(step.text, &WORDS)).await?;
    let record = Statement::new(migration::RECORD, values![step.name, step.digest()]);
    run(client, &record).await.map(drop)
}
