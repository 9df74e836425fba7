//! The audit on a screen: who looked at a patient, what somebody did, page after page.

use store::audit::{EventRow, Filter};

use crate::op::{Access, Actor, Op};
use crate::view::View;
use crate::{Error, Tracker, health};

/// More lines than that are no page.
const LONGEST_PAGE: i64 = 1_000;

impl Tracker {
    /// Events that the filter lets through, newest first. Managers and auditors see everybody's, others their own. That the
    /// audit was looked at is in the audit.
    ///
    /// # Errors
    /// The disk.
    pub fn audit(&mut self, actor: &Actor, filter: &Filter, limit: i64) -> Result<Vec<EventRow>, Error> {
        let mut filter = filter.clone();
        if !matches!(actor.access, Access::Manager | Access::Auditor) {
            filter.staff = Some(actor.staff);
        }
        let limit = limit.clamp(0, LONGEST_PAGE);
        let rows = self.store.read(|conn| store::audit::page(conn, &filter, limit))?;
        self.view(actor, &[View::Audit { patient: filter.patient, rows: rows.len() }])?;
        Ok(rows)
    }

    /// Place of the newest event and the first 16 hex digits of its hash: for the footer of every print and export.
    ///
    /// # Errors
    /// The disk.
    pub fn head(&self) -> Result<(i64, String), Error> {
        let head = self.store.read(store::audit::head)?.ok_or(Error::Unreadable("audit"))?;
        Ok((head.seq, crate::verify::short(&head.hash)))
    }

    /// What a banner has to say of the vault, or nothing.
    pub fn health(&self) -> &health::Health {
        &self.trust.health
    }

    /// A manager has looked at the findings: from here on, the end of the record is noted again, and the vault may be
    /// written to. That this was done, on what state and why, is in the record for good.
    ///
    /// # Errors
    /// Access; no reason; the disk; a damaged file or a full disk, which no note can mend.
    pub fn renew_anchor(&mut self, actor: &Actor, reason: &str) -> Result<(), Error> {
        let reason = crate::text::required(reason, "reason")?;
        let found = format!("{:?}", self.trust.health.anchor);
        let kept = self.trust.health.read_only;
        if matches!(kept, Some(health::ReadOnly::MissingActions { .. } | health::ReadOnly::Rewritten { .. }))
        {
            self.trust.health.read_only = None;
        }
        let made = self.change(actor, Op::RenewAnchor, |change| {
            change.trace.note("found", found).because(&reason);
            Ok(())
        });
        if let Err(error) = made {
            self.trust.health.read_only = self.trust.health.read_only.or(kept);
            return Err(error);
        }
        let head = self.store.read(store::audit::head)?.ok_or(Error::Unreadable("audit"))?;
        let dir = self.home.vault_dir();
        // The writer lets go of the old file before there is a new one.
        self.trust.anchor = None;
        let anchor =
            vault::Anchor::create(&dir, self.key.anchor_key(), self.vault.vault_id(), health::noted(head))
                .map_err(|error| Error::File(error.kind()))?;
        self.trust.follow(anchor)?;
        self.trust.health.anchor = health::AnchorState::Agrees;
        Ok(())
    }
}
