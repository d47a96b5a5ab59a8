import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
  // While developing, Vite would bundle the package without the files that lie beside it.
  optimizeDeps: { exclude: ["city-peers"] },
});
