import { useEffect, useRef, useState } from 'preact/hooks';
import { type About, leadsTo } from '../core/claims/leads-to.ts';
import { t } from '../words/t.ts';
import { tx } from './tx.ts';
import { Visible } from './Visible.tsx';

/**
 * The way to an evidence's source: its real registrable domain is what is read first. Where that isn't
 * the place the source names, a person says yes before there is a link at all, so that no middle
 * button and no Ctrl opens it by mistake.
 */
export function SourceLink(props: { url: string; source: string; about?: About | undefined }) {
  const { url, source, about } = props;
  const to = URL.canParse(url) ? leadsTo(new URL(url), source, about) : null;
  const [asked, ask] = useState(false);
  const no = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (asked) no.current?.focus();
  }, [asked]);
  if (!to) {
    return (
      <span class="link-host warn">{tx('ui_no_web_address', { url: <Visible text={url} /> })}</span>
    );
  }
  const place = (
    <>
      {to.sub ? <span class="link-sub">{to.sub}</span> : null}
      <b>{to.domain}</b>
    </>
  );
  if (!to.why) {
    return (
      <a class="source-link" href={to.href} target="_blank" rel="noopener noreferrer">
        {place}
        <span class="unseen"> {t('ui_opens_new_tab')}</span>
      </a>
    );
  }
  if (!asked) {
    return (
      <button type="button" class="source-ask" onClick={(event) => event.isTrusted && ask(true)}>
        <span class="unseen">{t('ui_look_before_opening')} </span>
        {place}…
      </button>
    );
  }
  return (
    <fieldset class="source-asked" aria-label={t('ui_open_source')}>
      <p class="link-host warn">
        <span lang="en">{to.why}</span> {t('ui_leads', { domain: to.domain })}
      </p>
      <a href={to.href} target="_blank" rel="noopener noreferrer">
        {t('ui_open', { domain: to.domain })}
        <span class="unseen"> {t('ui_opens_new_tab')}</span>
      </a>{' '}
      <button
        type="button"
        class="source-ask"
        ref={no}
        onClick={(event) => event.isTrusted && ask(false)}
      >
        {t('ui_leave')}
      </button>
    </fieldset>
  );
}
