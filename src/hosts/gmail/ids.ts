/** Gmail writes these words where it has no id yet. */
export function present(raw: string | null | undefined): string | undefined {
  const value = raw?.trim().replace(/^#/, '');
  return value && value !== 'undefined' && value !== 'null' ? value : undefined;
}

/** `msg-a:r-76…` → `r-76…`, as the API names drafts. Any other form is kept as it came. */
export const draftIdOf = (raw: string | null | undefined): string | undefined =>
  present(raw)?.replace(/^msg-a:/, '');

/**
 * A thread or message id in the API's form: sixteen hex digits of a `…-f:<decimal>`. Client-made
 * ids (`thread-a:r…`) have no such form and are kept. With conversation view off, `rt` holds
 * `thread|message`: the thread counts.
 */
export function legacyOf(raw: string | null | undefined): string | undefined {
  const id = present(raw)?.split('|')[0];
  const decimal = /^(?:thread|msg)-f:(\d+)$/.exec(id ?? '')?.[1];
  return decimal ? BigInt(decimal).toString(16) : id;
}

/** A legacy hex thread id in the form that addresses hold; client-made ids unchanged. */
export const syncThreadOf = (id: string): string =>
  /^[0-9a-f]{10,16}$/.test(id) ? `thread-f:${BigInt(`0x${id}`)}` : id;
