//! A place in a queue: the ordinal comes from the queue's counter, the day is that of registration.

use law::edition::{Role, Task};

use super::{is_open, is_system, no_such_work, one, present};
use crate::case::Case;
use crate::decide::officer::at_work;
use crate::event::Event;
use crate::event::work::{Place, WorkEvent};
use crate::moment::Moment;
use crate::refusal::{Refusal, WorkRefusal};

pub(super) fn enrol(case: &Case, ordinal: u64, moment: &Moment<'_>) -> Result<Vec<Event>, Refusal> {
    let stage = match present(case, moment) {
        Ok(stage) if stage.actor == Role::System => {
            is_system(moment)?;
            stage
        }
        Ok(_) | Err(_) => at_work(case, moment)?.1,
    };
    let Task::Enrol { queue, .. } = &stage.task else {
        return Err(no_such_work(stage));
    };
    is_open(case)?;
    if ordinal == 0 {
        return Err(WorkRefusal::NumberNeeded.into());
    }
    Ok(one(WorkEvent::Enrolled(Place {
        queue: queue.clone(),
        ordinal,
        day: case.filed.registration_day,
        filed_at: case.filed.filed_at,
    })))
}
