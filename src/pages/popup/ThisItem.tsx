import { useEffect, useState } from 'preact/hooks';
import type { SpaceStatus } from '../../messages/pages-to-worker.ts';
import { t } from '../../words/t.ts';
import { itemAtGate, itemHref } from '../review/item-link.ts';
import type { Here } from './ThisSite.tsx';

/**
 * On the page that a message in Slack links to, the way on to the item itself. That page is the gate's:
 * it can't open one of ours, but says which item it is about.
 */
export function ThisItem({ here, spaces }: { here: Here; spaces: readonly SpaceStatus[] }) {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    here.url().then(setUrl, () => setUrl(null));
  }, [here]);
  const found = url === null ? null : itemAtGate(url);
  const theirs = spaces.filter(({ gate }) => found !== null && originOf(gate.url) === found.origin);
  const [only, another] = theirs;
  // Anybody may have such an address: only what lies at a gate of this browser's is offered.
  if (!found || !only) return null;
  const { proposalId } = found;
  // Of two workspaces at one gate, the worker asks both.
  const href = itemHref({ proposalId, ...(another ? {} : { space: only.id }) });
  return (
    <section aria-label={t('link_of_this_page')}>
      <p>{t('link_of_this_page')}</p>
      <p class="row">
        <a class="button primary" href={href} target="_blank" rel="noopener">
          {t('link_item')}
        </a>
      </p>
    </section>
  );
}

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : '');
