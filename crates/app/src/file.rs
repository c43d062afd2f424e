//! A file on its way to a browser.

/// A file to be sent to a browser.
pub struct File {
    /// The name to save it under.
    pub name: String,
    /// Its media type.
    pub mime: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What of a case is downloaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A file of the application, by its SHA-256.
    Attachment(String),
    /// The text that was signed.
    Application,
    /// The signature of the application.
    ApplicationSignature,
    /// The record of a digital confirmation, where the application was not signed.
    ApplicationConfirmation,
    /// The OCSP response about the applicant's certificate.
    ApplicationOcsp,
    /// The notary's verdict on the applicant's signature.
    ApplicationVerdict,
    /// The receipt of acceptance, PDF/A.
    Receipt,
    /// The card of the signed application, PDF/A-3 with all evidence inside.
    ApplicationCard,
    /// The card of a signed deed, by its number.
    DeedCard(String),
    /// A deed as PDF/A-3, by its number.
    DeedPdf(String),
    /// The data of a deed, as signed.
    DeedData(String),
    /// The signature of a deed.
    DeedSignature(String),
    /// The OCSP response about the signatory's certificate.
    DeedOcsp(String),
}
