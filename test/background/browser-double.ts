import type { Ports } from '../../src/background/worker.ts';

type Script = { id: string; js: string[]; matches: string[] };

/**
 * What a browser keeps for the extension between workers: grants, registered scripts, the
 * organisation's policy. The real one is in `test/e2e/sites.e2e.ts`; here its state can be made.
 */
export class BrowserDouble {
  managed: unknown = {};
  readonly granted = new Set<string>();
  readonly scripts = new Map<string, Script>();
  /** tab and file of each script that was run in an open tab */
  ran: [number, string][] = [];
  mayNotify = true;
  /** alerts that are shown, by the notification's id */
  readonly alerts = new Map<string, string>();
  announced: ({ waiting: number; high: number } | null)[] = [];

  get ports(): Pick<Ports, 'managed' | 'sites' | 'notifications' | 'storageUsed'> {
    return {
      managed: async () => this.managed,
      sites: {
        granted: async (origins) =>
          origins.every((origin) => this.granted.has(origin) || this.granted.has('https://*/*')),
        giveBack: async (origins) => {
          for (const origin of origins) this.granted.delete(origin);
        },
        registered: async () => [...this.scripts.values()],
        register: async (script) => void this.scripts.set(script.id, script),
        unregister: async (ids) => {
          for (const id of ids) this.scripts.delete(id);
        },
        tabsAt: async (patterns) => (patterns.some((one) => this.granted.has(one)) ? [8] : []),
        run: async (tabId, files) => void this.ran.push([tabId, files.join()]),
        scripts: {
          inbox: 'content/outlook.js',
          record: 'content/record.js',
          both: 'content/record.js',
        },
      },
      notifications: {
        granted: async () => this.mayNotify,
        show: async (id, notice) => {
          if (notice.kind === 'alert') this.alerts.set(id, notice.title);
          else this.announced.push({ waiting: notice.waiting, high: notice.high });
        },
        hide: async (id) => {
          if (this.alerts.delete(id)) return;
          this.announced.push(null);
        },
      },
      storageUsed: async () => 4096,
    };
  }
}
