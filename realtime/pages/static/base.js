// What lies beneath the events: the area's outline, its streets, parks and metro, from files of our own.

const RANK = ["ward", "park", "street", "main", "metro", "outline", "station"];
const rank = (feature) => RANK.indexOf(feature.properties.kind);

let loading = null;

// The features of the area, drawn from the first to the last.
export function baseOf(area) {
  const load = async (url) => (await (await fetch(url)).json()).features;
  loading ??= Promise.all((area.base ?? []).map(load)).then((found) => {
    const outline = area.outline ? [{ type: "Feature", properties: { kind: "outline" }, geometry: area.outline }] : [];
    return [...found.flat(), ...outline].sort((a, b) => rank(a) - rank(b));
  });
  loading.catch(() => (loading = null));
  return loading;
}

// [latitude, longitude] of each metro station.
export async function stationsOf(area) {
  const stations = (await baseOf(area)).filter((each) => each.properties.kind === "station");
  return stations.map(({ geometry: { coordinates } }) => [coordinates[1], coordinates[0]]);
}
