// The checks of one page. The tests evaluate this file in the page; it is no part of what people get.
window.pageFaults = async (width) => {
  const brief = (it) => it.outerHTML.replace(/\s+/g, " ").slice(0, 150);
  const faults = [];

  // WCAG 1.4.10: the page does not scroll sideways; what must be wide scrolls in its own frame.
  if (document.documentElement.scrollWidth > width) {
    const wide = [...document.querySelectorAll("body *")].filter(
      (it) =>
        it.getBoundingClientRect().right > document.documentElement.clientWidth + 1 &&
        !it.closest(".sq-scroll, .sq-drawing-frame, .sq-signed-text"),
    );
    faults.push(`reflow: ${document.documentElement.scrollWidth} px, ${wide.slice(0, 3).map(brief).join(" ")}`);
  }

  const answer = await axe.run(document, {
    runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"] },
    rules: { "target-size": { enabled: true } },
    resultTypes: ["violations"],
  });
  for (const fault of answer.violations) {
    for (const node of fault.nodes.slice(0, 3)) {
      faults.push(`${fault.id}: ${node.target.join(" ")} ${node.html.slice(0, 150)} ${node.failureSummary}`);
    }
  }

  // WCAG 2.4.7: whatever takes the focus looks different with it.
  for (const it of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")) {
    if (!it.checkVisibility({ visibilityProperty: true }) || it.disabled) continue;
    const fault = focusFault(it);
    if (fault) faults.push(fault);
  }
  return faults;
};

// What is wrong with the look of the element under the focus, or nothing. The frame of a radio, of a check box and
// of a file's place is drawn on its neighbor.
window.focusFault = (it) => {
  if (it === document.body) return "focus: nothing has it";
  const look = () =>
    [it, it.nextElementSibling, it.parentElement]
      .filter(Boolean)
      .flatMap((one) => [null, "::before", "::after"].map((part) => {
        const style = getComputedStyle(one, part);
        return [style.outline, style.boxShadow, style.backgroundColor, style.border, style.textDecoration].join();
      }))
      .join();
  const place = () => {
    const box = it.getBoundingClientRect();
    return box.width >= 1 && box.height >= 1;
  };
  it.blur();
  const before = look();
  it.focus();
  const isSeen = document.activeElement === it && place();
  return isSeen && look() !== before ? null : `focus: not seen on ${it.outerHTML.replace(/\s+/g, " ").slice(0, 150)}`;
};
null;
