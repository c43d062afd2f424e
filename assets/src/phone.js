// A page that waits for a phone: asks the office now and then how far the signing is, and goes on
// by itself once the signature is there. Without a script the button does the same.
const PAUSE = 2000;

/** Watches one signing until it is answered or its time is over. */
export function phone(region) {
  const form = document.querySelector("form[data-phone-done]");
  if (!form || ["answered", "over"].includes(region.dataset.phone)) return;

  const say = (state) => {
    region.dataset.phone = state;
    for (const sentence of region.querySelectorAll("[data-phone-state]")) {
      sentence.hidden = sentence.dataset.phoneState !== state;
    }
  };

  const ask = async () => {
    let state = region.dataset.phone;
    try {
      const answer = await fetch(region.dataset.phoneStatus, { cache: "no-store" });
      if (answer.ok) ({ state } = await answer.json());
    } catch {
      // No connection now: asked again after the pause.
    }
    if (state !== region.dataset.phone) say(state);
    if (state === "answered") form.submit();
    else if (state === "over") window.location.reload();
    else window.setTimeout(ask, PAUSE);
  };
  window.setTimeout(ask, PAUSE);
}
