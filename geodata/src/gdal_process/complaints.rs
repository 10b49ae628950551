//! Collects the errors and warnings that GDAL reports.
//!
//! GDAL reports through one error handler of the process, by default to standard error. Some things it reports only there: why a
//! polygon is not valid, or that a file ended early. So the handler is replaced, once, by one that stores messages per thread, while
//! a [`Complaints`] exists on that thread.

use std::cell::RefCell;
use std::sync::Once;

use gdal::errors::CplErrType;

thread_local! {
    static MESSAGES: RefCell<Option<Vec<Complaint>>> = const { RefCell::new(None) };
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
                let _ = MESSAGES.try_with(|messages| {
                    if let Ok(mut messages) = messages.try_borrow_mut()
                        && let Some(messages) = messages.as_mut().filter(|messages| messages.len() < MAX_KEPT)
                    {
                        messages.push(Complaint { failure, text: text.trim().to_owned() });
                    }
                });
            });
        });
        Self { before: MESSAGES.with_borrow_mut(|messages| messages.replace(Vec::new())) }
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
        MESSAGES.with_borrow_mut(|messages| *messages = Some(Vec::new()));
    }

    // `self` ensures that messages are being stored.
    #[allow(clippy::unused_self)]
    fn first_where(&self, wanted: impl Fn(&Complaint) -> bool, from_the_end: bool) -> Option<String> {
        MESSAGES.with_borrow(|messages| {
            let messages = messages.as_ref()?;
            let found = if from_the_end {
                messages.iter().rev().find(|complaint| wanted(complaint))
            } else {
                messages.iter().find(|complaint| wanted(complaint))
            };
            found.map(|complaint| complaint.text.clone())
        })
    }
}

impl Drop for Complaints {
    fn drop(&mut self) {
        MESSAGES.with_borrow_mut(|messages| *messages = self.before.take());
    }
}
