import { linkTarget } from './link-target.ts';
import { Visible } from './Visible.tsx';

/**
 * A link with its real host beside the label. In a mail it is text only (nothing to click by
 * mistake); `open` makes it a way out, for evidence.
 */
export function Link({ href, label, open }: { href: string; label: string; open?: boolean }) {
  const { shown, warning } = linkTarget(href, label);
  return (
    <span class="link">
      {open ? (
        <a href={href} target="_blank" rel="noopener noreferrer">
          <Visible text={label} />
        </a>
      ) : (
        <span class="link-label">
          <Visible text={label} />
        </span>
      )}
      {label === shown && !warning ? null : (
        <span class={warning ? 'link-host warn' : 'link-host'}>
          {' '}
          (<Visible text={shown} />
          {warning ? <>: {warning}</> : null})
        </span>
      )}
    </span>
  );
}
