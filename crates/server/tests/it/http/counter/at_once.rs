//! Two presses in one moment.

use super::super::Doors;
use super::{ISSUE, fresh, issued, kinds, send, typed};
use crate::office::for_each_engine;

#[tokio::test]
async fn two_presses_in_one_moment_are_one_receipt_and_two_forms_are_two() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let doors = Doors::of(office);
        let mut one = doors.signed_in("aliya").await;
        let mut two = doors.signed_in("aliya").await;
        let form = fresh(&mut one).await;
        let fields = typed(&form, &[]);
        let (first, second) = futures::join!(
            send(&mut one, ISSUE, &fields),
            send(&mut two, ISSUE, &fields)
        );
        assert_eq!(first.location(), second.location());
        assert_eq!(kinds(office).await.len(), 2, "one receipt");
        let (first, second) = futures::join!(issued(&mut one, &[]), issued(&mut two, &[]));
        assert_ne!(first, second);
        assert_eq!(kinds(office).await.len(), 4, "a form each, a receipt each");
    })
    .await;
}
