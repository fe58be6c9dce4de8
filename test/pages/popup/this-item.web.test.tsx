import axe from 'axe-core';
import { render } from 'preact';
import { afterEach, expect, test, vi } from 'vitest';
import type { SpaceStatus } from '../../../src/messages/pages-to-worker.ts';
import { ThisItem } from '../../../src/pages/popup/ThisItem.tsx';
import '../../../src/ui/tokens.css';
import '../../../src/ui/pieces.css';
import '../../../src/ui/page.css';

/* A message in Slack leads to a page of the gate's, which can open none of ours: the popup goes on from there. */
const ID = '01930000-0000-7000-8000-000000000001';
const at = (id: string, url: string): SpaceStatus =>
  ({ id, gate: { name: 'Gate', url, keyThumbprint: 'x' } }) as SpaceStatus;

let root: HTMLElement;
afterEach(() => render(null, root));

async function offered(url: string | null, spaces: SpaceStatus[]): Promise<string | null> {
  root = document.createElement('main');
  root.className = 'popup';
  document.body.replaceChildren(root);
  const asked = vi.fn(async () => url);
  const here = { url: asked, grant: async () => false };
  render(<ThisItem here={here} spaces={spaces} />, root);
  await vi.waitFor(() => expect(asked).toHaveBeenCalled());
  // What would be offered is drawn in the turn after the answer.
  await new Promise((resolve) => setTimeout(resolve, 50));
  return root.querySelector('a')?.getAttribute('href') ?? null;
}
const HERE = [at('a', 'https://gate.example')];

test('on any other page, and on a gate’s that this browser is not paired with, nothing is offered', async () => {
  for (const url of [
    ...[null, 'https://gate.example/', `https://gate.example/alert/${ID}`, 'about:blank'],
    ...[`https://evil.example/review/${ID}`, `https://gate.example.evil.example/review/${ID}`],
    ...[`http://gate.example/review/${ID}`, `https://gate.example:444/review/${ID}`],
  ])
    expect(await offered(url, HERE), String(url)).toBeNull();
  expect(await offered(`https://gate.example/review/${ID}`, [])).toBeNull();
});

test('on the page of its item, the way to exactly that, in its workspace', async () => {
  const href = await offered(`https://gate.example/review/${ID}`, [
    at('b', 'https://other.example'),
    ...HERE,
  ]);
  expect(href).toBe(`../queue/index.html?item=${ID}&space=a`);
  expect(root.textContent).toContain('Open the item');
  const { violations } = await axe.run(root);
  expect(violations.map(({ id }) => id)).toEqual([]);
});

test('of two workspaces at one gate neither is guessed: the gate is asked for both', async () => {
  const both = [...HERE, at('b', 'https://gate.example/')];
  const href = await offered(`https://gate.example/review/${ID}`, both);
  expect(href).toBe(`../queue/index.html?item=${ID}`);
});
