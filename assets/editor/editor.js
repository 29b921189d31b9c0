// Puts the editor in the place of the page's <textarea data-editor>, whose form it keeps: without it the form works as well.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { EditorView, highlightActiveLine, highlightActiveLineGutter, hoverTooltip, keymap, lineNumbers } from "@codemirror/view";
import { sparql } from "codemirror-lang-sparql";

import { completions } from "./completion.js";
import { highlighting, theme } from "./look.js";
import { mistakes, showMistake } from "./mistake.js";
import { Terms } from "./terms.js";

/** What the page says to those who hear it, in its language. */
function phrases(area) {
  return EditorState.phrases.of({ Completions: area.dataset.completions ?? "Completions" });
}

/** Show what a name means to whoever points at it. */
function meaning(terms) {
  return hoverTooltip((view, pos, side) => {
    const { from, text } = view.state.doc.lineAt(pos);
    for (const match of text.matchAll(/[\w-]+:[\w-]+(?:\.[\w-]+)*/g)) {
      const [start, end] = [from + match.index, from + match.index + match[0].length];
      if (pos < start || pos > end || (pos === start && side < 0) || (pos === end && side > 0)) continue;
      const entry = terms().byName.get(match[0]);
      return entry ? { pos: start, end, above: true, create: () => ({ dom: told(entry) }) } : null;
    }
    return null;
  });
}

/**
 * Put what is typed in the place of a selection ourselves: a browser would keep the look of the selected text in a
 * style attribute, which the content policy refuses.
 */
const overSelection = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { from, to, empty } = view.state.selection.main;
    if (event.inputType !== "insertText" || !event.data || empty || view.composing) return false;
    event.preventDefault();
    const typed = () => view.state.update(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
    // Brackets are closed by such a handler, which comes first as it would otherwise.
    const taken = view.state.facet(EditorView.inputHandler).some((handler) => handler(view, from, to, event.data, typed));
    if (!taken) view.dispatch(typed());
    return true;
  },
});

function told({ label, about }) {
  const dom = document.createElement("div");
  dom.className = "cm-told";
  const name = dom.appendChild(document.createElement("strong"));
  name.textContent = label;
  if (about) dom.append(`: ${about}`);
  return dom;
}

/** Return the editor that takes the place of a text area. */
export function mount(area) {
  let terms = new Terms();
  const place = document.createElement("div");
  place.className = "editor-place";
  // SPARQL reads from left to right, whatever the page does.
  place.dir = "ltr";
  // In a shadow root the styles are adopted sheets, which a content policy without 'unsafe-inline' lets be.
  const root = place.attachShadow({ mode: "open" });
  area.before(place);

  const run = () => (area.form.requestSubmit(), true);
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: area.value,
      extensions: [
        lineNumbers(),
        history(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        bracketMatching(),
        closeBrackets(),
        sparql(),
        syntaxHighlighting(highlighting),
        autocompletion({ override: [completions(() => terms)], icons: false }),
        meaning(() => terms),
        mistakes,
        overSelection,
        theme,
        phrases(area),
        EditorView.lineWrapping,
        // Tab stays with the page: whoever has no mouse must be able to leave.
        keymap.of([{ key: "Mod-Enter", run }, ...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap]),
        EditorView.contentAttributes.of({ "aria-label": area.dataset.label ?? "SPARQL" }),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          area.value = update.state.doc.toString();
          area.dispatchEvent(new Event("input", { bubbles: true }));
        }),
      ],
    }),
  });
  area.hidden = true;
  for (const label of area.labels) label.addEventListener("click", () => view.focus());

  const { line, column } = area.dataset;
  if (line) showMistake(view, Number(line), Number(column));

  Terms.fetched(area.dataset.terms).then(
    (all) => (terms = all),
    // Without terms there is still an editor with the words of SPARQL.
    () => undefined,
  );
  return view;
}

for (const area of document.querySelectorAll("textarea[data-editor]")) mount(area);
