import * as z from 'zod/mini';

/** What an item is called beside its id, as far as this device holds it: its kind, what it is, whom it goes to. */
export const itemName = {
  kind: z.optional(z.string()),
  title: z.optional(z.nullable(z.string())),
  to: z.optional(z.string()),
};

export const NamedItem = z.object({ proposalId: z.string(), ...itemName });
export type NamedItem = z.output<typeof NamedItem>;
