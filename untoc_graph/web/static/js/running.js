// While a query runs: how long it has, and a button that stops it; afterwards the results have the focus.
// The form is sent as it always is, so that the address, the history and the page without scripts stay the same.

const RAN = "query-ran";

const watch = (form) => {
  const waiting = form.querySelector(".waiting");
  const words = waiting.querySelector(".words");
  const area = form.elements.namedItem("query");
  const empty = form.querySelector(".empty");
  let clock = 0;

  // A browser says nothing of what is required where it shows no field, as under the editor: it is said here.
  area.required = false;
  area.addEventListener("input", () => (empty.textContent = ""));

  const show = (begun) => {
    words.textContent = `${waiting.dataset.words} ${Math.floor((performance.now() - begun) / 1000)}`;
  };
  const rest = () => {
    clearInterval(clock);
    waiting.hidden = true;
    form.removeAttribute("aria-busy");
  };

  form.addEventListener("submit", (event) => {
    if (!area.value.trim()) {
      event.preventDefault();
      // Anew each time, so that it is heard again.
      empty.textContent = "";
      requestAnimationFrame(() => (empty.textContent = empty.dataset.words));
      // Its label leads to the editor, and to the field where there is none.
      area.labels[0].click();
      return;
    }
    const begun = performance.now();
    sessionStorage.setItem(RAN, "yes");
    // What is too long for an address goes in the body.
    form.method = encodeURIComponent(area.value).length > Number(form.dataset.longest) ? "post" : "get";
    clearInterval(clock);
    waiting.querySelector("button").hidden = false;
    waiting.hidden = false;
    form.setAttribute("aria-busy", "true");
    show(begun);
    clock = setInterval(() => show(begun), 1000);
  });
  waiting.querySelector("button").addEventListener("click", () => {
    // The server notices that nobody waits any more, and ends the query.
    window.stop();
    clearInterval(clock);
    form.removeAttribute("aria-busy");
    sessionStorage.removeItem(RAN);
    words.textContent = waiting.dataset.stopped;
    waiting.querySelector("button").hidden = true;
    form.querySelector("button[type=submit]").focus();
  });
  // Whoever comes back to this page by the history finds it at rest.
  window.addEventListener("pageshow", (event) => event.persisted && rest());
};

for (const form of document.querySelectorAll("form[data-running]")) {
  watch(form);
  for (const keys of form.querySelectorAll(".keys")) keys.hidden = false;
  // Here the length decides.
  for (const choice of form.querySelectorAll(".without")) choice.hidden = true;
}
if (sessionStorage.getItem(RAN)) {
  sessionStorage.removeItem(RAN);
  const results = document.getElementById("results");
  results?.focus({ preventScroll: true });
  results?.scrollIntoView({ block: "start" });
}
