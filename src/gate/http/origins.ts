/** The published extension's origin, fixed by the public key in manifest.config.ts. */
export const EXTENSION_ORIGINS: readonly string[] = [
  'chrome-extension://ommhaicafdaikjbpjmddlcamcfpcklhn',
];
