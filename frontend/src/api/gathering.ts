/** What other browsers on one's own machine have made. */
import createClient from "openapi-fetch";

import { got } from "./client";
import type { components, paths } from "./schema.gen";

export type Gathering = components["schemas"]["Gathering"];

const http = createClient<paths>({ baseUrl: "" });

/** How much there is. Nothing where others reach the server, too. */
export async function getGathering(): Promise<Gathering> {
  return got(http.GET("/api/gathering"));
}

/** Brings it together: from now on it belongs to every browser on this machine. */
export async function gather(): Promise<Gathering> {
  // The server requires a content type.
  return got(http.POST("/api/gathering", { headers: { "content-type": "application/json" } }));
}
