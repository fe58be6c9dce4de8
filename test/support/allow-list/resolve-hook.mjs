// Runs in Node's loader thread: see register.mjs.
/** @type {import('node:module').ResolveHook} */
export async function resolve(specifier, context, next) {
  if (specifier === 'typescript' && /\/dependency-cruiser\//.test(context.parentURL ?? '')) {
    return next(new URL('./typescript/index.mjs', import.meta.url).href, context);
  }
  return next(specifier, context);
}
