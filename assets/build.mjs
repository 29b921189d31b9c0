// Builds all that pages need from Node, with a manifest that says what is in it: `npm ci --ignore-scripts && npm run build`.
//
// A part is a folder with a build.mjs whose `build()` returns what it made, and from which packages:
//   { files: { "web/static/built/editor.js": "…" }, packages: ["@codemirror/state", …] }
// with paths below untoc_graph/, or the folder that the first argument names.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const TARGET = process.argv[2] ?? join(HERE, "..", "untoc_graph");
const BUILT = "web/static/built";
const PARTS = ["editor", "map"];

async function describe(name) {
  const folder = join(HERE, "node_modules", name);
  const said = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const own = join(HERE, "licences", `${name.replace("/", "-")}.txt`);
  const brought = (await readdir(folder)).sort().find((entry) => /^licen[cs]e/i.test(entry));
  const text = await readFile(brought ? join(folder, brought) : own, "utf8").catch(() => {
    throw new Error(`${name} brings no licence text: put what it says of its licence into ${own}`);
  });
  return { name, version: said.version, licence: said.license, text: text.replaceAll("\r\n", "\n").trim() };
}

const files = {};
const origins = {};
for (const part of PARTS) {
  const { build } = await import(`./${part}/build.mjs`);
  const made = await build();
  for (const [path, content] of Object.entries(made.files)) {
    files[path] = content;
    origins[path] = [...new Set(made.packages)].sort();
  }
}

const names = [...new Set(Object.values(origins).flat())].sort();
const packages = await Promise.all(names.map(describe));
files[`${BUILT}/LICENCES.txt`] =
  "What the files in this folder, and the shapes of the map, were made from; each under its own licence.\n" +
  packages.map((each) => `\n${"=".repeat(80)}\n${each.name} ${each.version} (${each.licence})\n\n${each.text}\n`).join("");

const manifest = { files: {}, packages: packages.map(({ name, version, licence }) => ({ name, version, licence })) };
for (const path of Object.keys(files).sort()) {
  const content = Buffer.from(files[path]);
  manifest.files[path] = {
    sha256: createHash("sha256").update(content).digest("hex"),
    bytes: content.length,
    packages: origins[path] ?? [],
  };
}
files[`${BUILT}/manifest.json`] = `${JSON.stringify(manifest, null, 2)}\n`;

for (const [path, content] of Object.entries(files)) {
  await mkdir(dirname(join(TARGET, path)), { recursive: true });
  await writeFile(join(TARGET, path), content);
}
