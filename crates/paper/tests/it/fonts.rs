//! Fonts that cannot write Kazakh are refused before the first deed.

use paper::{Fonts, PaperError};

use crate::reader::face;

fn refused(regular: Vec<u8>, bold: Vec<u8>) -> PaperError {
    Fonts::new(regular, bold)
        .err()
        .expect("the font is refused")
}

/// The font with its table of characters hidden under another name.
fn without_characters(mut font: Vec<u8>) -> Vec<u8> {
    let at = font.windows(4).position(|tag| tag == b"cmap").unwrap();
    font[at + 3] = b'q';
    font
}

#[test]
fn a_font_without_kazakh_letters_is_refused_with_the_letters_it_lacks() {
    let (regular, bold) = (face("NotoSans-Regular.ttf"), face("NotoSans-Bold.ttf"));
    let hebrew = face("NotoSansHebrew-Regular.ttf");
    for foreign in [without_characters(regular.clone()), hebrew] {
        let PaperError::LettersMissing { face, letters } = refused(foreign.clone(), bold.clone())
        else {
            panic!("the letters are missing");
        };
        assert_eq!(face, "regular");
        for letter in "әғқңөұүһіӘҒҚҢӨҰҮҺІ".chars() {
            assert!(letters.contains(letter), "{letter}");
        }
        let second = refused(regular.clone(), foreign);
        assert!(
            matches!(second, PaperError::LettersMissing { face: "bold", .. }),
            "{second}"
        );
    }
}

#[test]
fn bytes_that_are_no_whole_font_are_refused() {
    let regular = face("NotoSans-Regular.ttf");
    for length in [0, 4, 500, 5000, regular.len() / 2, regular.len() - 1000] {
        let cut = regular[..length].to_vec();
        assert!(Fonts::new(cut, regular.clone()).is_err(), "{length} bytes");
    }
    let error = refused(b"%PDF-1.7".to_vec(), regular);
    assert!(
        matches!(error, PaperError::UnreadableFont { face: "regular" }),
        "{error}"
    );
}
