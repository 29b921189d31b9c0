// The query editor as one module: CodeMirror with SPARQL, and what ties it to the page.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build as bundle } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));

/** Return the bundle, and the packages whose code is in it. */
export async function build() {
  const made = await bundle({
    absWorkingDir: join(HERE, ".."),
    entryPoints: [join(HERE, "editor.js")],
    bundle: true,
    format: "esm",
    target: ["es2021"],
    minify: true,
    charset: "utf8",
    legalComments: "none",
    metafile: true,
    write: false,
    outfile: "editor.js",
  });
  const [output] = Object.values(made.metafile.outputs);
  const packages = Object.entries(output.inputs)
    .filter(([path, { bytesInOutput }]) => path.startsWith("node_modules/") && bytesInOutput > 0)
    .map(([path]) => path.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)/)[1]);
  return { files: { "web/static/built/editor.js": made.outputFiles[0].contents }, packages };
}
