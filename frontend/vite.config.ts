/** How the page is built, served while developing, and tested. */
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const SERVER = process.env["TORCHGROUND_SERVER"] ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [react()],
  build: {
    // Inside the Python package, so that the wheel carries the page.
    outDir: "../backend/torchground/server/page",
    emptyOutDir: true,
    // The charts are one lazy chunk of about 1.3 MB; everything else stays far below this.
    chunkSizeWarningLimit: 1500,
    // The page's CSP allows no data: fonts or scripts, so nothing is inlined.
    assetsInlineLimit: 0,
  },
  server: {
    // The server only answers its own Host and Origin, so the proxy speaks in its name.
    proxy: {
      "/api": { target: SERVER, changeOrigin: true, ws: true, headers: { origin: SERVER } },
    },
  },
  test: {
    restoreMocks: true,
    // A busy machine renders slowly: only what hangs is ended.
    testTimeout: 30_000,
    // Making a DOM takes ten times longer than most tests do, so only those that need one get one.
    projects: [
      {
        extends: true,
        test: {
          name: "pure",
          environment: "node",
          include: ["src/**/*.test.ts"],
          exclude: ["src/**/*.dom.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "dom",
          environment: "jsdom",
          include: ["src/**/*.test.tsx", "src/**/*.dom.test.ts"],
          setupFiles: ["src/testing/setup.ts"],
        },
      },
    ],
  },
});
