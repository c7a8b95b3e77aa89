/*
 * Make what the map is served from, out of node_modules:
 *
 *     node scripts/outlines.mjs FOLDER
 *
 * FOLDER/map/states.json         states and territories, for the whole country
 * FOLDER/map/counties/MA.json    the counties of one state, for looking closer
 * FOLDER/vendor/…                leaflet.js, leaflet.css, protomaps-leaflet.js, LICENSES.txt
 *
 * Outlines are TopoJSON in degrees, with one object, "states" or "counties". A feature's id is
 * its FIPS code; its properties are {name, code: "MA"} or {name}. The same packages give the
 * same bytes. Needs Node.js 18.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { quantize, transform as transformOf } from "topojson-client";
import { filter, presimplify, simplify } from "topojson-simplify";

const packages = createRequire(import.meta.url);
/*
 * bend   corners that change less than this area go (km²)
 * ring   islands and holes smaller than this go (km²), unless nothing else is left of a feature
 * whole  features smaller than this (km²) are drawn finer in proportion
 * step   what coordinates are rounded to (degrees)
 */
const STATES = { bend: 40, ring: 60, whole: 10_000, step: 0.02 };
const COUNTIES = { bend: 0.7, ring: 2, whole: 400, step: 0.002 };
const ALASKA = 30; // times as coarse: as much coast as all others, and few who live there
const KM_PER_DEGREE = 111.2;
// In a stylesheet: what refers to images, and comments.
const UNNEEDED = /^.*\burl\(.*\n|\/\*[^]*?\*\/\n?/gm;
// Parts of Leaflet that the map hasn't.
const UNUSED = /control-layers|tooltip|control-attribution|control-scale|zoom-box|vml/;
// Of a library that a page would have as a global: what makes a module of it.
const EXPORTS = { "protomaps-leaflet.js": "\nexport default protomapsL;\n" };
// What is served, and what is in it.
const LICENSED = `leaflet us-atlas protomaps-leaflet @mapbox/point-geometry @mapbox/vector-tile
  color2k fflate pbf potpack quickselect rbush`.split(/\s+/);
const SOURCE_MAP = /^\/\/# sourceMappingURL=.*\n?/gm;
const FIPS = `AL01 AK02 AZ04 AR05 CA06 CO08 CT09 DE10 DC11 FL12 GA13 HI15 ID16 IL17 IN18 IA19 KS20
  KY21 LA22 ME23 MD24 MA25 MI26 MN27 MS28 MO29 MT30 NE31 NV32 NH33 NJ34 NM35 NY36 NC37 ND38 OH39
  OK40 OR41 PA42 RI44 SC45 SD46 TN47 TX48 UT49 VT50 VA51 WA53 WV54 WI55 WY56 AS60 GU66 MP69 PR72
  VI78`;
const CODES = new Map(FIPS.split(/\s+/).map((pair) => [pair.slice(2), pair.slice(0, 2)]));

function main(folder) {
  mkdirSync(join(folder, "map", "counties"), { recursive: true });
  mkdirSync(join(folder, "vendor"));
  writeStates(join(folder, "map"));
  writeCounties(join(folder, "map", "counties"));
  copyLibraries(join(folder, "vendor"));
}

/* Drops the rules of a stylesheet that are about UNUSED parts alone. */
function withoutUnused(css) {
  return css.replace(/([^{}]+)\{[^{}]*\}\s*/g, (rule, selectors) => (
    selectors.split(",").every((selector) => UNUSED.test(selector)) ? "" : rule));
}

function writeStates(folder) {
  const topology = draw(read("states"), "states", STATES);
  for (const { id, properties } of topology.objects.states.geometries) {
    properties.code = CODES.get(id);
  }
  write(join(folder, "states.json"), topology);
}

function writeCounties(folder) {
  const all = draw(read("counties"), "counties", COUNTIES);
  for (const [fips, code] of CODES) {
    const geometries = all.objects.counties.geometries.filter(({ id }) => id.startsWith(fips));
    const objects = { counties: { type: "GeometryCollection", geometries } };
    // Leaves out the arcs that only other states use.
    const { bbox, ...topology } = filter({ ...all, objects });
    write(join(folder, `${code}.json`), topology);
  }
}

/** Return the us-atlas topology of `name` alone, each point of it with its weight in km². */
function read(name) {
  const file = packages.resolve(`us-atlas/${name}-10m.json`);
  const { objects, ...rest } = JSON.parse(readFileSync(file));
  const topology = presimplify(filter({ ...rest, objects: { [name]: objects[name] } }), area);
  for (const geometry of topology.objects[name].geometries.filter(isAlaskan)) {
    for (const index of arcsOf(geometry)) {
      for (const point of topology.arcs[index]) {
        // The Aleutian islands go on beyond 180°, instead of at the other end of the world.
        if (point[0] > 0) point[0] -= 360;
        point[2] /= ALASKA;
      }
    }
  }
  return topology;
}

/** Return a topology of `read` with fewer corners, islands and digits. */
function draw(topology, name, { bend, ring, whole, step }) {
  const { geometries } = topology.objects[name];
  const fineness = new Map(
    geometries.map((geometry) => [geometry.id, Math.min(1, areaOf(geometry, topology) / whole)]),
  );
  const finest = new Map();
  for (const geometry of geometries) {
    for (const arc of arcsOf(geometry)) {
      finest.set(arc, Math.min(finest.get(arc) ?? 1, fineness.get(geometry.id)));
    }
  }
  topology.arcs.forEach((arc, index) => {
    for (const point of arc) point[2] /= finest.get(index);
  });
  const simpler = simplify(topology, bend);
  const small = new Set(
    geometries.flatMap((geometry) =>
      smallRings(geometry, simpler, ring * fineness.get(geometry.id)),
    ),
  );
  const drawn = quantize(filter(simpler, (arcs) => !small.has(arcs)), grid(topology, step));
  complain(topology, decoded(drawn), name);
  delete drawn.bbox;
  return drawn;
}

/** Return the rings of a geometry that are smaller than `least` km², but for its largest. */
function smallRings(geometry, topology, least) {
  const limit = isAlaskan(geometry) ? least * ALASKA : least;
  const rings = polygons(geometry).flat();
  const largest = Math.max(...rings.map((arcs) => ringArea(arcs, topology)));
  return rings.filter((arcs) => ringArea(arcs, topology) < Math.min(limit, largest));
}

/** Stop when a feature that had an area has lost it. */
function complain(before, after, name) {
  const left = new Map(after.objects[name].geometries.map((geometry) => [geometry.id, geometry]));
  for (const geometry of before.objects[name].geometries) {
    const kept = left.get(geometry.id);
    // The atlas itself draws Falls Church, Virginia, as a line.
    if (areaOf(geometry, before) > 0 && !(kept && areaOf(kept, after) > 0)) {
      throw new Error(`Nothing is left of ${geometry.properties.name} (${geometry.id})`);
    }
  }
}

/** Return a topology of `quantize` with arcs in degrees again. */
function decoded({ transform, arcs, ...rest }) {
  const degrees = transformOf(transform);
  const decode = (point, index) => degrees([...point], index);
  return { ...rest, arcs: arcs.map((arc) => arc.map(decode)) };
}

/** Return the transform for `quantize` that rounds to multiples of `step` degrees. */
function grid({ arcs }, step) {
  const least = (axis) =>
    Math.floor(arcs.flat().reduce((low, point) => Math.min(low, point[axis]), 180));
  return { scale: [step, step], translate: [least(0), least(1)] };
}

function isAlaskan({ id }) {
  return id.startsWith("02");
}

/** Return a geometry's polygons, if any; each is a list of rings, each a list of arc numbers. */
function polygons({ type, arcs }) {
  return type === "Polygon" ? [arcs] : (arcs ?? []);
}

/** Return the numbers of the arcs a geometry is made of. */
function arcsOf(geometry) {
  return new Set(polygons(geometry).flat(2).map((arc) => (arc < 0 ? ~arc : arc)));
}

/** Return the area of a geometry in km², its holes not taken off. */
function areaOf(geometry, topology) {
  return polygons(geometry).reduce((sum, [outer]) => sum + ringArea(outer, topology), 0);
}

function ringArea(ring, { arcs }) {
  return area(
    ring.flatMap((arc) => (arc < 0 ? arcs[~arc].slice(1).reverse() : arcs[arc].slice(0, -1))),
  );
}

/** Return the area of a polygon of [longitude, latitude] in km²; good enough below 1,000 km. */
function area(points) {
  let twice = 0;
  let [x0, y0] = points.at(-1);
  for (const [x, y] of points) {
    twice += x0 * y - x * y0;
    [x0, y0] = [x, y];
  }
  const narrowing = Math.cos((points[0][1] * Math.PI) / 180);
  return (Math.abs(twice) / 2) * KM_PER_DEGREE ** 2 * narrowing;
}

/** Copy what browsers load, without references to files that aren't served. */
function copyLibraries(folder) {
  const files = {
    "leaflet.js": ["leaflet", "dist/leaflet.js"],
    "leaflet.css": ["leaflet", "dist/leaflet.css"],
    "protomaps-leaflet.js": ["protomaps-leaflet", "dist/protomaps-leaflet.js"],
  };
  for (const [name, [library, path]] of Object.entries(files)) {
    const text = readFileSync(join(home(library), path), "utf8").replaceAll("\r\n", "\n");
    const isStyle = name.endsWith(".css");
    const needed = text.replace(isStyle ? UNNEEDED : SOURCE_MAP, "");
    writeFileSync(join(folder, name), isStyle ? withoutUnused(needed) : needed + (EXPORTS[name] ?? ""));
  }
  const licences = LICENSED.map((name) => `${name}\n\n${licence(home(name))}`);
  writeFileSync(join(folder, "LICENSES.txt"), licences.join("\n\n"));
}

/** Return the folder of a package. */
function home(name) {
  return packages.resolve.paths(name).map((path) => join(path, name)).find(existsSync);
}

/** Return the text of a package's licence. */
function licence(folder) {
  const name = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
  return readFileSync(join(folder, name), "utf8");
}

function write(path, topology) {
  writeFileSync(path, JSON.stringify(topology));
}

main(process.argv[2]);
