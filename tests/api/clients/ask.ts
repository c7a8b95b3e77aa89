// What a program does with the types that were made for it.
import createClient from "openapi-fetch";
import type { paths, components } from "./schema";

declare const process: { argv: string[]; exit(code: number): void };

type Facility = components["schemas"]["Facility"];
const client = createClient<paths>({ baseUrl: process.argv[2] });

function check(holds: boolean, part: string): void {
  if (!holds) throw new Error(part);
}

async function main(): Promise<void> {
  const facilities: Facility[] = [];
  let cursor: string | undefined;
  for (;;) {
    const { data, error } = await client.GET("/api/v1/facilities/", {
      params: {
        query: {
          where: "MA",
          sort: "id",
          page_size: 2,
          include: ["serves-only", "mental-health"],
          cursor,
        },
      },
    });
    if (!data) throw new Error(error?.detail);
    facilities.push(...data.results);
    if (data.next === null) break;
    cursor = new URL(data.next).searchParams.get("cursor") ?? undefined;
  }
  const ids: string[] = facilities.map((facility) => facility.id);
  const batch = await client.GET("/api/v1/facilities/batch/", {
    params: { query: { ids: [...ids, "zzzzzzzz"].join(",") } },
  });
  check(batch.data?.results.length === ids.length, "batch");
  check(batch.data?.unknown_ids[0] === "zzzzzzzz", "unknown ids");
  const wrong = await client.GET("/api/v1/facilities/", {
    params: { query: { where: "Boston, NH" } },
  });
  check(wrong.response.status === 400, "status");
  check(wrong.error?.type === "/api/v1/problems/unknown-place/", "type");
  for (const facility of facilities) console.log(facility.name);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
