// A draft saves itself while a person types, and says so. What failed to save is said too, and is
// tried again with the next change.

const PAUSE_MS = 800;

/** Starts saving `form` to the address in its `data-autosave`. */
export function autosave(form) {
  const line = form.querySelector("[data-autosave-status]");
  if (!line) return;
  let timer = 0;
  let changed = false;
  let leaving = false;
  let last = Promise.resolve();

  const say = (text, state) => {
    line.textContent = text;
    line.dataset.state = state;
  };

  const save = async (keepalive) => {
    window.clearTimeout(timer);
    if (!changed || leaving) return;
    changed = false;
    say(line.dataset.saving, "saving");
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string") fields.append(name, value);
    }
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST",
        body: fields,
        headers: { accept: "application/json" },
        credentials: "same-origin",
        redirect: "error",
        keepalive,
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const time = new Intl.DateTimeFormat("ru", { hour: "2-digit", minute: "2-digit" });
      if (!changed) say(line.dataset.saved.replace("{time}", time.format(new Date())), "saved");
    } catch {
      changed = true;
      say(line.dataset.failed, "failed");
    }
  };

  // One save after another, so that an older answer never overwrites a newer one.
  const queue = (keepalive) => {
    last = last.then(() => save(keepalive));
  };
  const note = () => {
    changed = true;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => queue(false), PAUSE_MS);
  };

  form.addEventListener("input", note);
  form.addEventListener("change", note);
  form.addEventListener("submit", () => {
    leaving = true;
    window.clearTimeout(timer);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && changed) queue(true);
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed && !leaving) event.preventDefault();
  });
  // A page restored from the browser's memory may be left and changed again.
  window.addEventListener("pageshow", () => {
    leaving = false;
  });
}
