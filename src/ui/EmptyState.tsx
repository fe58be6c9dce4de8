import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './Icon.tsx';

/** A state without content: what it is, why, and what to do. */
export function EmptyState(props: { icon: IconName; title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <Icon name={props.icon} size={24} />
      <h2>{props.title}</h2>
      {props.children}
    </div>
  );
}
