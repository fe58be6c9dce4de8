import { canonical } from './canonical.ts';
import { sha256Hex } from './sha256.ts';

/** A piece of authored or quoted content, in document order. */
export type Run = { text: string } | { link: string; text: string } | { image: string };

/** What a host reads from an open compose: everything that would leave with it. */
export type ComposeReading = {
  from: string;
  to: string[];
  cc: string[];
  bcc: string[];
  subject: string;
  /** authored nodes, before signature and quote; a block or br ends with a line feed in the text */
  authored: Run[];
  /** signature and quoted history as shown */
  tail: Run[];
  attachments: { name: string; size: number }[];
};

/**
 * Normal text. Forgives: Unicode NFC, CRLF and CR, non-breaking and zero-width-no-break spaces
 * (U+00A0, U+202F, U+FEFF), blanks at line ends, line feeds at the very end. Nothing else.
 */
export function normalText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[\u00a0\u202f]/g, ' ')
    .replace(/\ufeff/g, '')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n+$/, '');
}

/**
 * Normal runs: adjacent texts joined, links and images kept with their exact target. Blanks are
 * trimmed over the whole text and not per run, so that where a run ends changes nothing.
 */
export function normalRuns(runs: readonly Run[]): string {
  // Link and image marks are JSON strings between private-use characters that authored text has no
  // use for; any in the text itself are escaped first, so text cannot pretend to be a link.
  const guard = (text: string) =>
    text.replace(/[\ue000-\ue003]/g, (mark) => `\ue003${mark.charCodeAt(0)}`);
  const flat = runs
    .map((run) => {
      if ('image' in run) return `\ue002${JSON.stringify(run.image)}`;
      if ('link' in run) return `\ue000${JSON.stringify(run.link)}\ue001${guard(run.text)}\ue001`;
      return guard(run.text);
    })
    .join('');
  return normalText(flat);
}

const addresses = (list: readonly string[]): string[] =>
  [...new Set(list.map((address) => address.trim().toLowerCase()))].sort();

/** The normal form that {@link composeDigest} hashes; also what differences are shown on. */
export function normalCompose(reading: ComposeReading) {
  return {
    from: reading.from.trim().toLowerCase(),
    to: addresses(reading.to),
    cc: addresses(reading.cc),
    bcc: addresses(reading.bcc),
    subject: normalText(reading.subject),
    authored: normalRuns(reading.authored),
    attachments: reading.attachments.map(({ name, size }) => ({ name: normalText(name), size })),
  };
}

/** `composeDigest` of DELIVERY §2. Order of recipients does not matter, of attachments it does. */
export const composeDigest = (reading: ComposeReading): Promise<string> =>
  sha256Hex(canonical(normalCompose(reading)));

/** `tailDigest` of DELIVERY §2: signature and quoted history as shown at approval. */
export const tailDigest = (reading: ComposeReading): Promise<string> =>
  sha256Hex(canonical(normalRuns(reading.tail)));
