// Shows how much of the limit for all files together is used, and warns before anything is sent.

const UNIT = 1024;

function size(bytes, meter) {
  const number = new Intl.NumberFormat("ru", { maximumFractionDigits: 1 });
  if (bytes < UNIT * UNIT) return `${number.format(Math.ceil(bytes / UNIT))}\u00a0${meter.dataset.kb}`;
  return `${number.format(bytes / UNIT / UNIT)}\u00a0${meter.dataset.mb}`;
}

/** Follows every file input on the page that names this meter in `data-meter-for`. */
export function meters(meter) {
  const limit = Number(meter.dataset.limit);
  const used = Number(meter.dataset.used);
  const bar = meter.querySelector("progress");
  const line = meter.querySelector("[data-meter-status]");
  const forms = [...document.querySelectorAll("form[data-meter-for]")].filter(
    (form) => form.dataset.meterFor === meter.id,
  );

  const chosen = (form) =>
    [...form.querySelectorAll("input[type=file]")]
      .flatMap((input) => [...input.files])
      .reduce((sum, file) => sum + file.size, 0);

  const show = (form) => {
    const total = used + chosen(form);
    const over = total > limit;
    bar.value = Math.min(total, limit);
    meter.classList.toggle("sq-meter--over", over);
    const words = over ? meter.dataset.over : meter.dataset.within;
    line.textContent = words
      .replace("{total}", size(total, meter))
      .replace("{limit}", size(limit, meter))
      .replace("{excess}", size(total - limit, meter));
    return over;
  };

  for (const form of forms) {
    form.addEventListener("change", () => show(form));
    form.addEventListener("submit", (event) => {
      if (!show(form)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      line.focus();
    });
  }
}
