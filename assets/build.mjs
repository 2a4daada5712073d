// Builds what the browser loads into src/gongkai/ground/ui/static/lib, the same bytes each time.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const lib = process.argv[2] ?? join(here, "../src/gongkai/ground/ui/static/lib");
const read = (...parts) => readFileSync(join(...parts), "utf8");

// Packages whose code or drawings reach the browser, with the file that holds their licence.
const shipped = {
  "htmx.org": "LICENSE",
  "@hotwired/stimulus": "LICENSE.md",
  "lucide-static": "LICENSE",
};

async function bundle(entry, target) {
  const result = await build({
    absWorkingDir: here,
    entryPoints: [`src/${entry}`],
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2020",
    legalComments: "none",
    metafile: true,
    outfile: join(lib, target),
  });
  for (const input of Object.keys(result.metafile.inputs)) {
    const match = input.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//);
    if (match && !(match[1] in shipped)) shipped[match[1]] = licenceFile(match[1]);
  }
}

function licenceFile(name) {
  const found = readdirSync(join(modules, name)).find((file) => /^licen[cs]e/i.test(file));
  // Tiptap's packages from one repository share one licence; not each release carries the file.
  return found ?? "../core/LICENSE.md";
}

/** The inner drawing of an SVG file as a <symbol>; presentation that all Lucide icons share comes from CSS. */
function symbol(id, svg) {
  const box = svg.match(/viewBox="([^"]+)"/)[1];
  const inner = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
  return `<symbol id="${id}" viewBox="${box}">${inner.replace(/\s*\n\s*/g, "").replace(/ \/>/g, "/>")}</symbol>`;
}

function sprite() {
  const lucide = read(here, "icons.txt").split("\n").filter((line) => line && !line.startsWith("#")).sort();
  const ours = readdirSync(join(here, "icons")).sort();
  const symbols = [
    ...lucide.map((name) => symbol(name, read(modules, "lucide-static/icons", `${name}.svg`))),
    ...ours.map((file) => symbol(basename(file, ".svg"), read(here, "icons", file))),
  ];
  writeFileSync(join(lib, "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`);
}

function versions() {
  const packages = Object.keys(shipped).sort().map((name) => {
    const { version, license } = JSON.parse(read(modules, name, "package.json"));
    return `${name} ${version} ${license}`;
  });
  const files = readdirSync(lib).filter((file) => /\.(js|svg)$/.test(file)).sort();
  const sums = files.map((file) => `${createHash("sha256").update(readFileSync(join(lib, file))).digest("hex")}  ${file}`);
  writeFileSync(join(lib, "VERSIONS"), `${packages.join("\n")}\n\n${sums.join("\n")}\n`);
}

function licences() {
  mkdirSync(join(lib, "licences"));
  for (const [name, file] of Object.entries(shipped)) {
    copyFileSync(join(modules, name, file), join(lib, "licences", `${name.replace("@", "").replace("/", "-")}.txt`));
  }
}

rmSync(lib, { recursive: true, force: true });
mkdirSync(lib, { recursive: true });
copyFileSync(join(modules, "htmx.org/dist/htmx.min.js"), join(lib, "htmx.min.js"));
await bundle("ui.js", "ui.js");
await bundle("editor.js", "editor.js");
sprite();
licences();
versions();
