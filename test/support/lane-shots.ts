import type { Page } from 'playwright-core';
import { startingAutonomy, startingFor } from '../../src/core/picker/starting.ts';
import type { LaunchedWithExtension } from '../../src/demo/browser/launch.ts';
import {
  AUTO,
  DRIFTED,
  LONG,
  lanesOf,
  RUNNING,
  row,
  WAITING,
  WITHIN,
} from '../pages/lanes/states.ts';
import { managed, scripted } from './scripted.ts';

type Shoot = (page: Page, name: string, how: { fullPage: boolean }) => Promise<unknown>;
/** milliseconds for the page to come to rest after a step */
const REST = 700;
const ROWS = [
  row(),
  row({ id: 'routing', name: 'Lead routing', open: 0, share: null }),
  row({ id: 'long', name: LONG, open: 2 }),
];
const STATES = { nothing: lanesOf(), waiting: WAITING, open: RUNNING, drifted: DRIFTED };

/** A workflow whose policy has lanes and territories. */
function ruled() {
  const { workflow } = startingFor('lead.route', { owner: 'ops@acme.example', finance: '' });
  const territories = [
    { name: 'Named accounts', owner: 'Tom Reyes', domains: ['halden.example', 'acme.example'] },
    {
      ...{ name: 'DACH enterprise', owner: 'Mara Vogt', team: ['Jon Weiss'] },
      ...{ countries: ['DE', 'AT', 'CH'], segments: ['Enterprise'] },
    },
  ];
  const autonomy = startingAutonomy([
    { ...AUTO, grid: [0.9, 0], noticedOnly: false },
    { ...WITHIN, grid: [0.9, 0], noticedOnly: false },
  ]);
  const exceptions = [{ rule: 'territory' as const, territories }, ...autonomy.exceptions];
  const policy = { ...workflow.policy, autonomy: { ...autonomy, exceptions } };
  return { ...workflow, state: 'running' as const, policy };
}

/** Each state of the lanes page, and a policy's exception rules, in one theme. */
export async function shootLanes(
  browser: LaunchedWithExtension,
  { theme, shoot }: { theme: 'light' | 'dark'; shoot: Shoot },
): Promise<void> {
  const at = (name: string) => `${browser.origin}/src/pages/${name}/index.html`;
  const open = async (answers: Record<string, unknown>, width: number, language?: string) => {
    const page = await browser.context.newPage();
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width, height: 800 });
    const name = 'lanes' in answers ? 'lanes' : 'policies';
    await scripted(page, { ...managed(language), ...answers }, at(name));
    return page;
  };
  for (const [name, state] of Object.entries(STATES)) {
    const page = await open({ lanes: { workflows: ROWS }, 'lanes.of': state }, 900);
    await page.locator('.lanes-of details').evaluateAll((all) => {
      for (const one of all) if (one instanceof HTMLDetailsElement) one.open = true;
    });
    await shoot(page, `lanes-${name}`, { fullPage: true });
    await page.close();
  }
  const running = { lanes: { workflows: ROWS }, 'lanes.of': RUNNING };
  for (const [name, width, language] of [
    ['narrow', 320, 'auto'],
    ['de', 320, 'de'],
    ['ja', 900, 'ja'],
  ] as const) {
    const page = await open(running, width, language);
    await shoot(page, `lanes-${name}`, { fullPage: true });
    await page.close();
  }
  const workflow = ruled();
  const { state: _, ...input } = workflow;
  const version = { version: 1, workflow: input, by: 'Ana', at: '2026-11-20T10:00:00.000Z' };
  const page = await open(
    {
      policies: { manager: true, workflows: [workflow] },
      'policy.versions': { versions: [version] },
    },
    900,
  );
  await page.getByRole('button', { name: /^Open/ }).click();
  await page.waitForTimeout(REST);
  for (const details of await page.locator('fieldset details > summary').all())
    await details.click();
  await shoot(page, 'policies-exceptions', { fullPage: true });
  await page.setViewportSize({ width: 320, height: 800 });
  await shoot(page, 'policies-exceptions-narrow', { fullPage: true });
  await page.close();
}
