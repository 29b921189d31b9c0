// Dots that would lie on one another, moved as little as keeps them apart.

const ROUNDS = 400;
const PULL = 0.04;

/** Return the dots, each with the point `to` that it is moved to from its `home`, none nearer to another than `distance`. */
export function apart(dots, distance) {
  const moved = dots.map((dot) => ({ ...dot, to: [...dot.home] }));
  for (let round = 0; round < ROUNDS; round += 1) {
    // The pull back home fades, so that the last rounds only part.
    const pull = PULL * (1 - round / ROUNDS);
    for (const dot of moved) dot.to = dot.to.map((value, axis) => value + pull * (dot.home[axis] - value));
    for (const [index, one] of moved.entries()) {
      for (const other of moved.slice(index + 1)) {
        const [x, y] = [other.to[0] - one.to[0], other.to[1] - one.to[1]];
        const between = Math.hypot(x, y) || 1e-6;
        const push = (distance - between) / 2;
        if (push <= 0) continue;
        one.to = [one.to[0] - (push * x) / between, one.to[1] - (push * y) / between];
        other.to = [other.to[0] + (push * x) / between, other.to[1] + (push * y) / between];
      }
    }
  }
  return moved;
}
