import type { ComposeReading } from '../core/digest/compose.ts';

const MEMBERS = 'attachments,authored,bcc,cc,from,image,link,name,size,subject,tail,text,to';

/**
 * Everything a reading holds, as one string, whatever the order of its members: two that are equal
 * have equal digests. Stricter than the digests' normal form, which forgives a little, and much
 * lighter: the normal form is the worker's.
 */
export const exactForm = (reading: ComposeReading): string =>
  JSON.stringify(reading, MEMBERS.split(','));
