/** What the server says of itself. */
import createClient from "openapi-fetch";

import { got } from "./client";
import type { components, paths } from "./schema.gen";

export type Health = components["schemas"]["Health"];

const http = createClient<paths>({ baseUrl: "" });

export async function getHealth(): Promise<Health> {
  return got(http.GET("/api/health"));
}
