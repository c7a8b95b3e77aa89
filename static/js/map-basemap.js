/*
Streets under the map of results: vector tiles out of one file of this site, in the page's own
colors, light or dark (docs/decisions/0049-basemap.md). Layers and kinds are those of Protomaps'
basemaps, version 4 (docs.protomaps.com/basemaps/layers).
*/

// A tile is drawn at 1,024 pixels: a fourth of the bytes, and as calm as a map under pins should be.
const COARSER = 2; // zooms
const PANE = { name: "basemap", height: 405 }; // above outlines, below what is on the map
const POLYGON = 3; // a feature's geomType
const POINT = 1;
const TEXT = 12; // pixels
const PARKS = ["park", "national_park", "nature_reserve", "protected_area", "forest", "wood"];
const GREEN = [...PARKS, "cemetery", "golf_course", "grass", "grassland", "garden", "beach"];
const SEA = ["ocean", "sea", "bay", "strait", "fjord", "lake", "water"];
/* What a road is drawn as: from which zoom, its width in pixels at some zooms, and that of its edge. */
const ROADS = {
  path: { from: 15, widths: [[15, 0.6], [18, 2]] },
  minor_road: { from: 12, widths: [[12, 0.4], [14, 1.5], [16, 5], [18, 12]], edgeFrom: 14 },
  major_road: { from: 8, widths: [[8, 0.5], [11, 1.2], [14, 3.5], [16, 8], [18, 16]], edgeFrom: 11 },
  highway: { from: 5, widths: [[5, 0.5], [9, 1.5], [12, 3], [14, 5], [18, 18]], edgeFrom: 8 },
};

const channels = (color) => color.match(/[\da-f]{2}/gi).map((pair) => parseInt(pair, 16));

