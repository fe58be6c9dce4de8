import type { Run } from '../digest/compose.ts';
import { plainOf } from './plain.ts';

/** Authored HTML as the runs that a compose holding the same mail would read as. */
export function runsOf(html: string): Run[] {
  if (html === '') return [];
  const { text, links } = plainOf(html);
  const runs: Run[] = [];
  let at = 0;
  for (const { href, start, end } of links) {
    if (start > at) runs.push({ text: text.slice(at, start) });
    runs.push({ link: href, text: text.slice(start, end) });
    at = end;
  }
  if (at < text.length) runs.push({ text: text.slice(at) });
  return runs;
}
