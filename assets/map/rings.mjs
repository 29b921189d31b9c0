// Shapes on the plane: rings of points, and the shortest path that draws them.
import { geoPath } from "d3-geo";

/** Return the rings of a geometry as the projection draws them. */
export function ringsOf(projection, geometry) {
  const rings = [];
  geoPath(projection, {
    moveTo: (x, y) => rings.push([[x, y]]),
    lineTo: (x, y) => rings.at(-1).push([x, y]),
    closePath: () => {},
  })(geometry);
  return rings;
}

/** Return the area of a ring, negative where it runs the other way. */
export function areaOf(ring) {
  return ring.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = ring[(index + 1) % ring.length];
    return sum + (x * nextY - nextX * y) / 2;
  }, 0);
}

/** Return the path of the rings, without those that are smaller than `least`: whole numbers, each from the one before. */
export function pathOf(rings, least) {
  let path = "";
  let start = [0, 0];
  for (const ring of rings) {
    const points = rounded(ring);
    if (points.length < 3 || Math.abs(areaOf(points)) < least) continue;
    let [x, y] = start;
    path += "m";
    points.forEach(([nextX, nextY], index) => {
      path += `${index && nextX >= x ? " " : ""}${nextX - x}${nextY >= y ? " " : ""}${nextY - y}`;
      [x, y] = [nextX, nextY];
    });
    path += "z";
    [start] = points;
  }
  return path;
}

/** Return the points as whole numbers, without those that then lie on a line between their neighbours. */
function rounded(ring) {
  const whole = ring.map((point) => point.map(Math.round));
  const distinct = whole.filter(([x, y], index) => {
    const [lastX, lastY] = whole.at(index - 1);
    return x !== lastX || y !== lastY;
  });
  return distinct.filter(([x, y], index) => {
    const [lastX, lastY] = distinct.at(index - 1);
    const [nextX, nextY] = distinct[(index + 1) % distinct.length];
    return (x - lastX) * (nextY - y) !== (nextX - x) * (y - lastY);
  });
}
