import {
  AlertTriangle,
  ArrowDown,
  ArrowUp,
  Ban,
  Check,
  CheckCheck,
  ChevronsRight,
  CircleHelp,
  Clock,
  PencilLine,
  Undo2,
  UserRoundPlus,
  X,
} from 'lucide';
import { Component, h } from 'preact';

type Drawing = typeof Check;

/** Drawn in most views. With the ones of seldom-icons.ts the kept set: nothing else is drawn anywhere. */
const ICONS = {
  alert: AlertTriangle,
  approve: Check,
  'approve-send': CheckCheck,
  ban: Ban,
  close: X,
  edit: PencilLine,
  escalate: UserRoundPlus,
  fold: ChevronsRight,
  help: CircleHelp,
  later: Clock,
  next: ArrowDown,
  previous: ArrowUp,
  undo: Undo2,
} as const;
/** Those whose drawing comes with the pieces that show them: import seldom-icons.ts there. */
export type SeldomIcon =
  | 'covered'
  | 'discard'
  | 'inbox'
  | 'link'
  | 'offline'
  | 'search'
  | 'send'
  | 'sign-out';
export type IconName = keyof typeof ICONS | SeldomIcon;

const drawings: Partial<Record<IconName, Drawing>> = { ...ICONS };

/** Adds the drawings that the first load goes without (B1). */
export function addIcons(icons: Readonly<Record<SeldomIcon, Drawing>>): void {
  Object.assign(drawings, icons);
}

type IconProps = { name: IconName; size?: number };

/**
 * A drawing beside a word; never alone, so hidden from screen readers. Compared only when another one
 * is asked for: a dozen stand in the panel, and none changes with the item (B4).
 */
export class Icon extends Component<IconProps> {
  override shouldComponentUpdate({ name, size }: IconProps): boolean {
    return name !== this.props.name || size !== this.props.size;
  }

  override render({ name, size = 16 }: IconProps) {
    return (
      <svg
        class={name === 'fold' ? 'icon turns' : 'icon'}
        aria-hidden="true"
        width={size}
        height={size}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        stroke-width="2"
        stroke-linecap="round"
        stroke-linejoin="round"
      >
        {drawings[name]?.map(([tag, attributes], index) => h(tag, { key: index, ...attributes }))}
      </svg>
    );
  }
}
