/*
 * itemsjs in a process of its own: node itemsjs.mjs MODULE EXPORT
 *
 * Prints {load}, then answers each question (a line of JSON on stdin) with a
 * line {seconds, total, apart, megabytes}. Only the search is timed: no HTTP, no JSON, no HTML.
 */
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const EARTH_RADIUS_MILES = 3958.7614;
const PER_PAGE = 20;

const [modulePath, exportPath] = process.argv.slice(2);
const { default: itemsjs } = await import(pathToFileURL(modulePath));
const exported = JSON.parse(readFileSync(exportPath, "utf8"));

const started = performance.now();
const items = exported.facilities.map(withGroups);
const engine = itemsjs(items, {
  custom_id_field: "public_id",
  // Nothing is searched for by words here: an index of them would only take memory.
  native_search_enabled: false,
  aggregations: Object.fromEntries(exported.groups.map((group) => [group.slug, aggregation(group)])),
});
const load = (performance.now() - started) / 1000;
tell({ load });

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  const began = performance.now();
  const found = engine.search({
    ids: nearest(question),
    filters: question.chosen,
    per_page: PER_PAGE,
  });
  const seconds = (performance.now() - began) / 1000;
  tell({ seconds, total: found.pagination.total, apart: counts(found) });
}

/** A facility with an array for each group, which is what itemsjs counts. */
function withGroups({ services, ...facility }) {
  for (const group of exported.groups) {
    facility[group.slug] = services.filter((slug) => group.services.includes(slug));
  }
  facility.north = radians(facility.latitude);
  facility.east = radians(facility.longitude);
  return facility;
}

function aggregation(group) {
  return { size: group.services.length, conjunction: group.rule === "all" };
}

/** Ids within the circle, nearest first: what itemsjs leaves to whoever knows the place. */
function nearest({ latitude, longitude, miles }) {
  const north = radians(latitude);
  const east = radians(longitude);
  const reach = miles / EARTH_RADIUS_MILES;
  const near = [];
  for (const item of items) {
    if (Math.abs(item.north - north) > reach) continue;
    const h =
      Math.sin((item.north - north) / 2) ** 2 +
      Math.cos(item.north) * Math.cos(north) * Math.sin((item.east - east) / 2) ** 2;
    const distance = 2 * EARTH_RADIUS_MILES * Math.asin(Math.sqrt(Math.min(1, h)));
    if (distance <= miles) near.push([distance, item.public_id]);
  }
  near.sort(([one], [other]) => one - other);
  return near.map(([, id]) => id);
}

function counts(found) {
  const buckets = Object.values(found.data.aggregations).flatMap((group) => group.buckets);
  return Object.fromEntries(buckets.map((bucket) => [bucket.key, bucket.doc_count]));
}

function radians(degrees) {
  return (degrees * Math.PI) / 180;
}

function tell(answer) {
  answer.megabytes = process.memoryUsage().rss / 1e6;
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
