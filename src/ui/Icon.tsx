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
  CloudOff,
  EyeOff,
  Inbox,
  Link2,
  LogOut,
  PencilLine,
  Send,
  Trash2,
  Undo2,
  UserRoundPlus,
  X,
} from 'lucide';
import { h } from 'preact';

/** The kept set: nothing else is drawn anywhere. */
const ICONS = {
  alert: AlertTriangle,
  approve: Check,
  'approve-send': CheckCheck,
  ban: Ban,
  close: X,
  covered: EyeOff,
  discard: Trash2,
  edit: PencilLine,
  escalate: UserRoundPlus,
  fold: ChevronsRight,
  help: CircleHelp,
  inbox: Inbox,
  later: Clock,
  link: Link2,
  next: ArrowDown,
  offline: CloudOff,
  previous: ArrowUp,
  send: Send,
  'sign-out': LogOut,
  undo: Undo2,
} as const;
export type IconName = keyof typeof ICONS;

/** A drawing beside a word; never alone, so hidden from screen readers. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      class="icon"
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
      {ICONS[name].map(([tag, attributes], index) => h(tag, { key: index, ...attributes }))}
    </svg>
  );
}
