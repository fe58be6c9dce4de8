/**
 * What the words around a name say about whose company it is. `before` is tested on the sentence up
 * to the name, `after` on what follows it, `sentence` on both. All texts are cut to a bounded length.
 */
export type Role = { before?: RegExp; after?: RegExp; sentence?: RegExp; strong?: boolean };
