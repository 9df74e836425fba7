//! Codes of an authenticator app besides the password (RFC 6238: six digits, half a minute).
//!
//! They protect the sign-in and not the file: their secrets are in the database, which the password alone decrypts. So a
//! password is no shorter for them, and the screens say so.

use store::StaffId;
use store::codes::{CodeRow, CodeSecret};
use totp_rs::{Builder, Secret, Totp};
use zeroize::Zeroizing;

use crate::change::Change;
use crate::op::{Access, Actor, Op};
use crate::{Error, Tracker, protection};

/// Codes of the half minute before and after are good too: a phone's clock is rarely off by more (RFC 6238, section 5.2).
const SKEW: u16 = 1;

/// What an app has to know, in three forms. It is shown until the first code proves that the app has it.
pub struct Offer {
    /// To be typed, in base32.
    pub secret: Zeroizing<String>,
    /// To be opened by an app on this computer.
    pub url: Zeroizing<String>,
    /// To be photographed: the rows of a QR code, `1` is dark.
    pub picture: Vec<String>,
}

/// What came of asking for a code.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Passed {
    used_step: Option<u64>,
}

impl Passed {
    /// No code opens twice.
    pub(crate) fn write(self, change: &mut Change<'_>, staff: StaffId) -> Result<(), Error> {
        let Some(step) = self.used_step else { return Ok(()) };
        change.trace.note("code", true);
        Ok(store::codes::used(change.tx, staff, step)?)
    }
}

impl Tracker {
    /// A new secret for somebody's app. Nothing is asked of the person before a code of it was typed back.
    ///
    /// # Errors
    /// The disk.
    pub fn offer_code(&self, actor: &Actor) -> Result<Offer, Error> {
        let secret = store::codes::new_secret();
        let sign_in = self.slot(actor.staff).ok_or(Error::Forbidden)?.sign_in;
        let totp = totp(secret, &sign_in)?;
        let url = Zeroizing::new(totp.to_url().map_err(|_| Error::Unreadable("code"))?);
        let picture = picture(&url)?;
        let secret = Zeroizing::new(Secret::from(secret).to_base32());
        Ok(Offer { secret, url, picture })
    }

    /// From now on a code is asked of this person. The first one proves that the app has the secret.
    ///
    /// # Errors
    /// A secret that was not offered; a code that does not fit it.
    pub fn add_code(&mut self, actor: &Actor, secret: &str, typed: &str) -> Result<(), Error> {
        let secret = parse(secret)?;
        let now = self.clock.now();
        let used_step = totp(secret, "")?.check(&digits(typed), seconds(now.timestamp())).ok_or_else(|| {
            Error::field(
                "code",
                "This code does not fit. Type the one the app shows now; the clocks of the phone and of this computer must agree.",
            )
        })?;
        self.change(actor, Op::AddCode, |change| {
            change.trace.object(actor.staff.get());
            let row = CodeRow { staff_id: actor.staff, secret, used_step, added_at: now };
            Ok(store::codes::put(change.tx, &row)?)
        })
    }

    /// From now on no code is asked of somebody: a new phone, or a lost one. One's own, or anybody's for a manager.
    ///
    /// # Errors
    /// Access; a person who is asked for none.
    pub fn remove_code(&mut self, actor: &Actor, id: i64) -> Result<(), Error> {
        let staff = StaffId(id);
        if staff != actor.staff && actor.access != Access::Manager {
            return Err(Error::Forbidden);
        }
        self.change(actor, Op::RemoveCode, |change| {
            change.trace.object(id);
            if store::codes::of_staff(change.tx, staff)?.is_none() {
                return Err(Error::NotFound("code"));
            }
            Ok(store::codes::remove(change.tx, staff)?)
        })
    }

    /// Whether everybody has to have an app. Who has none yet is asked to set one up at the next sign-in.
    ///
    /// # Errors
    /// Access.
    pub fn require_codes(&mut self, actor: &Actor, required: bool) -> Result<(), Error> {
        let keys = self.vault.clone();
        self.change(actor, Op::RequireCodes, |change| {
            change.trace.note("required", required);
            protection::edit(change, &keys, |row| row.codes_required = required)
        })
    }

    /// Is a code asked of this person?
    ///
    /// # Errors
    /// The disk.
    pub fn has_code(&self, actor: &Actor) -> Result<bool, Error> {
        Ok(self.store.read(|conn| store::codes::of_staff(conn, actor.staff))?.is_some())
    }

    /// Must this person set up an app before anything else?
    ///
    /// # Errors
    /// The disk.
    pub fn must_add_code(&self, actor: &Actor) -> Result<bool, Error> {
        Ok(!self.is_read_only() && self.protection()?.codes_required && !self.has_code(actor)?)
    }

    /// Asks for the code, where one is asked; the failures before are forgotten only by who has it.
    pub(crate) fn pass(
        &mut self,
        actor: &Actor,
        sign_in: &str,
        typed: Option<&str>,
    ) -> Result<Passed, Error> {
        let (now, dir) = (self.clock.now().timestamp(), self.home.vault_dir());
        let code = self.store.read(|conn| store::codes::of_staff(conn, actor.staff))?;
        let used_step = match (code, typed.map(digits).filter(|typed| !typed.is_empty())) {
            (None, _) => None,
            (Some(_), None) => return Err(Error::CodeNeeded),
            (Some(code), Some(typed)) => {
                let step = totp(code.secret, "")?.check(&typed, seconds(now));
                let fresh = step.filter(|step| *step > code.used_step);
                Some(fresh.ok_or_else(|| self.vault.turn_away(&dir, sign_in, now))?)
            }
        };
        self.vault.let_in(&dir, sign_in);
        Ok(Passed { used_step })
    }
}

fn totp(secret: CodeSecret, sign_in: &str) -> Result<Totp, Error> {
    // A colon would end the name in the link that apps read.
    let name = sign_in.replace(':', " ");
    let builder = Builder::new().with_secret(secret).with_skew(SKEW).with_account_name(name.as_str());
    builder.with_issuer(Some("Caretally")).build().map_err(|_| Error::Unreadable("code"))
}

/// What is typed with spaces, as some apps show it.
fn digits(typed: &str) -> String {
    typed.chars().filter(|c| !c.is_whitespace()).collect()
}

fn seconds(at: i64) -> u64 {
    u64::try_from(at).unwrap_or(0)
}

fn parse(secret: &str) -> Result<CodeSecret, Error> {
    let read = Secret::try_from_base32(digits(secret).to_uppercase()).ok();
    let bytes = read.and_then(|secret| <CodeSecret>::try_from(secret.as_bytes()).ok());
    bytes.ok_or_else(|| Error::refused("This is not a secret that was offered here. Begin again."))
}

fn picture(url: &str) -> Result<Vec<String>, Error> {
    let code = qrcodegen::QrCode::encode_text(url, qrcodegen::QrCodeEcc::Medium)
        .map_err(|_| Error::Unreadable("code"))?;
    let row = |y| (0..code.size()).map(|x| if code.get_module(x, y) { '1' } else { '0' }).collect();
    Ok((0..code.size()).map(row).collect())
}
