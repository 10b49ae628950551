//! Collects the errors and warnings that GDAL reports.
//!
//! GDAL reports through one error handler of the process, by default to standard error. Some things it reports only there: why a
//! polygon is not valid, or that a file ended early. So the handler is replaced, once, by one that stores messages per thread, while
//! a [`Complaints`] exists on that thread.

use std::cell::RefCell;
use std::sync::Once;

use gdal::errors::CplErrType;

thread_local! {
    static HEARD: RefCell<Option<Vec<Complaint>>> = const { RefCell::new(None) };
}

/// How many messages are stored: a damaged file can cause one per vertex.
const MAX_KEPT: usize = 1000;

#[derive(Clone, Debug)]
struct Complaint {
    failure: bool,
    text: String,
}

/// Stores the messages of GDAL on this thread until dropped.
#[derive(Debug)]
pub(crate) struct Complaints {
    before: Option<Vec<Complaint>>,
}

impl Complaints {
    pub(crate) fn listen() -> Self {
        static INSTALL: Once = Once::new();
        INSTALL.call_once(|| {
            gdal::config::set_error_handler(|kind, _number, text| {
                let failure = matches!(kind, CplErrType::Failure | CplErrType::Fatal);
                if !failure && kind != CplErrType::Warning {
                    return;
                }
                let _ = HEARD.try_with(|heard| {
                    if let Ok(mut heard) = heard.try_borrow_mut()
                        && let Some(heard) = heard.as_mut().filter(|heard| heard.len() < MAX_KEPT)
                    {
                        heard.push(Complaint { failure, text: text.trim().to_owned() });
                    }
                });
            });
        });
        Self { before: HEARD.with_borrow_mut(|heard| heard.replace(Vec::new())) }
    }

    /// The last message.
    pub(crate) fn last(&self) -> Option<String> {
        self.first_where(|_| true, true)
    }

    /// The first error.
    pub(crate) fn failure(&self) -> Option<String> {
        self.first_where(|complaint| complaint.failure, false)
    }

    /// Drops the messages so far.
    // `self` ensures that only the owner drops messages.
    #[allow(clippy::unused_self)]
    pub(crate) fn forget(&self) {
        HEARD.with_borrow_mut(|heard| *heard = Some(Vec::new()));
    }

    // `self` ensures that messages are being stored.
    #[allow(clippy::unused_self)]
    fn first_where(&self, wanted: impl Fn(&Complaint) -> bool, from_the_end: bool) -> Option<String> {
        HEARD.with_borrow(|heard| {
            let heard = heard.as_ref()?;
            let found = if from_the_end {
                heard.iter().rev().find(|complaint| wanted(complaint))
            } else {
                heard.iter().find(|complaint| wanted(complaint))
            };
            found.map(|complaint| complaint.text.clone())
        })
    }
}

impl Drop for Complaints {
    fn drop(&mut self) {
        HEARD.with_borrow_mut(|heard| *heard = self.before.take());
    }
}
