//! The card of an electronic document: PDF/A-3 in Kazakh and Russian that says who signed what and when, with the
//! original first and all evidence after it inside the file. Its visible part has no legal force; the files have.
//!
//! It is made on demand out of the evidence package and is the same file again until a stamp is added. Taken out of
//! it, the files are a package for `shanyraq signature verify --evidence`.

use casework::actor::Organization;
use jiff::Timestamp;
use law::text::days;
use law::{Language, Text};
use paper::{Attachment, Block, LanguagePart, Relationship, Sheet, SignatureBlock};
use signature::package::EvidencePackage;
use signature::{Method, Revocation, Role, Verified};

use super::case::CaseView;
use crate::error::{Error, Fault};
use crate::evidence;
use crate::file::File;
use crate::office::Office;

/// The languages of a card, in order.
const LANGUAGES: [Language; 2] = [Language::Kk, Language::Ru];

/// What a card is of.
pub(super) struct Subject<'a> {
    /// The digest of the signature container.
    pub container: &'a str,
    /// What the document is called.
    pub title: Text,
    /// Its number.
    pub number: String,
    /// The media type of the original.
    pub mime: &'static str,
    /// Where people look it up.
    pub address: String,
}

/// The card of a signed document of a case.
pub(super) async fn card(
    office: &Office,
    view: &CaseView<'_>,
    subject: Subject<'_>,
) -> Result<File, Error> {
    let package = evidence::package_of(office, subject.container).await?;
    let package = package.ok_or(Error::NotFound)?;
    let verified = package.verdict().verified.clone().ok_or(Error::NotFound)?;
    let page = Page {
        office,
        organization: &view.loaded.organization,
        subject: &subject,
        package: &package,
        verified: &verified,
    };
    let sheet = Sheet {
        languages: LANGUAGES.map(|language| page.part(language)).into(),
        number: subject.number.clone(),
        document_id: format!("{}-card", verified.content_sha256),
        qr: subject.address.clone(),
        created: package.verdict().received_at,
        attachments: attachments(&package, subject.mime)?,
    };
    Ok(File {
        name: format!("{}-card.pdf", subject.number.replace('/', "-")),
        mime: "application/pdf",
        bytes: paper::render(&sheet, &office.fonts).map_err(Fault::Paper)?,
    })
}

/// All files of the package, the original first and the container next.
fn attachments(package: &EvidencePackage, mime: &str) -> Result<Vec<Attachment>, Error> {
    let mut files = package.to_files().map_err(Fault::Package)?;
    files.sort_by_key(|(name, _)| match name.as_str() {
        "signed.bin" => 0_u8,
        "container.p7s" => 1,
        _evidence => 2,
    });
    let attachment = |(name, bytes): (String, Vec<u8>)| {
        let (kind, description) = match name.as_str() {
            "signed.bin" => (mime, "The original, as it was signed"),
            "container.p7s" => ("application/pkcs7-signature", "The signature (CMS)"),
            "token.tst" => (
                "application/timestamp-reply",
                "The time-stamp token over the signature",
            ),
            "ocsp.der" => ("application/ocsp-response", "The answer about revocation"),
            "verdict.json" => ("application/json", "The verdict on the signature"),
            _other => ("application/octet-stream", "Evidence of the signature"),
        };
        Attachment {
            relationship: if name == "signed.bin" {
                Relationship::Source
            } else {
                Relationship::Supplement
            },
            mime: kind.to_owned(),
            description: description.to_owned(),
            name,
            bytes,
        }
    };
    Ok(files.into_iter().map(attachment).collect())
}

/// What a card is written from.
struct Page<'a> {
    office: &'a Office,
    organization: &'a Organization,
    subject: &'a Subject<'a>,
    package: &'a EvidencePackage,
    verified: &'a Verified,
}

