/** The routes of uploads and downloads, with their progress. */
import createClient from "openapi-fetch";

import { ApiError, got, refusal } from "./client";
import type { components, paths } from "./schema.gen";

type Schemas = components["schemas"];
export type Upload = Schemas["Upload"];
export type UploadCard = Schemas["UploadCard"];
export type UploadDetail = Schemas["UploadDetail"];
export type UploadKind = Upload["kind"];
export type TableMeta = Schemas["TableMeta"];
export type TableSentence = Schemas["TableSentence"];
export type Recipe = Schemas["Recipe"];
export type ImagesMeta = Schemas["ImagesMeta"];
export type TextMeta = Schemas["TextMeta"];
export type Column = Schemas["Column"];
export type Thumbnails = Schemas["Thumbnails"];
export type Download = Schemas["Download"];

/** Called with the share of a file that was sent: 0 to 1. */
export type OnProgress = (share: number) => void;

const http = createClient<paths>({ baseUrl: "" });

export async function uploadFile(
  kind: UploadKind,
  file: Blob,
  name: string,
  onProgress: OnProgress,
  recipe = "",
): Promise<Upload> {
  const query = new URLSearchParams({ kind, name });
  if (recipe !== "") query.set("recipe", recipe);
  return (await sent(`/api/uploads?${query.toString()}`, file, onProgress)) as Upload;
}

/** A safetensors file. */
export async function uploadWeights(
  file: Blob,
  name: string,
  onProgress: OnProgress,
): Promise<Schemas["Weights"]> {
  const query = new URLSearchParams({ name });
  const taken = await sent(`/api/weights?${query.toString()}`, file, onProgress);
  return taken as Schemas["Weights"];
}

export async function listUploads(): Promise<readonly UploadCard[]> {
  return got(http.GET("/api/uploads"));
}

export async function getUpload(kind: UploadKind, file: string): Promise<UploadDetail> {
  return got(http.GET("/api/uploads/{kind}/{file}", { params: { path: { kind, file } } }));
}

export async function deleteUpload(kind: UploadKind, file: string): Promise<void> {
  await got(http.DELETE("/api/uploads/{kind}/{file}", { params: { path: { kind, file } } }));
}

export async function startDownload(type: string): Promise<Download> {
  return got(http.POST("/api/datasets/download", { body: { type } }));
}

export async function getDownload(type: string): Promise<Download> {
  return got(http.GET("/api/datasets/download/{type}", { params: { path: { type } } }));
}

/** Only an XMLHttpRequest reports the progress of an upload. */
function sent(path: string, body: Blob, onProgress: OnProgress): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () =>
      reject(
        new ApiError(
          "the file did not arrive whole; the line was lost, or the server takes no file of this size",
          0,
        ),
      );
    request.onload = () => {
      const said = parsed(request.responseText);
      const { status, statusText } = request;
      if (status >= 200 && status < 300) resolve(said);
      else reject(refusal(said, { status, statusText }));
    };
    request.send(body);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
