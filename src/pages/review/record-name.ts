import type { Content } from '../../core/schema/content.ts';

/** What the agent calls the record that its work is about; null where it gives no name, or there is none. */
export function recordNameOf(content: Content): string | null {
  if ('contact' in content) return content.contact.label ?? null;
  if ('record' in content) return content.record.label ?? null;
  if ('lead' in content) return content.lead.label ?? null;
  if ('deal' in content) return content.deal.label ?? null;
  return null;
}
