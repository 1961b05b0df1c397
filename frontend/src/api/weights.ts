/** The weights files that a training can start from. */
import createClient from "openapi-fetch";

import { got } from "./client";
import type { components, paths } from "./schema.gen";

export type WeightsCard = components["schemas"]["WeightsCard"];
export type Weights = components["schemas"]["Weights"];

const http = createClient<paths>({ baseUrl: "" });

/** Every weights file, newest first. */
export async function listWeights(): Promise<readonly WeightsCard[]> {
  return got(http.GET("/api/weights"));
}

/** One of them with all its tensors. */
export async function getWeights(weights: string): Promise<Weights> {
  return got(http.GET("/api/weights/{weights}", { params: { path: { weights } } }));
}

/** The address of a weights file, in the safetensors format. */
export function weightsAddress(weights: string): string {
  return `/api/weights/${weights}/file`;
}

/** Keeps the weights of a run, as its newest checkpoint has them. */
export async function keepWeightsOf(run_id: string): Promise<Weights> {
  return got(
    http.POST("/api/runs/{run_id}/weights", {
      params: { path: { run_id } },
      // The server requires a content type.
      headers: { "content-type": "application/json" },
    }),
  );
}
