// dependency-cruiser reads TypeScript through TypeScript's JavaScript API, which version 7 no longer
// has: without it, it finds no module in any `.ts` file and passes everything. Preloaded here, its
// `typescript` is our small stand-in (./typescript). Drop this folder once dependency-cruiser
// supports TypeScript 7 by itself.
import Module, { register } from 'node:module';

const standIn = new URL('./typescript/', import.meta.url);

register('./resolve-hook.mjs', import.meta.url);

// It also asks by `require`, for the version.
const original = Module._resolveFilename;
Module._resolveFilename = function resolve(request, parent, ...rest) {
  const asks = /^typescript(\/package\.json)?$/.test(request);
  if (asks && /[\\/]dependency-cruiser[\\/]/.test(parent?.filename ?? '')) {
    const name = request === 'typescript' ? './index.mjs' : './package.json';
    return original.call(this, new URL(name, standIn).pathname, parent, ...rest);
  }
  return original.call(this, request, parent, ...rest);
};
