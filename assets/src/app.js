// What a page gains from a script: tested components, drafts that save themselves, the attachment
// meter. Every page works without it.
import { Button } from "govuk-frontend/dist/govuk/components/button/button.mjs";
import { ErrorSummary } from "govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs";
import { FileUpload } from "govuk-frontend/dist/govuk/components/file-upload/file-upload.mjs";
import { NotificationBanner } from "govuk-frontend/dist/govuk/components/notification-banner/notification-banner.mjs";
import { SkipLink } from "govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs";
import { createAll } from "govuk-frontend/dist/govuk/init.mjs";
import { autosave } from "./autosave.js";
import { menus } from "./menu.js";
import { meters } from "./meter.js";
import { phone } from "./phone.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const component of [Button, ErrorSummary, FileUpload, NotificationBanner, SkipLink]) {
  createAll(component);
}
document.querySelectorAll("form[data-autosave]").forEach(autosave);
document.querySelectorAll("[data-meter]").forEach(meters);
document.querySelectorAll("[data-phone-status]").forEach(phone);
menus();
