import { Misfit } from '../crm/answer.ts';

/** Canonical names to the API's object types; a custom object is named as HubSpot does (`2-123`, `p_name`). */
const OBJECTS: Record<string, string> = {
  contact: 'contacts',
  company: 'companies',
  deal: 'deals',
  ticket: 'tickets',
  lead: 'leads',
};
const OWN_NAME = /^(\d{1,3}-\d{1,12}|p\d*_\w{1,80})$/;

/** The API's name of an object. @throws Misfit */
export function objectType(object: string): string {
  const name = object.toLowerCase();
  const known = OBJECTS[name] ?? Object.values(OBJECTS).find((each) => each === name);
  if (known) return known;
  if (OWN_NAME.test(object)) return object;
  throw new Misfit(`it has no object ${object}`);
}
