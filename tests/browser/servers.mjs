// Servers of a test's own, beside the one that all tests share.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const folder = (path) => (path.startsWith("/") ? path : fileURLToPath(new URL(`../../${path}`, import.meta.url)));

/** A server of some datasets; gives its address when it is ready, and how to stop it. */
export async function starting(paths, { listen = "127.0.0.1:0", options = [] } = {}) {
  const server = spawn(process.env.KERBEN_BIN, ["serve", ...paths.map(folder), "--listen", listen, "--no-warm-up", ...options], { stdio: ["ignore", "pipe", "ignore"] });
  const origin = await new Promise((resolve, reject) => {
    createInterface({ input: server.stdout }).on("line", (line) => line.startsWith("Kerben is ready: ") && resolve(line.slice(17).replace(/\/$/, "")));
    server.once("exit", () => reject(new Error("the server did not start")));
  });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  return {
    origin,
    stop: async () => {
      server.kill();
      await ended;
    },
  };
}
