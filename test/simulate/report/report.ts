import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { escaped, type Plot, svgOf } from './plot.ts';

/** What a simulation says, on the terminal as it goes and with its plots in a file at the end. */
export type Report = { say(text: string): void; plot(plot: Plot): void };

/** @param print what is said goes there at once; a test has it go nowhere */
export function reportOf(print: (text: string) => void = console.log) {
  const said: string[] = [];
  const plots: Plot[] = [];
  return {
    say(text: string): void {
      said.push(text);
      print(text);
    },
    plot(plot: Plot): void {
      plots.push(plot);
    },
    /** A page of its own: plots first, below them every word that was said. */
    page: (title: string): string => pageOf(title, { said, plots }),
  };
}

/** Writes the page, and the folder that it is in. */
export async function writeReport(file: string, page: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, page);
}

function pageOf(title: string, of: { said: readonly string[]; plots: readonly Plot[] }): string {
  const figures = of.plots.map((plot) => {
    const picture = svgOf(plot);
    return picture === ''
      ? ''
      : `<figure><figcaption>${escaped(plot.title)}</figcaption>${picture}</figure>`;
  });
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>${escaped(title)}</title>
<style>${LOOK}</style>
<main><h1>${escaped(title)}</h1>
${figures.join('\n')}
<pre tabindex="0">${escaped(of.said.join('\n'))}</pre></main></html>
`;
}

const LOOK = `
:root { --text: #1b1f24; --muted: #555e69; --line: #d8dce2; --bad: #ab1f15; --bg: #ffffff;
  --a: #2b54c4; --b: #17692f; --c: #7a4d00; --d: #5a3aa3; }
@media (prefers-color-scheme: dark) { :root { --text: #e9ebee; --muted: #abb4c0; --line: #383e47; --bad: #ff9d94;
  --bg: #1b1e23; --a: #94b3ff; --b: #7fd08f; --c: #e8bd62; --d: #c4aaff; } }
body { margin: 0; background: var(--bg); color: var(--text); font: 14px/1.5 system-ui, sans-serif; }
main { max-width: 900px; margin: 0 auto; padding: 24px 16px; }
h1 { font-size: 20px; } figure { margin: 24px 0; } figcaption { margin-bottom: 8px; }
svg { width: 100%; height: auto; font: 12px system-ui, sans-serif; fill: var(--text); }
.grid { stroke: var(--line); } .limit { stroke: var(--bad); stroke-dasharray: 4 3; }
.of-0 { fill: var(--a); stroke: var(--a); } .of-1 { fill: var(--b); stroke: var(--b); }
.of-2 { fill: var(--c); stroke: var(--c); } .of-3 { fill: var(--d); stroke: var(--d); }
pre { overflow-x: auto; font: 12px/1.4 ui-monospace, monospace; color: var(--muted); }`;
