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
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/testing/setup.ts"],
    restoreMocks: true,
    // A busy machine renders slowly: only what hangs is ended.
    testTimeout: 30_000,
  },
});
