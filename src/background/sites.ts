import { HOSTS, hostOf } from '../core/hosts/catalogue.ts';
import type { HostRow } from '../core/hosts/row.ts';
import { type Site, siteAllowed, sitesOf } from '../core/settings/sites.ts';
import { MessageError } from '../messages/channel.ts';
import type { SiteRow } from '../messages/pages-to-worker.ts';
import type { Store } from '../store/db.ts';
import { changeMeta, getMeta } from '../store/meta.ts';
import { t } from '../words/t.ts';
import type { Preferences } from './preferences.ts';

/** A content script as the browser keeps it. */
type Script = { id: string; js: string[]; matches: string[] };

/** What of the browser the sites need. */
export type SitePorts = {
  granted: (origins: string[]) => Promise<boolean>;
  giveBack: (origins: string[]) => Promise<unknown>;
  registered: () => Promise<Script[]>;
  register: (script: Script) => Promise<void>;
  unregister: (ids: string[]) => Promise<void>;
  tabsAt: (patterns: string[]) => Promise<number[]>;
  run: (tabId: number, files: string[]) => Promise<void>;
  /** the files that sites other than Gmail get, by what can be reviewed there */
  scripts: Record<Site['kind'], string>;
};

/**
 * The sites besides Gmail. One is on while the person has turned it on, the browser grants its
 * origins and the organisation allows it; else nothing is registered there.
 *
 *   off ── person's click, browser's yes ──▶ on ──┬── turned off here
 *                                                 ├── taken back in the browser ──▶ off
 *                                                 └── no longer allowed
 *
 * A grant of every site, which browsers offer by themselves, turns none on.
 */
export type Sites = {
  list(): Promise<SiteRow[]>;
  /** the hosts whose pages are known: the catalogue, and what the person or the organisation added */
  hosts(): Promise<readonly HostRow[]>;
  /** the browser granted these: what the person asked for is on, also in tabs that are open */
  granted(origins: readonly string[]): Promise<void>;
  on(name: string): Promise<void>;
  off(name: string): Promise<void>;
  /** gives everything back: sign-out */
  allOff(): Promise<void>;
  /** brings the browser's scripts to what should be; with `tabs`, into open tabs too (after an update) */
  reconcile(options?: { tabs?: boolean }): Promise<void>;
  /** whether our script may stand on this page */
  isOn(url: string): Promise<boolean>;
};

const PREFIX = 'site:';

