import { CloudOff, EyeOff, Inbox, Link2, LogOut, Search, Send, Trash2 } from 'lucide';
import { addIcons } from './Icon.tsx';

addIcons({
  covered: EyeOff,
  discard: Trash2,
  inbox: Inbox,
  link: Link2,
  offline: CloudOff,
  search: Search,
  send: Send,
  'sign-out': LogOut,
});
