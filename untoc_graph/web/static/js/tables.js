// Sorts the tables of class "sortable" by a column: a button in each head, by pointer and keyboard alike.
// The order in which the rows came is the first of three: as it came, ascending, descending.

const language = document.documentElement.lang || "en";
const collator = new Intl.Collator(language, { numeric: true, sensitivity: "base" });

// A cell whose text is no value of its column comes last, whatever the direction.
const valueOf = (cell, kind) => {
  const text = cell?.querySelector(".absent") ? "" : (cell?.textContent ?? "").trim();
  if (!text) return null;
  if (kind !== "number") return text;
  const number = Number(text.replaceAll(/[\s,\u202f\u00a0]/gu, ""));
  return Number.isNaN(number) ? null : number;
};

const compare = (one, other) =>
  typeof one === "number" && typeof other === "number" ? one - other : collator.compare(String(one), String(other));

const sort = (body, original, place, kind, direction) => {
  if (!direction) {
    body.replaceChildren(...original);
    return;
  }
  const keyed = original.map((row, number) => ({ row, number, value: valueOf(row.cells[place], kind) }));
  keyed.sort((one, other) => {
    if (one.value === null || other.value === null) return (one.value === null) - (other.value === null) || one.number - other.number;
    return direction * compare(one.value, other.value) || one.number - other.number;
  });
  body.replaceChildren(...keyed.map((each) => each.row));
};

const NEXT = { none: "ascending", ascending: "descending", descending: "none" };
const DIRECTION = { none: 0, ascending: 1, descending: -1 };

export const makeSortable = (table) => {
  const body = table.tBodies[0];
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
  if (!body || body.rows.length < 2 || table.dataset.sortable === "yes") return;
  table.dataset.sortable = "yes";
  const original = [...body.rows];
  heads.forEach((head, place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const order = NEXT[head.getAttribute("aria-sort") ?? "none"] ?? "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      if (order !== "none") head.setAttribute("aria-sort", order);
      sort(body, original, place, head.dataset.kind ?? "text", DIRECTION[order]);
    });
  });
};

for (const table of document.querySelectorAll("table.sortable")) makeSortable(table);
