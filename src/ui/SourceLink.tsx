import { useEffect, useRef, useState } from 'preact/hooks';
import { type About, leadsTo } from '../core/claims/leads-to.ts';
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
      <span class="link-host warn">
        <Visible text={url} /> (no web address)
      </span>
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
        <span class="unseen"> (opens in a new tab)</span>
      </a>
    );
  }
  if (!asked) {
    return (
      <button type="button" class="source-ask" onClick={(event) => event.isTrusted && ask(true)}>
        <span class="unseen">Look before opening: </span>
        {place}…
      </button>
    );
  }
  return (
    <fieldset class="source-asked" aria-label="Open this source?">
      <p class="link-host warn">
        {to.why} It leads to {to.domain}.
      </p>
      <a href={to.href} target="_blank" rel="noopener noreferrer">
        Open {to.domain}
        <span class="unseen"> (opens in a new tab)</span>
      </a>{' '}
      <button
        type="button"
        class="source-ask"
        ref={no}
        onClick={(event) => event.isTrusted && ask(false)}
      >
        Leave it
      </button>
    </fieldset>
  );
}