export function createSites(input: {
  db: Store;
  preferences: Preferences;
  browser: SitePorts;
  /** a site's script is to end in the tabs where it runs */
  ended: (name: string) => Promise<void>;
  changed: () => void;
}): Sites {
  const { db, preferences, browser } = input;
  /** what is on, as this worker knows it: asked for at each message of a content script */
  let on: Promise<Site[]> | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  const known = async () => {
    const { settings, policy } = await preferences.inForce();
    const sites = sitesOf(settings.customSites);
    return { sites, allowed: ({ name }: Site) => siteAllowed(name, policy.allowedSites) };
  };
  const wanted = async () => new Set(await getMeta(db, 'sites'));

  async function grantedOf(site: Site): Promise<string[]> {
    const each = await Promise.all(
      site.matches.map(async (origin) => ((await browser.granted([origin])) ? [origin] : [])),
    );
    return each.flat();
  }

  async function want(names: readonly string[], yes: boolean): Promise<void> {
    await changeMeta(db, 'sites', (before = []) =>
      yes ? [...new Set([...before, ...names])] : before.filter((name) => !names.includes(name)),
    );
  }

  /** What the browser keeps between two steps isn't a transaction: one after the other. */
  function inTurn<T>(run: () => Promise<T>): Promise<T> {
    const mine = turn.then(run);
    turn = mine.catch(() => undefined);
    return mine;
  }

  async function bring(fresh: ReadonlySet<string> | 'all'): Promise<void> {
    on = null;
    const [{ sites, allowed }, chosen, scripts] = await Promise.all([
      known(),
      wanted(),
      browser.registered(),
    ]);
    const there = new Map(scripts.map((script) => [script.id, script]));
    const live: Site[] = [];
    // A worker that only looks tells nobody: each telling is a message to every tab.
    let moved = fresh !== 'all' && fresh.size > 0;
    for (const site of sites) {
      if (!chosen.has(site.name)) continue;
      const matches = await grantedOf(site);
      if (matches.length > 0 && !allowed(site)) await browser.giveBack(matches);
      if (matches.length === 0 || !allowed(site)) continue;
      live.push(site);
      const file = browser.scripts[site.kind];
      const script = { id: `${PREFIX}${site.name}`, js: [file], matches };
      const before = there.get(script.id);
      if (!before || !same(before, script)) {
        await browser.register(script);
        moved = true;
      }
      there.delete(script.id);
      if (fresh === 'all' || fresh.has(site.name)) await runInTabs(matches, file);
    }
    const over = [...there.keys()].filter((id) => id.startsWith(PREFIX));
    if (over.length > 0) await browser.unregister(over);
    const names = live.map(({ name }) => name);
    const gone = [...chosen].filter((name) => !names.includes(name));
    if (gone.length > 0) await want(gone, false);
    for (const name of gone) await input.ended(name);
    on = Promise.resolve(live);
    if (moved || over.length > 0 || gone.length > 0) input.changed();
  }

  async function runInTabs(matches: string[], file: string): Promise<void> {
    for (const tabId of await browser.tabsAt(matches)) {
      // An error page, or a tab that has gone: its next page gets the registered script.
      await browser.run(tabId, [file]).catch(() => undefined);
    }
  }

  async function named(name: string): Promise<Site> {
    const { sites, allowed } = await known();
    const site = sites.find((one) => one.name === name);
    if (!site) throw new MessageError(t('background_there_no_site', { name }));
    if (!allowed(site)) throw new MessageError(t('background_your_organisation_does_not_allow'));
    return site;
  }

  async function live(): Promise<Site[]> {
    const [{ sites, allowed }, names] = await Promise.all([known(), wanted()]);
    const each = await Promise.all(
      sites
        .filter((site) => names.has(site.name) && allowed(site))
        .map(async (site) => ((await grantedOf(site)).length > 0 ? [site] : [])),
    );
    return each.flat();
  }

  return {
    async list() {
      const [{ sites, allowed }, now] = await Promise.all([known(), live()]);
      const names = new Set(now.map(({ name }) => name));
      return sites.map((site) => ({
        name: site.name,
        label: site.label,
        origins: [...site.matches],
        on: names.has(site.name),
        allowed: allowed(site),
        custom: site.custom,
      }));
    },
    hosts: async () => {
      const { sites } = await known();
      return [...HOSTS, ...sites.filter(({ custom }) => custom)];
    },
    granted: (origins) =>
      inTurn(async () => {
        const { sites } = await known();
        const names = sites
          .filter(({ matches }) => matches.some((match) => origins.includes(match)))
          .map(({ name }) => name);
        if (names.length === 0) return;
        await want(names, true);
        await bring(new Set(names));
      }),
    on: (name) =>
      inTurn(async () => {
        const site = await named(name);
        if ((await grantedOf(site)).length === 0) {
          throw new MessageError(t('background_browser_has_not_been_asked'));
        }
        // The browser said so first, mostly: then it runs already.
        if ((await wanted()).has(name)) return;
        await want([name], true);
        await bring(new Set([name]));
      }),
    off: (name) =>
      inTurn(async () => {
        const { sites } = await known();
        const site = sites.find((one) => one.name === name);
        await want([name], false);
        await input.ended(name);
        await bring(new Set());
        if (site) await browser.giveBack([...site.matches]);
        input.changed();
      }),
    allOff: () =>
      inTurn(async () => {
        const { sites } = await known();
        const names = await wanted();
        await want([...names], false);
        for (const name of names) await input.ended(name);
        await bring(new Set());
        const origins = sites.flatMap(({ name, matches }) => (names.has(name) ? matches : []));
        if (origins.length > 0) await browser.giveBack([...origins]);
      }),
    reconcile: ({ tabs = false } = {}) => inTurn(() => bring(tabs ? 'all' : new Set())),
    async isOn(url) {
      on ??= live();
      return hostOf(url, await on) !== null;
    },
  };
}

const same = (a: Script, b: Script): boolean =>
  JSON.stringify([a.js, a.matches.toSorted()]) === JSON.stringify([b.js, b.matches.toSorted()]);
