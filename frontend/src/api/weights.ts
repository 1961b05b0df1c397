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

/** Where a weights file can be fetched as it lies there, safetensors. */
export function weightsAddress(weights: string): string {
  return `/api/weights/${weights}/file`;
}

/** Keeps the weights of a run, as its newest checkpoint has them. */
export async function keepWeightsOf(run_id: string): Promise<Weights> {
  return got(
    http.POST("/api/runs/{run_id}/weights", {
      params: { path: { run_id } },
      // The server takes no question without a type.
      headers: { "content-type": "application/json" },
    }),
  );
}
