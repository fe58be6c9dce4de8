import type { Role } from './company-role.ts';
import { ENGLISH } from './company-roles-english.ts';
import { GERMAN } from './company-roles-german.ts';
import { NORTHERN } from './company-roles-northern.ts';
import { READERS_PLACE } from './company-roles-reader.ts';
import { ROMANCE } from './company-roles-romance.ts';

export const ROLES: readonly Role[] = [
  ...READERS_PLACE,
  ...ENGLISH,
  ...GERMAN,
  ...ROMANCE,
  ...NORTHERN,
];

/** In a subject line: "Idea for X", "Route planning at X". */
export const SUBJECT_ROLES: readonly Role[] = [
  {
    before: /\b(?:at|for|bei|für|chez|pour|para|per|voor|bij|hos|with|helping) $/iu,
    after: /^\s*[?!.]?\s*$/u,
    strong: true,
  },
  { after: /^\s*[:?–—-]/u, before: /^$/u },
  { after: /^['’]s? \p{Ll}/u },
];
