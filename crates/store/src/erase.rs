//! Erasure: the key of a stream goes, and with it whatever was sealed under it, here and in every backup to come. A backup
//! from before holds the wrapped key: erasure is complete when those are gone, or the master key of then is.

use crate::{
    Store, data_key,
    fault::Fault,
    receipt,
    stream::StreamId,
    value::{Statement, values},
};

impl Store {
    /// Erases the bodies, the salts and the files of a stream together with their key; the envelopes stay, and the chain
    /// still verifies. Answers how many events there are. Whom its receipts named goes too; what lists, notices and deeds say of
    /// it is not touched.
    ///
    /// A file that was kept before there were keys, and that no event names, stays; see [`Self::encrypt_blobs`].
    pub async fn erase(&self, stream: &StreamId) -> Result<usize, Fault> {
        let hold = self.engine().hold_keys();
        let hold = hold.map(|sql| Statement::new(sql, Vec::new()));
        let mut statements: Vec<Statement> = hold.into_iter().collect();
        statements.extend(data_key::delete(stream.as_str(), &data_key::heir(stream)));
        statements.push(receipt::untie(stream));
        statements.push(Statement::new(
            "UPDATE event SET body = NULL, salt = NULL, sealed = NULL WHERE stream = $1 RETURNING seq",
            values![stream.as_str()],
        ));
        let answers = self.write(statements).await?;
        Ok(answers.last().map_or(0, Vec::len))
    }
}