/* Of two colors #rrggbb, the one between them: `part` of 0 is the first, of 1 the other. */
function mix(color, other, part) {
  const others = channels(other);
  const mixed = channels(color).map((value, n) => Math.round(value + (others[n] - value) * part));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

/* The map's colors, made of the page's, which its stylesheet has for light and dark. */
export function palette(element) {
  const style = getComputedStyle(element);
  const color = (name) => {
    const value = style.getPropertyValue(`--${name}`).trim();
    return value.length === 4 ? `#${[...value.slice(1)].map((digit) => digit + digit).join("")}` : value;
  };
  const [paper, card, ink, quiet, line] = ["paper", "card", "ink", "quiet", "line"].map(color);
  const [edge, tint, call, warm, warmEdge] = ["edge", "tint", "call", "warm", "warm-edge"].map(color);
  const isDark = channels(paper)[0] < channels(ink)[0];
  return {
    land: paper,
    park: isDark ? mix(paper, mix(tint, warm, 0.35), 0.7) : mix(tint, warm, 0.35),
    water: isDark ? tint : mix(tint, call, 0.1),
    path: line,
    minor_road: isDark ? mix(paper, line, 0.7) : card,
    major_road: isDark ? line : card,
    highway: isDark ? mix(line, warmEdge, 0.14) : mix(warm, warmEdge, 0.06),
    thin: isDark ? line : mix(line, edge, 0.15), // a road too narrow for an edge
    edge: isDark ? paper : mix(line, edge, 0.25),
    rail: mix(line, edge, 0.4),
    border: edge,
    text: ink,
    quiet: isDark ? mix(quiet, ink, 0.4) : mix(quiet, ink, 0.5),
  };
}

const isOf = (...kinds) => (_zoom, { props }) => kinds.includes(props.kind);

function areas(kit, colors) {
  const fill = (color) => new kit.PolygonSymbolizer({ fill: color });
  const flow = { color: colors.water, width: kit.exp(1.4, [[9, 0.5], [14, 1.5], [18, 8]]) };
  return [
    { dataLayer: "earth", symbolizer: fill(colors.land), filter: (_zoom, f) => f.geomType === POLYGON },
    { dataLayer: "landuse", symbolizer: fill(colors.park), filter: isOf(...GREEN), minzoom: 8 },
    { dataLayer: "water", symbolizer: fill(colors.water), filter: (_zoom, f) => f.geomType === POLYGON },
    {
      dataLayer: "water", symbolizer: new kit.LineSymbolizer(flow), minzoom: 9,
      filter: isOf("river", "stream", "canal"),
    },
  ];
}

function lines(kit, colors) {
  const line = (dataLayer, color, width, filter, minzoom) => (
    { dataLayer, filter, minzoom, symbolizer: new kit.LineSymbolizer({ color, width, lineCap: "round", lineJoin: "round" }) }
  );
  const thickness = (widths, more) => { const at = kit.exp(1.4, widths); return (zoom) => at(zoom) + more; };
  const kinds = Object.entries(ROADS);
  const edges = kinds.filter(([, { edgeFrom }]) => edgeFrom).map(([kind, { widths, edgeFrom }]) => (
    line("roads", colors.edge, thickness(widths, 1.5), isOf(kind), edgeFrom)
  ));
  // Wide enough for an edge, a road is as light as the land; before, it would not be seen.
  const color = (kind, edgeFrom) => (zoom) => (zoom < edgeFrom ? colors.thin : colors[kind]);
  const roads = kinds.map(([kind, { from, widths, edgeFrom = 0 }]) => (
    line("roads", color(kind, edgeFrom), thickness(widths, 0), isOf(kind), from)
  ));
  const isState = (_zoom, { props }) => props.kind === "country" || props.kind === "region";
  return [
    line("roads", colors.rail, 0.75, isOf("rail"), 11), ...edges, ...roads,
    line("boundaries", colors.border, 0.75, isState),
  ];
}

/* Names: what comes first is kept where there is no room for all. */
function labels(kit, colors, { family, language }) {
  const labelProps = [`name:${language}`, "name"];
  const look = (fill, size, weight) => (
    { labelProps, fill, stroke: colors.land, width: 2, lineHeight: 1.4, font: `${weight} ${size}px ${family}` }
  );
  const rank = (a, b) => (a.min_zoom ?? 99) - (b.min_zoom ?? 99);
  const place = (options, filter, minzoom, maxzoom) => (
    { dataLayer: "places", symbolizer: new kit.CenteredTextSymbolizer(options), sort: rank, filter, minzoom, maxzoom }
  );
  const street = (kind, minzoom, fill, props = labelProps) => (
    {
      dataLayer: "roads", filter: isOf(kind), minzoom,
      symbolizer: new kit.LineLabelSymbolizer({
        ...look(fill, TEXT, 500), labelProps: props, width: 3,
        position: 2, repeatDistance: 300, // in the middle of the line; pixels
      }),
    }
  );
  const isCity = (zoom, { props }) => props.kind === "locality" && (props.min_zoom ?? 0) <= zoom;
  const isWater = (_zoom, { props, geomType }) => geomType === POINT && SEA.includes(props.kind);
  const water = { ...look(colors.text, TEXT, 400), stroke: colors.water };
  return [
    place({ ...look(colors.quiet, TEXT, 400), textTransform: "uppercase" }, isOf("region"), 4, 6),
    place(look(colors.text, TEXT + 1, 600), isCity, 5),
    { dataLayer: "water", symbolizer: new kit.CenteredTextSymbolizer(water), filter: isWater, minzoom: 7 },
    street("highway", 11, colors.text, ["shield_text", "ref", ...labelProps]),
    street("major_road", 13, colors.quiet), street("minor_road", 15, colors.quiet),
    place(look(colors.quiet, TEXT, 400), isOf("neighbourhood", "macrohood"), 13, 15),
  ];
}

/*
Adds streets to a Leaflet map. Resolves when those of the first view are drawn, to a function that
tells whether the file has all that the map shows. Throws where the file can't be read: the map is
then as it was. `library` is the address of protomaps-leaflet, `url` that of the file.
*/
export async function addBasemap(map, { library, url }) {
  const { default: kit } = await import(library);
  const container = map.getContainer();
  const source = new kit.PmtilesSource(url, true);
  const header = await source.p.getHeader();
  const type = { family: getComputedStyle(container).fontFamily, language: document.documentElement.lang };
  const rules = () => {
    const colors = palette(container);
    return { paintRules: [...areas(kit, colors), ...lines(kit, colors)], labelRules: labels(kit, colors, type) };
  };
  const pane = map.createPane(PANE.name);
  pane.style.zIndex = PANE.height;
  pane.setAttribute("aria-hidden", true);
  const layer = kit.leafletLayer({
    ...rules(), url: source.p, maxDataZoom: header.maxZoom, levelDiff: COARSER, pane: PANE.name,
    lang: type.language, attribution: "", // said below the map
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    Object.assign(layer, rules());
    layer.clearLayout();
    layer.rerenderTiles();
  });
  // Between two zooms tiles are scaled, and names would be small.
  map.options.zoomSnap = 1;
  if (map.getZoom() % 1) map.setZoom(Math.floor(map.getZoom()), { animate: false });
  await new Promise((drawn) => {
    layer.once("load", drawn);
    layer.addTo(map);
  });
  const all = L.latLngBounds([header.minLat, header.minLon], [header.maxLat, header.maxLon]);
  const covers = () => all.contains(map.getBounds());
  // The file names cities, too, with room for the streets' names.
  const name = () => map.getPane("cities")?.style.setProperty("display", covers() ? "none" : "");
  map.on("moveend", name);
  name();
  return covers;
}
