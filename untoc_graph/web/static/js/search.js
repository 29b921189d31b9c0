// Suggestions below each search box while somebody types: the combobox with a listbox of WAI-ARIA 1.2.
// Without this script the box is a form like any other.

const PAUSE = 120;
let boxes = 0;

class Suggestions {
  constructor(form, input) {
    this.form = form;
    this.input = input;
    this.place = -1;
    this.hits = [];
    this.asked = "";
    boxes += 1;
    this.list = document.createElement("ul");
    this.list.id = `suggested-${boxes}`;
    this.list.className = "suggested";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    const label = form.querySelector("label");
    this.list.setAttribute("aria-label", label ? label.textContent.trim() : "Search");
    this.said = document.createElement("span");
    this.said.className = "unseen";
    this.said.setAttribute("role", "status");
    form.append(this.list, this.said);
    const roles = {
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
      "aria-haspopup": "listbox",
    };
    for (const [name, value] of Object.entries(roles)) input.setAttribute(name, value);
    input.addEventListener("input", () => this.wait());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("focus", () => this.hits.length && this.input.value.trim() === this.asked && this.open());
    input.addEventListener("blur", () => this.close());
    // The box must keep the focus, or the list would close before the click arrives.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.go(Number(option.dataset.place));
    });
  }

  wait() {
    clearTimeout(this.timer);
    this.request?.abort();
    if (!this.input.value.trim()) {
      this.show([], "");
      return;
    }
    this.timer = setTimeout(() => this.ask(this.input.value.trim()), PAUSE);
  }

  async ask(text) {
    const said = new URLSearchParams({ q: text.slice(0, 200) });
    const language = this.form.elements.namedItem("lang")?.value;
    if (language) said.set("lang", language);
    this.request = new AbortController();
    try {
      const answer = await fetch(`/search.json?${said}`, { signal: this.request.signal });
      if (answer.ok) {
        const found = await answer.json();
        this.show(found.hits, text, found.told);
      }
    } catch (error) {
      // Given up for a newer text, or the service is away: the form still works.
      if (error.name !== "AbortError") this.show([], "");
    }
  }

  show(hits, text, told = "") {
    this.hits = hits;
    this.asked = text;
    this.place = -1;
    this.list.replaceChildren(...hits.map((hit, place) => this.option(hit, place)));
    this.said.textContent = told;
    if (hits.length && document.activeElement === this.input) this.open();
    else this.close();
  }

  option(hit, place) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${place}`;
    option.dataset.place = String(place);
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    const name = document.createElement("bdi");
    name.dir = "auto";
    if (hit.label.language) name.lang = hit.label.language;
    name.textContent = hit.title;
    const aside = document.createElement("span");
    aside.className = "aside";
    const parts = [hit.kindName, hit.within?.text, hit.why].filter(Boolean);
    parts.forEach((part, number) => {
      const piece = document.createElement("bdi");
      piece.dir = "auto";
      piece.textContent = part;
      aside.append(...(number ? [" · "] : []), piece);
    });
    option.append(name, aside);
    return option;
  }

  open() {
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.select(-1);
  }

  select(place) {
    this.place = place;
    for (const [number, option] of [...this.list.children].entries()) {
      option.setAttribute("aria-selected", String(number === place));
      if (number === place) option.scrollIntoView({ block: "nearest" });
    }
    if (place < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", `${this.list.id}-${place}`);
  }

  key(event) {
    if (event.isComposing) return;
    const count = this.hits.length;
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move && count) {
      event.preventDefault();
      if (this.list.hidden) this.open();
      // Beyond the last is the box itself, with what was typed.
      const next = this.place + move;
      this.select(next < -1 ? count - 1 : next >= count ? -1 : next);
    } else if (event.key === "Enter" && !this.list.hidden && this.place >= 0) {
      event.preventDefault();
      this.go(this.place);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Tab") {
      this.close();
    }
  }

  go(place) {
    const hit = this.hits[place];
    // Only documents here: an address is never what the data says.
    if (hit?.address.startsWith("/") && !hit.address.startsWith("//")) location.assign(hit.address);
  }
}

for (const form of document.querySelectorAll("form[role=search]")) {
  const input = form.querySelector("input[type=search]");
  if (input) new Suggestions(form, input);
}
