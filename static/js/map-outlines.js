/*
What the map is drawn on. From afar the states, from one file; near by the counties of each
state in view, which are finer: one or the other, as they aren't the same to the yard.
*/

const NEAR = 8; // zoom, as in search/map/answer.py

/*
Returns {polygons, outer, inner} of TopoJSON (github.com/topojson/topojson-specification) with
one object: points are [latitude, longitude]; lines of one polygon are outer, of two inner.
*/
function decode({ arcs, objects, transform: { scale, translate } }) {
  const lines = arcs.map((arc) => {
    let [x, y] = [0, 0];
    return arc.map(([right, up]) => {
      x += right;
      y += up;
      const longitude = x * scale[0] + translate[0];
      // Those beyond the 180th meridian are counted on from Alaska.
      return [y * scale[1] + translate[1], longitude > 0 ? longitude - 360 : longitude];
    });
  });
  const uses = lines.map(() => 0);
  const line = (index) => {
    const number = index < 0 ? ~index : index;
    uses[number] += 1;
    return index < 0 ? lines[number].slice().reverse() : lines[number];
  };
  const shape = ({ type, arcs: parts }) => (type === "Polygon" ? [parts] : parts ?? []);
  const [{ geometries }] = Object.values(objects);
  const polygons = geometries.flatMap(shape).map((rings) => rings.map((ring) => ring.flatMap(line)));
  return {
    polygons,
    outer: lines.filter((_line, number) => uses[number] === 1),
    inner: lines.filter((_line, number) => uses[number] > 1),
  };
}

function draw(topology, innerLook) {
  const { polygons, outer, inner } = decode(topology);
  const look = (className) => ({ className, interactive: false });
  return L.layerGroup([
    L.polygon(polygons, { ...look("map__land"), stroke: false }),
    L.polyline(inner, look(innerLook)),
    L.polyline(outer, look("map__border")),
  ]);
}

export class Outlines {
  /* `load` gives what is at an address of JSON, `states` is that of the states. */
  constructor(map, load, states) {
    Object.assign(this, { map, load, states, layers: new Map() });
    map.on("zoomend", () => this.adjust());
  }

  /* Draws what a view needs: `counties` are the addresses of those of the states in it. */
  async show(counties) {
    const needed = counties.length ? counties : [this.states];
    await Promise.all(needed.map((address) => this.add(address)));
  }

  isNear() {
    return this.map.getZoom() >= NEAR;
  }

  async add(address) {
    if (this.layers.has(address)) return;
    this.layers.set(address, null);
    try {
      const look = address === this.states ? "map__border" : "map__county";
      this.layers.set(address, draw(await this.load(address), look));
      this.adjust();
    } catch {
      this.layers.delete(address); // another view asks again
    }
  }

  adjust() {
    const isNear = this.isNear();
    // Until there is something finer, the coarse stays.
    const hasFine = isNear && [...this.layers].some(([address, one]) => one && address !== this.states);
    for (const [address, layer] of this.layers) {
      const isShown = address === this.states ? !hasFine : isNear;
      if (layer) this.map[isShown ? "addLayer" : "removeLayer"](layer);
    }
  }
}
