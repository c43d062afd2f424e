//! Reads the boxes and arrows of an SVG back and says whether one covers another.

type Box = [i32; 4];

fn attribute(element: &str, name: &str) -> Option<i32> {
    let rest = element.split(&format!(" {name}=\"")).nth(1)?;
    rest.split('"').next()?.parse().ok()
}

fn elements<'s>(svg: &'s str, name: &str) -> Vec<&'s str> {
    let open = format!("<{name} ");
    svg.lines()
        .map(str::trim)
        .filter(|line| line.starts_with(&open))
        .collect()
}

/// Stages have a small radius, ends have none or a large one; lanes have no border.
fn boxes(svg: &str) -> Vec<Box> {
    let bordered = elements(svg, "rect")
        .into_iter()
        .filter(|rect| rect.contains("stroke=\"currentColor\""));
    let place =
        |rect: &str| ["x", "y", "width", "height"].map(|name| attribute(rect, name).unwrap());
    bordered.map(place).collect()
}

fn arrows(svg: &str) -> Vec<Vec<(i32, i32)>> {
    let lines = elements(svg, "path")
        .into_iter()
        .filter(|path| path.contains("fill=\"none\""));
    let points = |path: &str| {
        let d = path
            .split(" d=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        let pairs = d.trim_start_matches('M').split('L');
        pairs
            .map(|pair| {
                let (x, y) = pair.split_once(' ').unwrap();
                (x.parse().unwrap(), y.parse().unwrap())
            })
            .collect()
    };
    lines.map(points).collect()
}

/// Whether a straight piece runs through the inside of a box.
fn runs_through(piece: &[(i32, i32)], [x, y, width, height]: Box) -> bool {
    let (left, right) = (piece[0].0.min(piece[1].0), piece[0].0.max(piece[1].0));
    let (top, bottom) = (piece[0].1.min(piece[1].1), piece[0].1.max(piece[1].1));
    left < x + width && right > x && top < y + height && bottom > y
}

/// Panics if two boxes overlap, an arrow runs through a box, or something leaves the drawing.
pub(super) fn assert_clear(svg: &str) {
    let (width, height) = (
        attribute(svg, "width").unwrap(),
        attribute(svg, "height").unwrap(),
    );
    let boxes = boxes(svg);
    assert!(boxes.len() > 1, "{svg}");
    for (number, one) in boxes.iter().enumerate() {
        assert!(one[0] >= 0 && one[1] >= 0, "{one:?}");
        assert!(
            one[0] + one[2] <= width && one[1] + one[3] <= height,
            "{one:?}"
        );
        for other in &boxes[number + 1..] {
            let apart = one[0] + one[2] <= other[0]
                || other[0] + other[2] <= one[0]
                || one[1] + one[3] <= other[1]
                || other[1] + other[3] <= one[1];
            assert!(apart, "{one:?} covers {other:?}\n{svg}");
        }
    }
    for arrow in arrows(svg) {
        for piece in arrow.windows(2) {
            assert!(
                piece[0].0 == piece[1].0 || piece[0].1 == piece[1].1,
                "a slanted arrow: {piece:?}"
            );
            for one in &boxes {
                assert!(
                    !runs_through(piece, *one),
                    "{piece:?} runs through {one:?}\n{svg}"
                );
            }
        }
    }
    for text in elements(svg, "text") {
        let (x, y) = (attribute(text, "x").unwrap(), attribute(text, "y").unwrap());
        assert!(x >= 0 && x < width && y > 0 && y < height, "{text}");
    }
}
