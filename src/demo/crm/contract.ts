/** A record as the page shows it. */
export interface CrmRecord {
  object: 'contact' | 'company' | 'deal' | 'lead';
  id: string;
  name: string;
  fields: { name: string; label: string; value: string }[];
}

/** What the server writes into the page. */
export interface CrmConfig {
  system: string;
  label: string;
  shape: 'hubspot' | 'lightning' | 'plain';
  theme: 'light' | 'dark';
  /** place: the address after the host */
  records: (CrmRecord & { place: string })[];
  list: string;
}

export interface SeenKey {
  key: string;
  type: string;
  /** the page did something on it */
  acted: boolean;
}

/** What a test may do to the page, as its own script would. */
export interface CrmControl {
  /** goes to a place without loading */
  go(place: string): void;
  /** draws everything anew: other nodes, the same text */
  redraw(): void;
  replaceBody(): void;
  openDialog(kind: 'native' | 'aria'): void;
  closeDialog(): void;
}

declare global {
  interface Window {
    __crm: CrmControl;
    __crmKeys: SeenKey[];
    __crmViolations: string[];
  }
}
