import { Misfit } from '../crm/answer.ts';

const OBJECTS: Record<string, 'person' | 'organization' | 'deal' | 'lead'> = {
  person: 'person',
  contact: 'person',
  organization: 'organization',
  company: 'organization',
  deal: 'deal',
  lead: 'lead',
};

/** The API's object. @throws Misfit */
export function objectOf(object: string) {
  const known = OBJECTS[object.toLowerCase()];
  if (!known) throw new Misfit(`it has no object ${object}`);
  return known;
}
