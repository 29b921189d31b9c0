import { EditorView } from "@codemirror/view";
export { EditorView };
