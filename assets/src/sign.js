// Signing: the bytes of the page go to NCALayer on this person's own computer, and the signature
// comes back into the form. The key never leaves the person.
import { NCALayerClient } from "ncalayer-js-client";

const SANDBOX = "sandbox";

/**
 * Which certificates NCALayer offers: at login any at all, because officials come with the key of
 * their organization and a key for logging in alone is for exactly this; else the person's own, or the head's of the organization.
 */
const OFFERED = {
  any: NCALayerClient.basicsSignerAny,
  individual: NCALayerClient.basicsSignerSignPerson,
  head: NCALayerClient.basicsSignerSignHead,
};

function signer(form) {
  const wanted = OFFERED[form.dataset.role] ?? OFFERED.individual;
  const params = { ...wanted };
  if (form.dataset.iin) params.iin = form.dataset.iin;
  if (form.dataset.bin) params.bin = form.dataset.bin;
  // In the sandbox the certificates come from its own certification authority.
  if (form.dataset.environment === SANDBOX) params.chain = [];
  return params;
}

/** NCALayer answers with or without PEM armour; the server takes plain base64. */
function plain(signature) {
  return signature.replace(/-----[A-Z ]+-----/g, "").replace(/\s+/g, "");
}

function watch(form) {
  const region = form.querySelector("[data-sign-status]");
  const button = form.querySelector("button[data-sign-button]");
  const [payload, result] = ["payload", "signature"].map((name) => form.elements.namedItem(name));
  if (!region || !button || !payload || !result) return;
  let busy = false;

  const say = (state, detail) => {
    region.dataset.state = state;
    for (const sentence of region.querySelectorAll("[data-sign-state]")) {
      sentence.hidden = sentence.dataset.signState !== state;
    }
    const code = region.querySelector("[data-sign-detail]");
    if (code) code.textContent = detail ?? "";
    busy = ["connecting", "waiting", "sent"].includes(state);
    button.setAttribute("aria-disabled", String(busy));
  };

  const sign = async () => {
    say("connecting");
    const client = new NCALayerClient(form.dataset.ncalayer, false);
    try {
      await client.connect();
    } catch {
      say("missing");
      return;
    }
    say("waiting");
    try {
      const signature = await client.basicsSignCMS(
        NCALayerClient.basicsStorageAll,
        payload.value,
        NCALayerClient.basicsCMSParamsDetachedNoTSP,
        signer(form),
        document.documentElement.lang,
      );
      if (typeof signature !== "string" || signature === "") throw new Error("empty");
      result.value = plain(signature);
      say("sent");
      form.submit();
    } catch (error) {
      if (error.canceledByUser) say("cancelled");
      else say("error", error.message);
    } finally {
      client.wsConnection?.close();
    }
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!busy) sign();
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) say("idle");
  });
}

document.querySelectorAll("form[data-sign]").forEach(watch);
