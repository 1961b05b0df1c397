/** The configuration for building, serving and testing the page. */
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const SERVER = process.env["TORCHGROUND_SERVER"] ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [react()],
  build: {
    // The page is built into the Python package, so that the wheel contains it.
    outDir: "../backend/torchground/server/page",
    emptyOutDir: true,
    // Plotly is one lazy chunk of about 1.3 MB. All other chunks are much smaller.
    chunkSizeWarningLimit: 1500,
    // The page's Content-Security-Policy forbids fonts and scripts from data: URLs, so nothing is inlined.
    assetsInlineLimit: 0,
  },
  server: {
    // The server accepts only its own Host and Origin headers, so the proxy sends those.
    proxy: {
      "/api": { target: SERVER, changeOrigin: true, ws: true, headers: { origin: SERVER } },
    },
  },
  test: {
    restoreMocks: true,
    // Vitest leaves one core for the editor; here nobody waits at one.
    maxWorkers: "100%",
    // Each file has modules of its own, and what was read and compiled once is used by the next file again.
    pool: "vmThreads",
    // Rendering is slow on a busy machine, so only a test that hangs fails.
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
          environment: "happy-dom",
          include: ["src/**/*.test.tsx", "src/**/*.dom.test.ts"],
          setupFiles: ["src/testing/setup.ts"],
        },
      },
    ],
  },
});
