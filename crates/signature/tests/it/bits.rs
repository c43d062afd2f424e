//! Whoever changes what was signed gets nothing, and no bytes at all make the notary panic.

use proptest::prelude::*;
use sandbox::ca::Form;
use signature::{
    CrlFacts, Evidence, OcspAnswer, Revocation, Trust, Verified, check_token, content, examine,
    token_of_response, verify,
};

use crate::lists::{entry, judged, list};
use crate::town::{DOCUMENT, NONCE, TOWN, answer, answered, asked, clock, judge_with, signed};
use crate::tsa::{Stamp, token, trust, tsa};

static TSA: std::sync::LazyLock<sandbox::ca::Key> = std::sync::LazyLock::new(tsa);

fn flipped(bytes: &[u8], bit: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let byte = (bit / 8) % bytes.len();
    *bytes.get_mut(byte).unwrap() ^= 1 << (bit % 8);
    bytes
}

/// Where `part` lies in `whole`, in bits; it must occur once.
fn bits_of(whole: &[u8], part: &[u8]) -> std::ops::Range<usize> {
    let mut found = whole
        .windows(part.len())
        .enumerate()
        .filter(|(_, window)| *window == part);
    let (start, _) = found.next().expect("the part is in the whole");
    assert!(found.next().is_none(), "the part is in the whole once");
    start * 8..(start + part.len()) * 8
}

/// What the lists of a verdict say, their digests aside; nothing where it stands on an answer.
fn said(verified: &Verified) -> Option<CrlFacts> {
    match &verified.revocation {
        Revocation::Crl(facts) => Some(CrlFacts {
            base_sha256: String::new(),
            ..facts.clone()
        }),
        Revocation::Ocsp(_) => None,
    }
}

