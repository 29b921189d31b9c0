// The terms of the graph: where they come from, and which of them fit what was typed.

/** Most completions offered at once; whoever looks further types on. */
const MOST = 60;

/**
 * All terms, from the address that the page names. Each is {name, label, kind, about}: `name` as it is written in a
 * query ("untoc:State"), `kind` one of "class", "property", "thing".
 */
export class Terms {
  constructor(prefixes = {}, entries = []) {
    this.prefixes = prefixes;
    this.entries = entries.map((entry) => ({
      ...entry,
      local: plain(entry.name.slice(entry.name.indexOf(":") + 1)),
      words: plain(entry.label),
    }));
    this.byName = new Map(this.entries.map((entry) => [entry.name, entry]));
  }

  static async fetched(address) {
    const reply = await fetch(address, { headers: { Accept: "application/json" } });
    if (!reply.ok) throw new Error(`${address}: ${reply.status}`);
    const { prefixes, terms } = await reply.json();
    return new Terms(
      prefixes,
      terms.map(([name, kind, label, about]) => ({ name, kind, label, about: about ?? "" })),
    );
  }

  /**
   * The terms that fit, best first.
   *
   * @param typed what stands before the cursor: "Ital", "untoc:", "participant:ital".
   * @param liked the kind that this place of the query most likely wants, or "".
   */
  matching(typed, liked) {
    const colon = typed.indexOf(":");
    const prefix = colon < 0 ? null : typed.slice(0, colon + 1);
    const sought = plain(colon < 0 ? typed : typed.slice(colon + 1));
    const found = [];
    for (const entry of this.entries) {
      if (prefix !== null && !entry.name.startsWith(prefix)) continue;
      const fit = fitness(entry, sought);
      if (fit > 0) found.push([fit + (entry.kind === liked ? 3 : 0), entry]);
    }
    found.sort(([a, x], [b, y]) => b - a || (x.label < y.label ? -1 : 1));
    return found.slice(0, MOST).map(([, entry]) => entry);
  }

  /** The terms whose label begins with a phrase. */
  beginning(phrase) {
    const sought = plain(phrase);
    return this.entries.filter((entry) => entry.words.startsWith(sought)).slice(0, MOST);
  }
}

/** Return text without case and accents, so that "cote" finds "Côte d'Ivoire". */
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function fitness(entry, sought) {
  if (!sought) return 1;
  if (entry.local === sought || entry.words === sought) return 6;
  if (entry.local.startsWith(sought) || entry.words.startsWith(sought)) return 5;
  const at = entry.words.indexOf(sought);
  if (at > 0) return /[\s('’-]/.test(entry.words[at - 1]) ? 4 : 2;
  return entry.local.includes(sought) ? 2 : 0;
}
