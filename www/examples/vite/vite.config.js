import { defineConfig } from "vite";

export default defineConfig({
  // While developing, Vite would bundle the package without the files that lie beside it.
  optimizeDeps: { exclude: ["city-peers"] },
});
