import type { ComponentChildren } from 'preact';

/** One line over the page about what just happened, with at most one action. */
export function Toast(props: { tone: 'plain' | 'bad'; children: ComponentChildren }) {
  return <div class={`toast ${props.tone}`}>{props.children}</div>;
}
