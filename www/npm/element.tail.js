
// Put behind the loader's text in the package's element.js (`cargo xtask package`): what index.js may do to it.

/**
 * Says where files are, instead of beside this one.
 * @param {(name: string) => string} address the address of a file or folder of the package, by its name in it
 * @param {(url: string) => string | undefined} real the address behind one that was put together from `at("locales/")`
 */
export function place(address, real) {
  at = address;
  early.get = (url) => {
    const to = real(url) ?? url;
    return Map.prototype.get.call(early, to) ?? (to === url ? undefined : fetch(to));
  };
  early.delete = (url) => {
    const to = real(url) ?? url;
    return Map.prototype.delete.call(early, to) || to !== url;
  };
}

/** Starts the engine, from what is given or from its file. */
export async function start(module_or_path) {
  if (module_or_path !== undefined && !engine) {
    engine = (async () => {
      const stop = obstacle();
      if (stop) throw stop;
      try {
        glue ??= await import("./city_peers.js");
        await glue.default({ module_or_path });
        return glue;
      } catch (cause) {
        throw failure("engine-missing", cause);
      }
    })();
    engine.catch(() => (engine = undefined));
  }
  await loadEngine();
}
