// The map of another day without a reload: the slider and the date field recolour it and sort the lists anew,
// where the page has lists. The page of an instrument has the map alone.

const page = document.querySelector("[data-turns]");
const field = document.querySelector("#on");
const slide = document.querySelector("#slide");
const first = slide.dataset.first;
const last = slide.dataset.last;
const samples = new Map(
  [...document.querySelectorAll(".map-legend [data-kind]")].map((item) => [
    item.dataset.kind,
    item.querySelector("rect").getAttribute("fill"),
  ]),
);
const lists = new Map([...page.querySelectorAll("[data-list]")].map((list) => [list.dataset.list, list]));
const heading = document.querySelector("[data-day]");
const members = [...page.querySelectorAll("[data-member]")];
const collator = new Intl.Collator(document.documentElement.lang);
members.sort((one, other) => collator.compare(one.firstElementChild.textContent, other.firstElementChild.textContent));

// The slider goes by months: first days of months between the first day and the last.
const months = [first];
for (let [year, month] = first.split("-").map(Number); ; ) {
  [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  const day = `${year}-${String(month).padStart(2, "0")}-01`;
  if (day >= last) break;
  months.push(day);
}
months.push(last);

let participants;

function turnOn(key, day) {
  return participants[key].turns.findLast((turn) => turn.day <= day);
}

function told(template, values) {
  return template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function paint(day) {
  const counts = new Map([...samples.keys()].map((kind) => [kind, 0]));
  for (const key of Object.keys(participants)) {
    const { standing } = turnOn(key, day);
    counts.set(standing, counts.get(standing) + 1);
  }
  for (const shape of page.querySelectorAll("[data-state]")) {
    const { standing, text } = turnOn(shape.dataset.state, day);
    shape.setAttribute("class", standing);
    shape.setAttribute("fill", samples.get(standing));
    shape.querySelector("title").textContent = text;
  }
  for (const item of members) {
    const { standing, detail } = turnOn(item.dataset.member, day);
    item.querySelector(".hint").textContent = detail ? ` ${detail}` : "";
    lists.get(standing).append(item);
  }
  for (const place of page.querySelectorAll("[data-count]")) place.textContent = counts.get(place.dataset.count);
  const summary = told(page.dataset.told, { day, count: counts.get("bound") });
  document.querySelector("[data-summary]").textContent = summary;
  slide.setAttribute("aria-valuetext", summary);
  for (const note of document.querySelectorAll("[data-late]")) note.hidden = day <= last;
  if (!heading) return;
  heading.textContent = day;
  heading.setAttribute("datetime", day);
}

function readdress(day) {
  // Only the page of the map has an address for each day.
  if (!heading) return;
  for (const link of [location, ...page.querySelectorAll("[data-drawing], [data-matrix]")]) {
    const address = new URL(link.href);
    address.searchParams.set("on", day);
    if (link === location) history.replaceState(null, "", address);
    else link.href = address.href;
    // Before the Convention was in force there is no table of who was bound.
    if (link !== location && link.dataset.matrix) link.hidden = day < link.dataset.matrix;
  }
}

function monthOf(day) {
  return months.findLastIndex((month) => month <= day);
}

async function start() {
  const reply = await fetch(page.dataset.turns);
  if (!reply.ok) return;
  ({ participants } = await reply.json());
  slide.max = String(months.length - 1);
  slide.value = String(monthOf(field.value));
  slide.setAttribute("aria-valuetext", document.querySelector("[data-summary]").textContent);
  slide.closest("[hidden]").hidden = false;
  let asked = 0;
  slide.addEventListener("input", () => {
    field.value = months[Number(slide.value)];
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(() => paint(field.value));
  });
  slide.addEventListener("change", () => readdress(field.value));
  function turn() {
    // A day that the map cannot show is for the server to refuse, and one after the data to show with its notes.
    if (!field.value || field.value < first || field.value > last) return;
    slide.value = String(monthOf(field.value));
    paint(field.value);
    readdress(field.value);
  }
  field.addEventListener("change", turn);
  // A day that was chosen while the turns were on their way.
  if (field.value !== field.defaultValue) turn();
}

start();