/// The raw fields of a container's only signer: its signed attributes and its signature.
fn signer_fields(container: &[u8]) -> [Vec<u8>; 2] {
    use cms::content_info::ContentInfo;
    use cms::signed_data::SignedData;
    use der::{Decode, Encode};
    let data: SignedData = ContentInfo::from_der(container)
        .unwrap()
        .content
        .decode_as()
        .unwrap();
    let signer = data.signer_infos.0.get(0).unwrap();
    // The tag differs between what is signed and what is sent; the contents do not.
    let attributes = signer.signed_attrs.as_ref().unwrap().to_der().unwrap();
    [
        attributes.get(1..).unwrap().to_vec(),
        signer.signature.as_bytes().to_vec(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_flipped_bit_in_a_container_never_yields_another_verdict(bit in any::<usize>()) {
        let good = signed(&TOWN.citizen, Form::Attached);
        let at = clock("12:00");
        let response = answer(&good, &asked(), at);
        let honest = judge_with(&good, &asked(), at, &response).unwrap();
        if let Ok(verified) = judge_with(&flipped(&good, bit), &asked(), at, &response) {
            prop_assert_eq!(verified.signer, honest.signer);
            prop_assert_eq!(verified.claimed_at, honest.claimed_at);
            prop_assert_eq!(verified.content_sha256, honest.content_sha256);
        }
    }

    #[test]
    fn a_flipped_bit_in_what_was_signed_is_refused(part in 0_usize..4, bit in any::<usize>()) {
        let good = signed(&TOWN.citizen, Form::Attached);
        let at = clock("12:00");
        let response = answer(&good, &asked(), at);
        let [attributes, signature] = signer_fields(&good);
        let part: &[u8] = match part {
            0 => &attributes,
            1 => &signature,
            2 => DOCUMENT,
            _ => TOWN.citizen.certificate_der(),
        };
        let span = bits_of(&good, part);
        let bit = span.start + bit % span.len();
        prop_assert!(judge_with(&flipped(&good, bit), &asked(), at, &response).is_err());
    }

    #[test]
    fn a_flipped_bit_in_our_own_bytes_is_refused(bit in any::<usize>()) {
        let at = clock("12:00");
        for form in [Form::Attached, Form::Detached] {
            let good = signed(&TOWN.citizen, form);
            let found = examine(&good, &flipped(DOCUMENT, bit), &asked(), &TOWN.trust, at);
            prop_assert!(found.is_err());
        }
    }

    #[test]
    fn a_flipped_bit_in_an_authority_leaves_nobody_who_vouches(place in 0_usize..2, bit in any::<usize>()) {
        let good = signed(&TOWN.citizen, Form::Detached);
        let at = clock("12:00");
        let mut authorities = TOWN.ca.certificates();
        let one = authorities.get_mut(place).unwrap();
        *one = flipped(one, bit);
        let trust = Trust::from_certificates(authorities.iter().map(Vec::as_slice));
        let found = trust.map(|trust| examine(&good, DOCUMENT, &asked(), &trust, at));
        prop_assert!(!matches!(found, Ok(Ok(_))));
    }

    #[test]
    fn a_flipped_bit_in_a_clean_list_never_changes_what_it_says(bit in any::<usize>()) {
        let at = clock("12:00");
        let good = list(vec![entry(&TOWN.head, clock("11:30"), None)], |_| {});
        let honest = said(&judged(&TOWN.citizen, &[&good], at).unwrap());
        prop_assert!(honest.is_some());
        match judged(&TOWN.citizen, &[&flipped(&good, bit)], at) {
            Ok(verified) => prop_assert_eq!(said(&verified), honest),
            Err(refused) => prop_assert!(refused.is_pending(), "{:?}", refused),
        }
    }

    #[test]
    fn a_flipped_bit_in_a_token_beside_a_signature_never_moves_its_time(bit in any::<usize>()) {
        let (made_at, received) = (clock("12:00"), clock("12:04"));
        let trust = trust();
        let container = signed(&TOWN.citizen, Form::Detached);
        let examined = examine(&container, DOCUMENT, &asked(), &trust, received).unwrap();
        let stamped = token(&TSA, examined.signature_value(), &Stamp::at(made_at));
        let response = answer(&container, &asked(), received);
        let judged = |token: &[u8]| {
            let ocsp = Some(OcspAnswer { response: &response, nonce: Some(NONCE) });
            let evidence = Evidence { ocsp, token: Some(token), ..Evidence::default() };
            verify(&container, DOCUMENT, &asked(), &trust, &evidence, received)
        };
        prop_assert_eq!(judged(&stamped).unwrap().at, made_at);
        if let Ok(verified) = judged(&flipped(&stamped, bit)) {
            prop_assert_eq!(verified.at, made_at);
        }
    }

    #[test]
    fn a_flipped_bit_in_an_answer_never_changes_what_it_says(bit in any::<usize>()) {
        let good = signed(&TOWN.citizen, Form::Detached);
        let at = clock("12:00");
        let response = answer(&good, &asked(), at);
        let honest = judge_with(&good, &asked(), at, &response).unwrap();
        match judge_with(&good, &asked(), at, &flipped(&response, bit)) {
            Ok(verified) => {
                let mut facts = answered(&verified);
                facts.response_sha256.clone_from(&answered(&honest).response_sha256);
                prop_assert_eq!(facts, answered(&honest));
            }
            Err(refused) => prop_assert!(refused.is_pending(), "{:?}", refused),
        }
    }

    #[test]
    fn a_revoked_key_stays_revoked_or_pending_whatever_bit_is_flipped(bit in any::<usize>()) {
        let container = signed(&TOWN.revoked, Form::Detached);
        let at = clock("12:03");
        let response = flipped(&answer(&container, &asked(), at), bit);
        prop_assert!(judge_with(&container, &asked(), at, &response).is_err());
    }

    #[test]
    fn a_flipped_bit_in_a_list_never_clears_whom_it_names(bit in any::<usize>()) {
        let revoked = entry(&TOWN.citizen, clock("11:30"), None);
        let made = flipped(&list(vec![revoked], |_| {}), bit);
        let refused = judged(&TOWN.citizen, &[&made], clock("12:00"));
        prop_assert!(refused.is_err());
    }

    #[test]
    fn a_flipped_bit_in_a_token_never_changes_the_time(bit in any::<usize>()) {
        let at = clock("12:00");
        let trust = trust();
        let made = token(&TSA, b"value", &Stamp::at(at));
        let honest = check_token(&made, b"value", &trust, None, at).unwrap();
        if let Ok(mut facts) = check_token(&flipped(&made, bit), b"value", &trust, None, at) {
            facts.token_sha256.clone_from(&honest.token_sha256);
            prop_assert_eq!(facts, honest);
        }
    }

    #[test]
    fn arbitrary_bytes_are_refused_without_a_panic(
        bytes in proptest::collection::vec(any::<u8>(), 0..512),
        cut in any::<prop::sample::Index>(),
    ) {
        let at = clock("12:00");
        prop_assert!(examine(&bytes, DOCUMENT, &asked(), &TOWN.trust, at).is_err());
        prop_assert!(content(&bytes).is_err());
        let good = signed(&TOWN.citizen, Form::Detached);
        let ocsp = Some(OcspAnswer { response: &bytes, nonce: Some(NONCE) });
        let evidence = Evidence { ocsp, ..Evidence::default() };
        prop_assert!(verify(&good, DOCUMENT, &asked(), &TOWN.trust, &evidence, at).is_err());
        let crls: &[&[u8]] = &[&bytes];
        let evidence = Evidence { crls, ..Evidence::default() };
        prop_assert!(verify(&good, DOCUMENT, &asked(), &TOWN.trust, &evidence, at).is_err());
        prop_assert!(check_token(&bytes, DOCUMENT, &trust(), None, at).is_err());
        prop_assert!(token_of_response(&bytes).is_err());
        let truncated = &good[..cut.index(good.len())];
        prop_assert!(examine(truncated, DOCUMENT, &asked(), &TOWN.trust, at).is_err());
    }
}
