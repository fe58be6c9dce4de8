import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './Icon.tsx';

export type BannerTone = 'info' | 'good' | 'warn' | 'bad';

/** Something the person must know before going on. `urgent` interrupts a screen reader. */
export function Banner(props: {
  tone: BannerTone;
  icon: IconName;
  title: string;
  urgent?: boolean;
  children?: ComponentChildren;
}) {
  return (
    <section class={`banner ${props.tone}`} role={props.urgent ? 'alert' : undefined}>
      <h2 class="banner-title">
        <Icon name={props.icon} />
        <span>{props.title}</span>
      </h2>
      {props.children}
    </section>
  );
}
