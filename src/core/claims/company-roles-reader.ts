import type { Role } from './company-role.ts';

/**
 * The reader is spoken to and placed somewhere, in any language: "you at X", "Sie bei X", "vocês da
 * X", "en X estáis". Whatever else the sentence says, that is the reader's company.
 */
export const READERS_PLACE: readonly Role[] = [
  {
    before: /(?<!\p{L})(?:Sie|ihr|du|euch|Ihnen) (?:\p{L}{2,14} )?bei (?:der |dem )?$/u,
    strong: true,
  },
  {
    before: /(?<!\p{L})[Bb]ei (?:der |dem )?$/u,
    after: /^(?: GmbH| AG| SE| KG)? \p{Ll}{2,16} (?:Sie|ihr|du)(?!\p{L})/u,
    strong: true,
  },
  {
    // in what function: "als Bauleiter bei X", "as head of sales at X"
    before:
      /(?<!\p{L})(?:[Aa]ls (?:\p{Lu}[\p{L}-]{2,30} ){1,3}(?:bei|der|von)(?: der)?|[Aa]s (?:an? |the )?(?!\p{Ll}{0,12} ?(?:customer|client|supplier|partner|user|investor|part|one|most|many|some|alternative))(?:[\p{L}-]{2,20} ){1,5}(?:at|of|for|with)|[Ee]n tant que (?:[\p{L}-]{2,20} ){1,5}(?:chez|de|à)|[Cc]omo (?:[\p{L}-]{2,20} ){1,5}(?:en|de|da|do|na|no)|(?:[Cc]ome|[Ii]n qualità di) (?:[\p{L}-]{2,20} ){1,5}(?:di|in|presso|da)|[Aa]ls (?:[\p{L}-]{2,20} ){1,3}(?:bij|van)|[Jj]ako (?:[\p{L}-]{2,20} ){1,4}(?:w|z)|[Ss]om (?:[\p{L}-]{2,20} ){1,4}(?:på|hos)) $/u,
    sentence:
      /(?<!\p{L})(?:Sie|[Ii]hr|[Dd]u|[Yy]ou|[Vv]ous|[Tt]u|te|usted(?:es)?|os|[Ll]ei|voi|ti|vocês?|[Jj]e|[Jj]ullie|[Uu]|Pan|Pani|Państwo|[Dd]u|[Nn]i)(?!\p{L})/u,
    strong: true,
  },
  {
    before:
      /(?<!\p{L})(?:vocês?|senhora?|vous|tu|vosotros|ustedes?|[Ll]ei|voi|jullie|je|jij|u|Pa[nń]stw[oau]|Pani?|Panu|Panią|du|ni|dere|I) (?:\p{Ll}{2,14} ){0,2}(?:da|do|de|na|no|chez|en|di|in|presso|da|bij|van|w|z|på|hos|i) $/u,
    strong: true,
  },
  {
    before: /(?<!\p{L})en $/u,
    after: /^ (?:\p{Ll}{2,12}(?:áis|éis|ís)|(?:usted(?:es)?|están|tienen|vosotros)(?!\p{L}))/u,
    strong: true,
  },
  {
    before: /(?<!\p{L})(?:in|da|presso|alla?) $/u,
    after: /^ (?:\p{Ll}{1,12}(?:ate|ete|ite)|avete|siete|state)(?!\p{L})/u,
    strong: true,
  },
  { before: /(?<!\p{L})chez $/u, after: /^,? vous(?!\p{L})/u, strong: true },
  // "You: X", "Company: X", a summary's own line
  {
    before:
      /(?:^|\n)[-•* ]{0,3}(?:[Yy]ou|[Cc]ompany|[Cc]lient|[Cc]ustomer|[Aa]ccount|[Pp]repared for|[Ff]or|Firma|Kunde|Société|Empresa|Azienda|Bedrijf):? ?: $/u,
    strong: true,
  },
];
