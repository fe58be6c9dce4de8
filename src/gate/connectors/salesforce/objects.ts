/** Canonical names to API names; any other is taken as an API name. */
const OBJECTS: Record<string, string> = {
  contact: 'Contact',
  company: 'Account',
  account: 'Account',
  lead: 'Lead',
  deal: 'Opportunity',
  opportunity: 'Opportunity',
  case: 'Case',
};
/** the form of objects' and fields' API names */
export const API_NAME = /^[A-Za-z][A-Za-z0-9_]{0,79}$/;

export const objectName = (object: string): string => OBJECTS[object.toLowerCase()] ?? object;
