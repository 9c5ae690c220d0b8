// What a program in TypeScript reads of the service, by the types that are made of its document. Its one argument is the
// service's address; it prints what it has read as JSON.
import createClient from "openapi-fetch";
import type { components, paths } from "./schema";

type Event = components["schemas"]["ListedEvent"];

const client = createClient<paths>({ baseUrl: process.argv[2] });

function found<T>(answer: { data?: T; error?: unknown }): T {
  if (answer.data === undefined) throw new Error(JSON.stringify(answer.error));
  return answer.data;
}

const listed = found(
  await client.GET("/api/events/discovered", { params: { query: { category: ["music", "meetup"], limit: 5 } } }),
);
const [event]: Event[] = listed.events;
const details = found(await client.GET("/api/events/{id}", { params: { path: { id: event.id } } }));
const map = found(await client.GET("/api/events/discovered.geojson", { params: { query: { cost: "paid" } } }));
const weather = found(await client.GET("/api/weather/{area}", { params: { path: { area: "indiranagar" } } }));
const refused = await client.GET("/api/events/discovered", { params: { query: { limit: 1000 } } });

const title: string = details.title;
const minimum: number | null = details.pricing.minimum;
const present: components["schemas"]["PresentWeather"] | null = weather.present;
const rain: boolean[] = weather.hours.map((hour) => hour.rainLikely);
const point: number[] | undefined = map.features[0].geometry?.coordinates;
console.log(
  JSON.stringify({ title, minimum, point, weather: [present?.temperature ?? null, rain.length], total: listed.total, refused: [refused.response.status, refused.error?.parameter] }),
);

// never called: neither fits the types
export const wrong = [
  // @ts-expect-error there is no such category
  () => client.GET("/api/events/discovered", { params: { query: { category: ["opera"] } } }),
  // @ts-expect-error a list has no such field
  () => listed.pages,
];
