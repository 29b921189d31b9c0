// What is offered while one types: words of SPARQL, variables of the query, terms of the graph by name and by label.
import { syntaxTree } from "@codemirror/language";

const WORDS = (
  "ASK,BASE,BIND,CONSTRUCT,COUNT,DESCRIBE,DISTINCT,EXISTS,FILTER,FROM,GRAPH,GROUP BY,HAVING,LIMIT,MINUS,NAMED,NOT EXISTS," +
  "NOT IN,OFFSET,OPTIONAL,ORDER BY,PREFIX,REDUCED,SELECT,UNION,VALUES,WHERE,ABS,AVG,BOUND,CEIL,COALESCE,CONCAT,CONTAINS," +
  "DATATYPE,FLOOR,GROUP_CONCAT,IF,IRI,ISBLANK,ISIRI,ISLITERAL,ISNUMERIC,LANG,LANGMATCHES,LCASE,MAX,MIN,MONTH,REGEX,REPLACE," +
  "ROUND,SAMETERM,SAMPLE,STR,STRAFTER,STRBEFORE,STRDT,STRENDS,STRLANG,STRLEN,STRSTARTS,SUBSTR,SUM,UCASE,YEAR"
).split(",");

const QUIET = new Set(["Comment", "String", "IriRef"]);
const DECLARED = /\bPREFIX\s+([\w.-]*):\s*<[^>]*>/gi;

/** Return the source of completions that CodeMirror asks; `terms` is a function, since they may come later. */
export function completions(terms) {
  return (context) => {
    if (inside(context.state, context.pos, QUIET)) return null;
    const variable = context.matchBefore(/[?$]\w*/);
    if (variable) return variables(context, variable);
    const before = context.matchBefore(/[\p{L}\p{N}_][\p{L}\p{N}_.-]*:?[\p{L}\p{N}_.%-]*|:/u);
    const typed = before?.text ?? "";
    const colon = typed.indexOf(":");
    // Two letters say little: there is more to choose from than helps.
    if (!context.explicit && colon < 0 && typed.length < 2) return null;
    const from = before?.from ?? context.pos;
    const head = context.state.sliceDoc(0, from);
    const phrase = colon < 0 ? phrases(context, terms()) : null;
    if (phrase) return phrase;
    const options = /\bPREFIX\s*$/i.test(head)
      ? declarations(terms(), typed, context.state)
      : [...(colon < 0 ? [...words(typed), ...prefixes(terms(), typed)] : []), ...named(terms(), typed, head)];
    return options.length ? { from, options, filter: false } : null;
  };
}

/** Tell whether the cursor stands in a node of these names. */
function inside(state, pos, names) {
  for (let node = syntaxTree(state).resolveInner(pos, -1); node; node = node.parent) {
    if (names.has(node.name)) return true;
  }
  return false;
}

function variables(context, { from, to, text }) {
  const all = new Set(context.state.doc.toString().match(/[?$]\w+/g));
  // The one that is typed stands in the text too.
  const rest = context.state.sliceDoc(0, from) + context.state.sliceDoc(to);
  const options = [...all]
    .filter((name) => name.startsWith(text) && rest.includes(name))
    .sort()
    .map((label) => ({ label, type: "variable" }));
  return options.length ? { from, options, filter: false } : null;
}

/** Offer the terms whose label begins with the words before the cursor: "trafficking in per". */
function phrases(context, terms) {
  const before = context.matchBefore(/[\p{L}\p{N}][\p{L}\p{N}'’-]*(?: [\p{L}\p{N}][\p{L}\p{N}'’-]*){1,6}/u);
  for (let text = before?.text ?? ""; text.includes(" "); text = text.slice(text.indexOf(" ") + 1)) {
    const from = context.pos - text.length;
    const options = offers(terms, terms.beginning(text));
    if (options.length) return { from, options, filter: false };
  }
  return null;
}

function words(typed) {
  const begins = typed.toUpperCase();
  return WORDS.filter((word) => word.startsWith(begins)).map((label) => ({ label, type: "keyword" }));
}

function prefixes(terms, typed) {
  return Object.keys(terms.prefixes)
    .filter((prefix) => prefix.startsWith(typed))
    .map((prefix) => ({ label: `${prefix}:`, detail: terms.prefixes[prefix], type: "prefix", apply: insert(terms, `${prefix}:`) }));
}

function declarations(terms, typed, state) {
  const declared = declaredPrefixes(state.doc.toString());
  return Object.entries(terms.prefixes)
    .filter(([prefix]) => prefix.startsWith(typed.replace(/:.*/, "")) && !declared.has(prefix))
    .map(([prefix, iri]) => ({ label: `${prefix}: <${iri}>`, type: "prefix" }));
}

function named(terms, typed, head) {
  return offers(terms, terms.matching(typed, likely(head)));
}

function offers(terms, entries) {
  return entries.map((entry) => ({
    label: entry.name,
    detail: entry.label,
    type: entry.kind,
    info: entry.about || undefined,
    apply: insert(terms, entry.name),
  }));
}

/** Return the kind of term that most likely stands after this text. */
function likely(head) {
  const text = head.replace(/#[^\n]*$/gm, "").trimEnd();
  if (/(?:\sa|rdf:type|\^rdf:type|rdfs:subClassOf\*?)$/.test(text)) return "class";
  if (/[;/|^(]$/.test(text)) return "property";
  // Behind the first term of a triple stands its property; behind the second what it is about.
  return /[.{;]\s*(?:[?$]\w+|<[^>]*>|[\w.-]*:[\w.-]+)$/.test(text) ? "property" : "thing";
}

/** Return what puts a prefixed name where the cursor is, and its PREFIX line where that is missing. */
function insert(terms, name) {
  return (view, _completion, from, to) => {
    const line = missingPrefix(view.state.doc.toString(), name, terms.prefixes);
    const changes = [{ from, to, insert: name }];
    if (line) changes.unshift(line);
    const end = from + name.length + (line && line.from <= from ? line.insert.length : 0);
    view.dispatch({ changes, selection: { anchor: end }, userEvent: "input.complete", scrollIntoView: true });
  };
}

/** Return the change that declares the prefix of a name, null where it is declared or unknown. */
export function missingPrefix(text, name, known) {
  const prefix = name.slice(0, name.indexOf(":"));
  if (!Object.hasOwn(known, prefix) || declaredPrefixes(text).has(prefix)) return null;
  const insert = `PREFIX ${prefix}: <${known[prefix]}>\n`;
  const last = [...text.matchAll(DECLARED)].at(-1);
  if (last) {
    const at = text.indexOf("\n", last.index + last[0].length) + 1;
    return at ? { from: at, insert } : { from: last.index + last[0].length, insert: `\n${insert.trimEnd()}` };
  }
  // Below the comments that say what the query is.
  return { from: text.match(/^(?:[ \t]*#[^\n]*\n|[ \t]*\n)*/)[0].length, insert };
}

function declaredPrefixes(text) {
  return new Set(Array.from(text.matchAll(DECLARED), ([, prefix]) => prefix));
}
