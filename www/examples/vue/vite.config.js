import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === "city-peers" } } })],
  // While developing, Vite would bundle the package without the files that lie beside it.
  optimizeDeps: { exclude: ["city-peers"] },
});