impl Page<'_> {
    fn part(&self, language: Language) -> LanguagePart {
        let say = |kk: &str, ru: &str| one(language, kk, ru);
        let blocks = vec![
            Block::Facts(self.document(language)),
            Block::Heading(say("Қол қойған адам", "Кто подписал")),
            Block::Facts(self.signer(language)),
            Block::Heading(say(
                "Уақыт және сертификаттың күйі",
                "Время и состояние сертификата",
            )),
            Block::Facts(self.proof(language)),
            Block::Paragraph(say(
                "Бұл беттің заңдық күші жоқ. Заңдық күш осы файлға салынған түпнұсқада және оның қолтаңбасында: оларды файлдан шығарып, кез келген тексеру бағдарламасымен тексеруге болады.",
                "Эта страница юридической силы не имеет. Силу имеют вложенные в файл подлинник и его подпись: их можно извлечь и проверить любой программой проверки.",
            )),
        ];
        LanguagePart {
            language: language.code(),
            organization: self.organization.name.get(language).to_owned(),
            title: say(
                "Электрондық құжаттың карточкасы",
                "Карточка электронного документа",
            ),
            draft: None,
            blocks,
            signatures: vec![SignatureBlock {
                lines: vec![
                    self.verified.signer.full_name().unwrap_or_default(),
                    say(
                        "Электрондық цифрлық қолтаңба расталды",
                        "Электронная цифровая подпись подтверждена",
                    ),
                    self.moment(self.verified.at, language),
                ],
            }],
            verify_note: say(
                "Түпнұсқа, қолтаңба және барлық дәлел осы файлға салынған.",
                "Подлинник, подпись и все доказательства вложены в этот файл.",
            ),
            footer: say(
                "Электрондық құжаттың карточкасы. Көрінетін бөлігінің заңдық күші жоқ.",
                "Карточка электронного документа. Видимая часть юридической силы не имеет.",
            ),
        }
    }

    fn document(&self, language: Language) -> Vec<(String, String)> {
        rows(
            language,
            [
                (
                    "Құжат",
                    "Документ",
                    self.subject.title.get(language).to_owned(),
                ),
                ("Нөмірі", "Номер", self.subject.number.clone()),
                (
                    "Түпнұсқаның SHA-256 коды",
                    "SHA-256 подлинника",
                    self.verified.content_sha256.clone(),
                ),
            ],
        )
    }

    fn signer(&self, language: Language) -> Vec<(String, String)> {
        let signer = &self.verified.signer;
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let term = format!(
            "{} – {}",
            self.moment(signer.not_before, language),
            self.moment(signer.not_after, language)
        );
        let roles: Vec<String> = signer
            .roles
            .iter()
            .map(|role| role_in(*role, language))
            .collect();
        rows(
            language,
            [
                ("Аты-жөні", "Имя", signer.full_name().unwrap_or_default()),
                ("ЖСН", "ИИН", text(&signer.iin)),
                ("Ұйым", "Организация", text(&signer.organization)),
                ("БСН", "БИН", text(&signer.bin)),
                ("Кім ретінде", "В качестве кого", roles.join(", ")),
                ("Әдісі", "Способ", method_in(self.package)),
                ("Сертификат", "Сертификат", signer.serial_hex.clone()),
                (
                    "Куәландырушы орталық",
                    "Удостоверяющий центр",
                    text(&signer.issuer),
                ),
                ("Қолданылу мерзімі", "Срок действия", term),
            ],
        )
    }

    fn proof(&self, language: Language) -> Vec<(String, String)> {
        let (stamped, by) = match &self.verified.time_stamp {
            Some(token) => {
                let by = token.authority.clone().unwrap_or_default();
                (
                    self.moment(token.made_at, language),
                    format!("{by}, {}", token.serial_hex),
                )
            }
            None => (String::new(), String::new()),
        };
        let (source, known_at) = match &self.verified.revocation {
            Revocation::Ocsp(facts) => {
                let responder = facts.responder.clone().unwrap_or_default();
                (format!("OCSP, {responder}"), facts.produced_at)
            }
            Revocation::Crl(facts) => ("CRL".to_owned(), facts.this_update),
        };
        let received = self.package.verdict().received_at;
        let stamps = self.package.stamps.len();
        let stamps = if stamps == 0 {
            String::new()
        } else {
            stamps.to_string()
        };
        rows(
            language,
            [
                ("Алынды", "Получено", self.moment(received, language)),
                ("Уақыт белгісі", "Метка времени", stamped),
                ("Белгіні қойған қызмет", "Кто поставил метку", by),
                ("Кейін қосылған белгілер", "Добавлено меток позже", stamps),
                (
                    "Сертификат кері қайтарылмаған",
                    "Сертификат не отозван",
                    self.moment(known_at, language),
                ),
                ("Қайдан белгілі", "Откуда известно", source),
                (
                    "Қолтаңба контейнерінің SHA-256 коды",
                    "SHA-256 контейнера подписи",
                    self.verified.container_sha256.clone(),
                ),
                (
                    "Тексерген бағдарлама",
                    "Чем проверено",
                    self.verified.verifier.clone(),
                ),
            ],
        )
    }

    /// An instant on the organization's clock.
    fn moment(&self, at: Timestamp, language: Language) -> String {
        let place = self.office.law.places().get(&self.organization.kato);
        place.map_or_else(String::new, |place| {
            let local = place.local(at);
            format!(
                "{}, {}",
                days::date(local.date(), language),
                days::time(local.time())
            )
        })
    }
}

/// Labels with the values that there are.
fn rows<const N: usize>(
    language: Language,
    rows: [(&str, &str, String); N],
) -> Vec<(String, String)> {
    let said = rows.into_iter().filter(|(_, _, value)| !value.is_empty());
    said.map(|(kk, ru, value)| (one(language, kk, ru), value))
        .collect()
}

/// A card is in the two languages of the state's paper.
fn one(language: Language, kk: &str, ru: &str) -> String {
    match language {
        Language::Kk => kk.to_owned(),
        Language::Ru | Language::En => ru.to_owned(),
    }
}

/// The method of the signature; the same word in both languages.
fn method_in(package: &EvidencePackage) -> String {
    match signature::method(&package.container) {
        Ok(Method::Gost) => "ГОСТ Р 34.10-2015".to_owned(),
        Ok(Method::Rsa) => "RSA, SHA-256".to_owned(),
        Err(_unnamed) => String::new(),
    }
}

fn role_in(role: Role, language: Language) -> String {
    let (kk, ru) = match role {
        Role::Individual => ("жеке тұлға", "физическое лицо"),
        Role::LegalEntity => ("заңды тұлғаның өкілі", "представитель юридического лица"),
        Role::Head => ("бірінші басшы", "первый руководитель"),
        Role::RightToSign => ("қол қою құқығы бар", "с правом подписи"),
        Role::FinancialSignature => (
            "қаржы құжаттарына қол қою құқығы бар",
            "с правом подписи финансовых документов",
        ),
        Role::HumanResources => ("кадр қызметкері", "сотрудник отдела кадров"),
        Role::Employee => ("қызметкер", "сотрудник"),
        Role::InformationSystem => ("ақпараттық жүйе", "информационная система"),
    };
    one(language, kk, ru)
}
