// Builds dist/: one style sheet, two scripts, the fonts and the mark, under names that carry their
// digest, with brotli copies and a manifest from plain names to those.
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { build, transform } from "esbuild";
import { compile } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");
const modules = join(here, "node_modules");
const fontFolder = join(modules, "@fontsource", "golos-text");
const subsets = ["latin", "latin-ext", "cyrillic", "cyrillic-ext"];
const weights = [400, 700];
const manifest = {};

/** Writes bytes under a name that changes with them and returns that name. */
async function put(name, bytes) {
  const digest = createHash("sha256").update(bytes).digest("hex").slice(0, 10);
  const dot = name.lastIndexOf(".");
  const hashed = `${name.slice(0, dot)}-${digest}${name.slice(dot)}`;
  await writeFile(join(dist, hashed), bytes);
  if (!name.endsWith(".woff2")) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
    await writeFile(join(dist, `${hashed}.br`), brotliCompressSync(bytes, { params }));
  }
  manifest[name] = hashed;
  return hashed;
}

/** Copies the fonts and returns the rules that load each subset only when a page has its letters. */
async function fonts() {
  const ranges = JSON.parse(await readFile(join(fontFolder, "unicode.json"), "utf8"));
  let css = "";
  for (const subset of subsets) {
    for (const weight of weights) {
      const file = `golos-text-${subset}-${weight}-normal.woff2`;
      const hashed = await put(
        `golos-${subset}-${weight}.woff2`,
        await readFile(join(fontFolder, "files", file)),
      );
      css +=
        `@font-face{font-family:"Golos Text";font-style:normal;font-weight:${weight};` +
        `font-display:swap;src:url("${hashed}") format("woff2");unicode-range:${ranges[subset]}}`;
    }
  }
  return css;
}

async function styles() {
  const { css } = compile(join(here, "scss", "app.scss"), {
    loadPaths: [modules],
    quietDeps: true,
    style: "expanded",
  });
  const faces = await fonts();
  const mark = await put("mark.svg", await readFile(join(here, "src", "mark.svg")));
  const whole = faces + css.replaceAll("mark.svg", mark);
  const { code } = await transform(whole, { loader: "css", minify: true, target: "es2022" });
  await put("app.css", Buffer.from(code));
}

async function script(name) {
  const result = await build({
    entryPoints: [join(here, "src", name)],
    bundle: true,
    minify: true,
    format: "iife",
    // The signing library asks for Node's sockets only where there is no browser.
    external: ["ws"],
    target: ["es2022"],
    legalComments: "none",
    write: false,
  });
  await put(name, result.outputFiles[0].contents);
}

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
await styles();
await Promise.all(["app.js", "sign.js"].map(script));
const ordered = Object.fromEntries(Object.entries(manifest).sort());
await writeFile(join(dist, "manifest.json"), `${JSON.stringify(ordered, null, 2)}\n`);
