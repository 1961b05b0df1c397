/** A server of HTTP answers, for what calls routes itself: every request is kept, and answered by the test. */
import { vi } from "vitest";

/** A request as it left the page. */
interface Asked {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly body: unknown;
  readonly headers: Headers;
}

/** An answer: its status, 200 where it is left out, and what it says as JSON. */
interface Answer {
  readonly status?: number;
  readonly statusText?: string;
  readonly says?: unknown;
}

const HOST = "http://torchground.test";

/** Browsers know their page's address, Node does not. */
class LocalRequest extends Request {
  constructor(input: RequestInfo | URL, init?: RequestInit) {
    super(typeof input === "string" && input.startsWith("/") ? `${HOST}${input}` : input, init);
  }
}

/** Answers every request from here on; call it before the client is made. Gives what was asked so far. */
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

/** No server answers at all. */
export function serveNothing(): void {
  vi.stubGlobal("Request", LocalRequest);
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
}
