// A draft saves itself while a person types, and says so. What failed to save is said too, and is
// tried again with the next change. Where another tab saved the section meanwhile, that is said and
// nothing is saved any more: sending the form shows both, and the person chooses.

const PAUSE_MS = 800;
const CONFLICT = 409;

/** Starts saving `form` to the address in its `data-autosave`. */
export function autosave(form) {
  const line = form.querySelector("[data-autosave-status]");
  if (!line) return;
  let timer = 0;
  let changed = false;
  let leaving = false;
  let meanwhile = false;
  let saving = false;
  let waiting = false;
  let last = Promise.resolve();
  // Which answers this page was drawn from, or has saved since.
  const seen = form.elements.namedItem("seen");

  const say = (text, state) => {
    line.textContent = text;
    line.dataset.state = state;
  };

  const save = async (keepalive) => {
    window.clearTimeout(timer);
    if (!changed || leaving || meanwhile) return;
    changed = false;
    saving = true;
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
      if (answer.status === CONFLICT) {
        meanwhile = true;
        changed = true;
        say(line.dataset.meanwhile, "meanwhile");
        return;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      seen.value = (await answer.json()).seen;
      const time = new Intl.DateTimeFormat("ru", { hour: "2-digit", minute: "2-digit" });
      if (!changed) say(line.dataset.saved.replace("{time}", time.format(new Date())), "saved");
    } catch {
      changed = true;
      say(line.dataset.failed, "failed");
    } finally {
      saving = false;
    }
  };

  // One save after another, so that an older answer never overwrites a newer one.
  const queue = (keepalive) => {
    last = last.then(() => save(keepalive));
  };
  const note = () => {
    changed = true;
    window.clearTimeout(timer);
    if (meanwhile) return;
    timer = window.setTimeout(() => queue(false), PAUSE_MS);
  };

  form.addEventListener("input", note);
  form.addEventListener("change", note);
  form.addEventListener("submit", (event) => {
    leaving = true;
    window.clearTimeout(timer);
    if (!saving) return;
    // What this page is saving right now is its own: the form waits until it knows of it.
    event.preventDefault();
    if (waiting) return;
    waiting = true;
    last = last.then(() => {
      waiting = false;
      form.requestSubmit(event.submitter);
    });
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && changed) queue(true);
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed && !leaving) event.preventDefault();
  });
  // A page restored from the browser's memory shows what was saved before: it is drawn anew.
  window.addEventListener("pageshow", (event) => {
    leaving = false;
    if (event.persisted && !changed) window.location.reload();
  });
}
