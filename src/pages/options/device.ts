/** What the browser asks the person for, or gives back. */
export type Asked = { origins?: string[]; permissions?: 'notifications'[] };

/** What the options page does in this browser by itself, and not by asking the worker. */
export type Device = {
  /** the extension's own version */
  version: string;
  /** inside a click, before anything is awaited; the answer is the person's */
  grant: (asked: Asked) => Promise<boolean>;
  /** everything that this browser keeps about the person, as a value that JSON can hold */
  mine: () => Promise<Record<string, unknown>>;
  /** hands a file to the person */
  save: (name: string, text: string) => void;
};
