import type { PlainKey } from '../words/catalogue.ts';
import { t } from '../words/t.ts';

/** The pages for managers, in the order in which they are shown. A new page is one row. */
const PAGES: readonly { name: string; label: PlainKey }[] = [
  { name: 'queue', label: 'ui_queue' },
  { name: 'options', label: 'ui_options' },
];

/** The ways from one page for managers to the others; `current` is the folder of this one. */
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
