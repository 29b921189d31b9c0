// A page with hundreds of marks has the note of each number once, at its first mark: here the others get it, when they
// are pointed at or focused.

const main = document.querySelector("main");

function bring({ target }) {
  const mark = target.closest(".cite");
  if (!mark || mark.querySelector(".tip")) return;
  const link = mark.querySelector("a").getAttribute("href");
  const tip = main.querySelector(`.cite a[href="${link}"] + .tip`);
  if (tip) mark.append(tip.cloneNode(true));
}

main.addEventListener("pointerover", bring);
main.addEventListener("focusin", bring);
