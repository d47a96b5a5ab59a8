// Types only, see react.d.ts; here so that an import of it which is not erased finds something.
export {};
