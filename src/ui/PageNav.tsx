import type { PlainKey } from '../words/catalogue.ts';
import { t } from '../words/t.ts';

/** The first-party pages, in the order in which they are shown. A new page is one row. */
const PAGES: readonly { name: string; label: PlainKey }[] = [
  { name: 'dashboard', label: 'ui_dashboard' },
  { name: 'weekly', label: 'ui_weekly' },
  { name: 'spot-check', label: 'ui_spot_check' },
  { name: 'lanes', label: 'ui_lanes' },
  { name: 'policies', label: 'ui_policies' },
  { name: 'risks', label: 'ui_risks' },
  { name: 'findings', label: 'ui_findings' },
  { name: 'map', label: 'ui_map' },
  { name: 'report', label: 'ui_report' },
  { name: 'mine', label: 'ui_my_page' },
  { name: 'queue', label: 'ui_queue' },
  { name: 'options', label: 'ui_options' },
];

/** The ways from one page to the others; `current` is the folder of this one. */
export function PageNav({ current }: { current: string }) {
  return (
    <nav class="page-nav" aria-label={t('ui_pages')}>
      <ul>
        {PAGES.map(({ name, label }) => (
          <li key={name}>
            <a
              href={`../${name}/index.html`}
              {...(name === current ? { 'aria-current': 'page' } : {})}
            >
              {t(label)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
