// The mistake that the server found, marked where it is, until its line is changed.
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";

const found = StateEffect.define();
const line = Decoration.line({ class: "cm-mistaken" });
const token = Decoration.mark({ class: "cm-mistake", attributes: { "aria-invalid": "true" } });

export const mistakes = StateField.define({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) if (effect.is(found)) return effect.value;
    let touched = false;
    transaction.changes.iterChanges((from, to) => {
      const { doc } = transaction.startState;
      marks.between(doc.lineAt(from).from, doc.lineAt(to).to, () => {
        touched = true;
      });
    });
    return touched ? Decoration.none : marks.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Mark the token at a line and column (both from 1, in characters), and put the cursor there. */
export function showMistake(view, lineNumber, column) {
  const { doc } = view.state;
  const at = doc.line(Math.min(Math.max(lineNumber, 1), doc.lines));
  // The server counts characters, JavaScript its halves of those beyond the first plane.
  const characters = [...at.text];
  const start = characters.slice(0, Math.max((column || 1) - 1, 0)).join("").length;
  const rest = at.text.slice(start);
  const length = rest.match(/^(?:"[^"]*"?|'[^']*'?|<[^>\s]*>?|[?$@]?[\p{L}\p{N}_:.%-]+|.)/u)?.[0].length ?? 0;
  const marks = [line.range(at.from)];
  if (length) marks.push(token.range(at.from + start, at.from + start + length));
  view.dispatch({
    effects: found.of(Decoration.set(marks)),
    selection: { anchor: at.from + start },
    scrollIntoView: true,
  });
}
