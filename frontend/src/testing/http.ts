/** A fake HTTP server, for code that calls routes itself. It records every request, and the test answers it. */
import { vi } from "vitest";

/** A request that the page sent. */
interface Asked {
  readonly method: string;
  /** The path with its query. */
  readonly path: string;
  readonly body: unknown;
  readonly headers: Headers;
}

/** The answer of a test: its status (200 if left out) and its body as JSON. */
interface Answer {
  readonly status?: number;
  readonly statusText?: string;
  readonly says?: unknown;
}

const HOST = "http://torchground.test";

/** A request that accepts paths: browsers complete them with the page's address, Node does not. */
class LocalRequest extends Request {
  constructor(input: RequestInfo | URL, init?: RequestInit) {
    super(typeof input === "string" && input.startsWith("/") ? `${HOST}${input}` : input, init);
  }
}

/**
 * Answers every request with `answer` from now on. Call it before the client is created. Returns the list of requests,
 * which grows.
 */
export function serve(answer: (asked: Asked) => Answer): readonly Asked[] {
  const heard: Asked[] = [];
  vi.stubGlobal("Request", LocalRequest);
  vi.stubGlobal("fetch", async (request: Request) => {
    const { pathname, search } = new URL(request.url);
    const text = await request.text();
    const asked: Asked = {
      method: request.method,
      path: `${pathname}${search}`,
      body: text === "" ? undefined : (JSON.parse(text) as unknown),
      headers: request.headers,
    };
    heard.push(asked);
    const { status = 200, statusText, says } = answer(asked);
    const body = says === undefined ? null : JSON.stringify(says);
    const headers = { "content-type": "application/json" };
    return new Response(body, { status, statusText, headers });
  });
  return heard;
}

/** Makes every request fail, as if the server were down. */
export function serveNothing(): void {
  vi.stubGlobal("Request", LocalRequest);
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
}
