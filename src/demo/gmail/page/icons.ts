import {
  Archive,
  ChevronDown,
  Clock,
  createElement,
  File,
  Forward,
  type IconNode,
  Inbox,
  Maximize2,
  Menu,
  Minus,
  MoreVertical,
  OctagonAlert,
  Paperclip,
  Pencil,
  Reply,
  ReplyAll,
  Search,
  Send,
  Star,
  Trash2,
  X,
} from 'lucide';

const ICONS = {
  archive: Archive,
  attach: Paperclip,
  clock: Clock,
  close: X,
  compose: Pencil,
  down: ChevronDown,
  drafts: File,
  forward: Forward,
  full: Maximize2,
  inbox: Inbox,
  menu: Menu,
  minimise: Minus,
  more: MoreVertical,
  reply: Reply,
  'reply-all': ReplyAll,
  search: Search,
  sent: Send,
  spam: OctagonAlert,
  starred: Star,
  trash: Trash2,
} satisfies Record<string, IconNode>;

export type IconName = keyof typeof ICONS;

/** A line icon; always decoration, its button carries the name. */
export function icon(name: IconName, size = 18): SVGElement {
  return createElement(ICONS[name], {
    width: size,
    height: size,
    'aria-hidden': 'true',
  });
}
